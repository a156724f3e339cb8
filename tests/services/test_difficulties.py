"""A difficulty goes up when its teller says so, and comes back until it is solved."""

from datetime import date

import pytest
from cast import Cast
from county import at

from bot.domain.difficulties import is_due
from bot.domain.errors import AlreadyUrgedError, OldButtonError, OrderUnclearError
from bot.domain.outcomes import (
    Ask,
    DifficultyLine,
    DifficultyList,
    DifficultySolved,
    DifficultySteered,
    InstructionAnswered,
)
from bot.domain.permissions import NotPermittedError
from bot.domain.records import Source
from bot.domain.terms import Role
from bot.texts.answers import word
from storage.tables import OutboxState

OWNER, LEADER, OFFICE, HEAD = Role.RESPONSIBLE, Role.LEADER, Role.OFFICE, Role.UNIT_HEAD


def lines_for(cast: Cast, role: Role) -> tuple[DifficultyLine, ...]:
    with cast.services() as services:
        return services.difficulties.open_for(cast.person(services, role))


def order(cast: Cast, role: Role, text: str) -> object:
    with cast.services() as services:
        person = cast.person(services, role)
        return services.orders.hear(person, f"难点 {text}", Source(1000 + person.id, 1))


def queued(cast: Cast, kind: str) -> list[int]:
    """Return who has an unsent message of a kind."""
    return [row.person_id for row in cast.queued(kind) if row.state is OutboxState.READY]


def test_a_difficulty_that_no_leader_can_read_goes_to_the_office_and_says_so(cast: Cast) -> None:
    cast.link(OWNER, OFFICE)
    receipt = cast.report("P02 卡点:征地2户")
    assert receipt.noted is not None
    assert receipt.noted.sent_to == ()
    assert "马国栋" in receipt.noted.to_phone
    assert len(queued(cast, "difficulty")) == 1, "the office is to phone"


def test_a_leader_who_links_later_reads_what_was_sent_on_before(cast: Cast) -> None:
    cast.link(OWNER)
    cast.report("P02 卡点:征地2户 申请延期到10月底，因征地")
    cast.link(LEADER)
    with cast.services() as services:
        leader = cast.person(services, LEADER)
        services.difficulties.catch_up(leader)
        services.deadlines.catch_up(leader)
        services.difficulties.catch_up(leader)
    assert queued(cast, "difficulty") == [leader.id]
    assert queued(cast, "date_request") == [leader.id]


def test_a_later_date_that_reaches_no_leader_is_told_truthfully(cast: Cast) -> None:
    cast.link(OWNER, OFFICE)
    assert not cast.report("P02 申请延期到10月底，因征地").is_date_told
    assert len(queued(cast, "date_request")) == 1
    cast.link(LEADER)
    assert cast.report("P02 申请延期到11月底，因征地").is_date_told


def test_what_its_teller_left_untouched_is_asked_again_the_next_morning(cast: Cast) -> None:
    receipt = cast.report("P02 征地没谈下来")
    assert lines_for(cast, OWNER) == ()
    cast.clock.set(at("2020-05-09"))
    (line,) = lines_for(cast, OWNER)
    assert line.asks_teller
    assert lines_for(cast, LEADER) == (), "nobody has sent it on"
    with cast.services() as services:
        services.difficulties.only_record(cast.person(services, OWNER), receipt.report_id)
    assert lines_for(cast, OWNER) == ()


def test_what_was_sent_on_comes_back_to_the_leader_until_there_is_a_date(cast: Cast) -> None:
    cast.report("P02 卡点:征地2户")
    cast.clock.set(at("2020-05-09"))
    assert [line.words for line in lines_for(cast, LEADER)] == ["征地2户"]
    told = order(cast, LEADER, "P02 自然资源局牵头 5月20日前")
    assert isinstance(told, DifficultySteered)
    assert (told.difficulty.lead_unit, told.difficulty.wanted_by) == (
        "自然资源局",
        date(2020, 5, 20),
    )
    cast.clock.set(at("2020-05-20"))
    assert lines_for(cast, LEADER) == ()
    cast.clock.set(at("2020-05-21"))
    (line,) = lines_for(cast, LEADER)
    assert line.is_late


def test_the_words_solved_end_a_difficulty_and_undo_opens_it_again(cast: Cast) -> None:
    cast.report("P02 卡点:征地2户")
    receipt = cast.report("P02 已解决")
    assert cast.project().difficulty is None
    with cast.services() as services:
        assert services.work.difficulties.all_open() == []
    cast.undo(receipt.report_id)
    with cast.services() as services:
        assert len(services.work.difficulties.all_open()) == 1
    assert cast.project().difficulty == "征地2户"


def test_of_several_difficulties_the_solved_one_is_tapped(cast: Cast) -> None:
    cast.report("P02 征地没谈下来")
    cast.report("P02 钱没到")
    receipt = cast.report("P02 已解决")
    assert receipt.open_difficulties == 2
    with cast.services() as services:
        owner = cast.person(services, OWNER)
        shown = services.difficulties.list_open(owner)
        first = next(line for line in shown.lines if line.words == "征地没谈下来")
        solved = services.steering.solve(owner, first.id, Source())
        assert isinstance(solved, DifficultySolved)
        with pytest.raises(OldButtonError):
            services.steering.solve(owner, first.id, Source())
    assert cast.project().difficulty == "钱没到"


def test_which_of_several_difficulties_an_order_means_is_asked(cast: Cast) -> None:
    cast.report("P02 征地没谈下来")
    cast.report("P02 钱没到")
    asked = order(cast, LEADER, "P02 财政局牵头")
    assert isinstance(asked, Ask)
    position = next(at for at, each in enumerate(asked.choices) if each.label == "钱没到")
    (steered,) = cast.choose(LEADER, asked, position)
    assert (steered.difficulty.words, steered.difficulty.lead_unit) == ("钱没到", "财政局")


def test_the_same_words_again_are_the_same_difficulty(cast: Cast) -> None:
    cast.report("P02 征地没谈下来")
    cast.report("P02 60% 征地没谈下来")
    with cast.services() as services:
        shown = services.difficulties.list_open(cast.person(services, OFFICE))
    assert isinstance(shown, DifficultyList)
    assert shown.total == 1


def open_words(cast: Cast) -> list[str]:
    with cast.services() as services:
        return [each.words for each in services.work.difficulties.all_open()]


def test_difficulties_end_with_the_completion_of_their_project(cast: Cast) -> None:
    cast.report("P02 征地没谈下来")
    cast.report("P02 钱没到")
    receipt = cast.report("P02 完工")
    assert receipt.ended_difficulties == ("征地没谈下来", "钱没到")
    assert "随完工了结的难点：征地没谈下来、钱没到" in word(receipt, "zh").text
    assert open_words(cast) == []
    assert cast.project().difficulty is None
    cast.undo(receipt.report_id)
    assert open_words(cast) == ["征地没谈下来", "钱没到"]
    assert cast.project().difficulty == "钱没到"


@pytest.mark.parametrize("words", ["更正 P02 主体完工", "更正 P02 90%"])
def test_a_completion_that_is_corrected_opens_them_again(cast: Cast, words: str) -> None:
    cast.report("P02 征地没谈下来")
    cast.report("P02 完工")
    cast.hear(OWNER, words)
    assert open_words(cast) == ["征地没谈下来"]
    assert cast.project().difficulty == "征地没谈下来"


def test_what_is_told_with_the_completion_is_still_to_be_solved(cast: Cast) -> None:
    cast.report("P02 征地没谈下来")
    receipt = cast.report("P02 完工 困难:水电没接通")
    assert receipt.ended_difficulties == ("征地没谈下来",)
    (left,) = open_words(cast)
    assert left == receipt.difficulty == cast.project().difficulty


def test_two_difficulties_of_a_project_have_buttons_of_their_own(cast: Cast) -> None:
    cast.report("P02 征地没谈下来")
    cast.report("P02 钱没到")
    with cast.services() as services:
        shown = services.difficulties.list_open(cast.person(services, OFFICE))
    labels = {each.label for row in word(shown, "zh").keyboard for each in row}
    assert labels == {"⚠️ P02 征地没谈下来", "⚠️ P02 钱没到"}


def test_a_difficulty_taken_back_with_its_report_is_gone(cast: Cast) -> None:
    receipt = cast.report("P02 卡点:征地2户")
    cast.undo(receipt.report_id)
    with cast.services() as services:
        assert services.work.difficulties.all_open() == []
    with pytest.raises(OldButtonError):
        order(cast, LEADER, "P02 住建局牵头")


def test_owners_do_not_steer_and_readers_see_nothing(cast: Cast) -> None:
    cast.report("P02 卡点:征地2户")
    with pytest.raises(NotPermittedError):
        order(cast, OWNER, "P02 住建局牵头")
    with pytest.raises(NotPermittedError):
        order(cast, Role.READER, "")
    with pytest.raises(OrderUnclearError):
        order(cast, LEADER, "P02 抓紧")


@pytest.mark.parametrize(
    ("wanted_by", "listed_on", "today", "due"),
    [
        pytest.param(None, None, 8, False, id="the day it was told"),
        pytest.param(None, None, 9, True, id="the next morning"),
        pytest.param(None, 9, 9, True, id="the same morning again"),
        pytest.param(None, 9, 12, False, id="not every morning"),
        pytest.param(None, 9, 16, True, id="after a week"),
        pytest.param(20, 9, 16, False, id="it has a date"),
        pytest.param(20, 9, 21, True, id="the date has passed"),
        pytest.param(20, 21, 22, False, id="said yesterday"),
    ],
)
def test_when_a_difficulty_comes_back(
    wanted_by: int | None, listed_on: int | None, today: int, *, due: bool
) -> None:
    def day(number: int | None) -> date | None:
        return None if number is None else date(2020, 5, number)

    assert is_due(date(2020, 5, 8), day(wanted_by), day(listed_on), date(2020, 5, today)) is due


def test_urging_reaches_the_owner_and_the_head_once_a_day_and_is_answered(cast: Cast) -> None:
    cast.link(OWNER, HEAD, LEADER)
    with cast.services() as services:
        leader, project = cast.person(services, LEADER), services.projects.find("P02")
        urged = services.instructions.urge(leader, project, Source())
        assert urged.told == ("陈海平", "何局长")
        with pytest.raises(AlreadyUrgedError):
            services.instructions.urge(leader, project, Source())
    cast.report("P02 60%")
    assert queued(cast, "answered") == [leader.id]
    with cast.services() as services:
        answer = services.instructions.answer_to(1)
    assert isinstance(answer, InstructionAnswered)
    assert (answer.by, answer.answer) == ("陈海平", "P02 60%")


def test_what_is_not_answered_in_three_working_days_is_listed_for_the_office(cast: Cast) -> None:
    project = cast.project().id
    # 9 May was worked in 2020, to make up for the holiday.
    (asked,) = cast.hear(LEADER, "抓紧施工", about=[project])
    cast.choose(LEADER, asked, 0)
    for day, expected in (("2020-05-12", 0), ("2020-05-13", 1)):
        cast.clock.set(at(day))
        with cast.services() as services:
            shown = services.instructions.list_unanswered(cast.person(services, OFFICE))
        assert len(shown.lines) == expected, day
    cast.report("P02 60%")
    with cast.services() as services:
        assert services.instructions.unanswered() == ()
