"""Starts and completions count as reported until the office has verified what it was shown."""

import pytest
from cast import Cast

from bot.domain.errors import OldButtonError
from bot.domain.outcomes import Summary, Unverified
from bot.domain.permissions import NotPermittedError
from bot.domain.rates import Tally
from bot.domain.records import Source
from bot.domain.terms import Role
from bot.services.verifications import LINES
from bot.texts.answers import word


def waiting(cast: Cast) -> Unverified:
    with cast.services() as services:
        return services.verifications.waiting(cast.person(services, Role.OFFICE))


def verify(cast: Cast, shown: Unverified, code: str = "", role: Role = Role.OFFICE) -> Unverified:
    """Tap one project below a list that was *shown*, or all of them."""
    last = max(each.project.id for each in shown.lines)
    number = cast.project(code).id if code else 0
    with cast.services() as services:
        person, found = cast.person(services, role), services.verifications
        if code:
            return found.verify_one(person, number, shown.change, Source(1000 + person.id, 9))
        return found.verify_shown(person, last, shown.change, Source(1000 + person.id, 9))


def codes(shown: Unverified) -> list[str]:
    return [each.project.code for each in shown.lines]


@pytest.fixture
def reported(cast: Cast) -> Cast:
    """Let two completions be reported, one of them told to the office."""
    cast.report("P02 完工")
    cast.hear(Role.OFFICE, "代 P01 完工")
    return cast


def test_what_was_reported_is_listed_with_who_told_it_in_which_words(reported: Cast) -> None:
    text = word(waiting(reported), "zh").text
    assert "共2项" in text
    assert "陈海平：P02 完工" in text
    assert "（督查室代报）" in text


def test_all_that_was_shown_is_verified_with_a_line_of_the_trail_each(reported: Cast) -> None:
    told = verify(reported, waiting(reported))
    assert told.verified is not None
    assert [each.code for each in told.verified] == ["P01", "P02"]
    assert not told.lines
    assert reported.project().state_verified
    with reported.services() as services:
        office = reported.person(services, Role.OFFICE)
        history = services.histories.history(office, services.projects.find("P02"))
        summary = services.summaries.asked(office, [])
    assert isinstance(summary, Summary)
    assert "核实 待核实 → 已核实" in word(history, "zh").text
    assert summary.headline.sums[Tally.UNVERIFIED] == 0


def test_one_is_verified_and_the_others_wait_on(reported: Cast) -> None:
    told = verify(reported, waiting(reported), "P02")
    assert codes(told) == ["P01"]


def test_what_was_told_after_the_list_was_shown_waits_to_be_shown(reported: Cast) -> None:
    shown = waiting(reported)
    reported.report("P03 完工")
    reported.hear(Role.OFFICE, "代 P04 完工")
    assert codes(verify(reported, shown)) == ["P03", "P04"]
    assert verify(reported, shown, "P03").verified == ()


def test_what_did_not_fit_into_the_message_is_not_verified(cast: Cast) -> None:
    for number in range(1, LINES + 3):
        cast.hear(Role.OFFICE, f"代 P{number:02} 完工")
    shown = waiting(cast)
    assert len(shown.lines) == LINES
    told = verify(cast, shown)
    assert len(told.verified or ()) == LINES
    assert told.total == shown.total - LINES


def test_a_second_tap_changes_nothing_and_says_so(reported: Cast) -> None:
    shown = waiting(reported)
    verify(reported, shown)
    again = verify(reported, shown)
    assert again.verified == ()
    assert "没有核实" in word(again, "zh").text


def test_nobody_else_verifies(reported: Cast) -> None:
    shown = waiting(reported)
    for role in set(Role) - {Role.OFFICE}:
        with pytest.raises(NotPermittedError):
            verify(reported, shown, role=role)


def undo(cast: Cast, told: Unverified, role: Role = Role.OFFICE) -> Unverified:
    with cast.services() as services:
        assert told.undoes is not None
        person = cast.person(services, role)
        return services.verifications.undo(person, *told.undoes, Source(1000 + person.id, 9))


def test_one_tap_lets_all_that_was_verified_wait_again(reported: Cast) -> None:
    told = verify(reported, waiting(reported))
    assert word(told, "zh").keyboard[0][0].label == "撤销"
    back = undo(reported, told)
    assert codes(back) == ["P01", "P02"]
    assert "改回待核实：P01 完工、P02 完工" in word(back, "zh").text
    assert not reported.project().state_verified
    with reported.services() as services:
        office = reported.person(services, Role.OFFICE)
        history = services.histories.history(office, services.projects.find("P02"))
    assert "核实 已核实 → 待核实" in word(history, "zh").text


def test_what_was_told_since_is_left_as_it_is_when_a_verification_is_taken_back(
    reported: Cast,
) -> None:
    told = verify(reported, waiting(reported))
    reported.order("更正 P02 状态 收尾 原因 现场核对")
    assert [each.code for each in undo(reported, told).taken_back] == ["P01"]
    assert reported.project().state_verified


def test_a_verification_is_taken_back_once_and_by_the_office_alone(reported: Cast) -> None:
    told = verify(reported, waiting(reported))
    for role in set(Role) - {Role.OFFICE}:
        with pytest.raises(NotPermittedError):
            undo(reported, told, role)
    undo(reported, told)
    with pytest.raises(OldButtonError):
        undo(reported, told)
