"""The weekly letter: once a week to the office, with the burden on each unit."""

from datetime import date

import pytest
from cast import Cast, id_of
from county import at
from sqlalchemy import select

from bot.domain.errors import OldButtonError
from bot.domain.outcomes import WeeklyLetter
from bot.domain.permissions import NotPermittedError
from bot.domain.terms import Role
from bot.services.letters import LINES_A_PAGE
from bot.services.papers import OPERATOR
from bot.texts.answers import word
from storage.outbox import NOTICE
from storage.statements import table_of
from storage.tables import Outbox

MADE_UP = (date.min, date.max, date(2020, 5, 11))


def _letters(cast: Cast, day: str, hour: str = "08:30") -> list[str]:
    """Let the planner look at the letter at an hour; return the keys of all that are queued."""
    cast.clock.set(at(day, hour))
    with cast.services() as services:
        services.letters.queue()
        keys = services.work.session.execute(select(table_of(Outbox).c.key)).scalars()
        return [each for each in keys if each and each.startswith("letter:")]


def _letter(cast: Cast) -> WeeklyLetter:
    with cast.services() as services:
        return services.letters.letter(OPERATOR)


@pytest.mark.parametrize(
    ("day", "hour", "letters"),
    [
        pytest.param("2020-05-11", "08:30", 1, id="Monday"),
        pytest.param("2020-05-11", "08:29", 0, id="before the hour"),
        pytest.param("2020-05-12", "08:30", 0, id="Tuesday"),
        pytest.param("2020-05-05", "08:30", 0, id="a holiday"),
        pytest.param("2020-05-06", "08:30", 1, id="the first working day after it"),
    ],
)
def test_it_goes_out_on_the_first_working_day(
    cast: Cast, day: str, hour: str, letters: int
) -> None:
    cast.link(Role.OFFICE)
    assert len(_letters(cast, day, hour)) == letters


def test_asked_twice_it_goes_out_once(cast: Cast) -> None:
    cast.link(Role.OFFICE, Role.LEADER)
    _letters(cast, "2020-05-11")
    assert len(_letters(cast, "2020-05-11", "09:00")) == 1


def test_the_burden_is_counted_by_unit(cast: Cast) -> None:
    cast.link(Role.RESPONSIBLE)
    with cast.services() as services:
        owner, outbox = id_of(services, Role.RESPONSIBLE), services.work.outbox
        for _ in range(3):
            number = outbox.add(
                7, services.clock.now(), body={"text": "您好"}, person_id=owner, priority=NOTICE
            )
            assert number is not None
            outbox.sent(number, 1, services.clock.now())
    cast.hear(Role.RESPONSIBLE, "P02 60-70%")
    cast.clock.set(at("2020-05-11"))
    with cast.services() as services:  # an answer burdens nobody
        number = services.work.outbox.add(
            7, services.clock.now(), body={"text": "已记"}, person_id=owner
        )
        assert number is not None
        services.work.outbox.sent(number, 2, services.clock.now())
    letter = _letter(cast)
    (unit,) = letter.burden
    assert (unit.unit, unit.messages, unit.questions) == ("县住建局", 3, 1)
    assert "县住建局 3/1" in _buttons(letter)


def _buttons(letter: WeeklyLetter) -> list[str]:
    return [button.label for row in word(letter, "zh").keyboard for button in row]


def test_a_figure_of_it_opens_to_the_messages_that_were_sent(cast: Cast) -> None:
    cast.link(Role.RESPONSIBLE)
    with cast.services() as services:
        owner, outbox = id_of(services, Role.RESPONSIBLE), services.work.outbox
        for text in ("<b>5月8日</b>　您负责3项", *map(str, range(LINES_A_PAGE)), ""):
            number = outbox.add(
                7, services.clock.now(), body={"text": text}, person_id=owner, priority=NOTICE
            )
            assert number is not None
            outbox.sent(number, 1, services.clock.now())
    cast.clock.set(at("2020-05-11"))
    letter = _letter(cast)
    (unit,) = letter.burden
    with cast.services() as services:
        first = services.letters.opened(OPERATOR, unit.unit_id, letter.until)
        last = services.letters.opened(OPERATOR, unit.unit_id, letter.until, 9)
        for unit_id, until in ((999, letter.until), *((unit.unit_id, day) for day in MADE_UP)):
            with pytest.raises(OldButtonError):
                services.letters.opened(OPERATOR, unit_id, until)
    assert (first.since, first.until) == (letter.since, letter.until)
    assert (first.burden, first.pages, last.page) == (unit, 2, 2)
    text = word(first, "zh").text
    assert "5月8日08:00 陈海平：5月8日 您负责3项" in text
    assert word(last, "zh").text.endswith("陈海平　文件")


def test_what_was_sent_to_people_of_no_unit_opens_too(cast: Cast) -> None:
    cast.link(Role.LEADER)
    with cast.services() as services:
        leader = id_of(services, Role.LEADER)
        number = services.work.outbox.add(
            7, services.clock.now(), body={"text": "您好"}, person_id=leader, priority=NOTICE
        )
        assert number is not None
        services.work.outbox.sent(number, 1, services.clock.now())
    cast.clock.set(at("2020-05-11"))
    letter = _letter(cast)
    with cast.services() as services:
        opened = services.letters.opened(OPERATOR, None, letter.until)
    assert [each.words for each in opened.lines] == ["您好"]
    assert "<b>县级</b>" in word(opened, "zh").text


def test_it_names_who_told_nothing_and_what_is_open(cast: Cast) -> None:
    cast.clock.set(at("2020-05-12"))
    cast.report("P02 60%")
    with cast.services() as services:
        project = services.projects.find("P02")
        services.work.difficulties.add(
            {
                "project_id": project.id,
                "report_id": 1,
                "person_id": id_of(services, Role.RESPONSIBLE),
                "words": "征地2户",
                "raised_on": date(2020, 5, 12),
            }
        )
    cast.clock.set(at("2020-05-18"))
    letter = _letter(cast)
    assert "P02" not in letter.silent
    assert "P01" in letter.silent
    assert [(each.code, each.words) for each in letter.difficulties] == [("P02", "征地2户")]


def test_holidays_ahead_are_told_with_the_weekends_that_are_worked(cast: Cast) -> None:
    cast.clock.set(at("2020-06-22"))
    letter = _letter(cast)
    assert letter.rest == (date(2020, 6, 25), date(2020, 6, 26))
    assert letter.worked == (date(2020, 6, 28),)


def test_each_day_is_in_one_letter_whatever_holidays_lie_between(cast: Cast) -> None:
    spans = []
    for day in ("2020-04-27", "2020-05-06", "2020-05-11"):
        cast.clock.set(at(day))
        letter = _letter(cast)
        spans.append((letter.since, letter.until))
    assert spans == [
        (date(2020, 4, 20), date(2020, 4, 26)),
        (date(2020, 4, 27), date(2020, 5, 5)),
        (date(2020, 5, 6), date(2020, 5, 10)),
    ]


def test_what_was_told_and_sent_on_the_morning_of_the_letter_is_the_next_one_s(
    cast: Cast,
) -> None:
    cast.clock.set(at("2020-05-18", "08:00"))
    cast.report("P02 60%")
    cast.hear(Role.RESPONSIBLE, "P02 60-70%")
    letter = _letter(cast)
    assert "P02" in letter.silent
    assert letter.questions == 0
    cast.clock.set(at("2020-05-25"))
    letter = _letter(cast)
    assert "P02" not in letter.silent
    assert letter.questions == 1


def test_a_saturday_to_be_worked_is_told_without_a_holiday_ahead(cast: Cast) -> None:
    cast.clock.set(at("2020-05-06"))
    letter = _letter(cast)
    assert letter.rest == ()
    assert letter.worked == (date(2020, 5, 9),)
    assert "两周内周末上班：5月9日" in word(letter, "zh").text
    assert "4月27日至5月5日" in word(letter, "zh").text


def test_it_is_the_office_s_alone(cast: Cast) -> None:
    with cast.services() as services, pytest.raises(NotPermittedError):
        services.letters.letter(cast.person(services, Role.LEADER))
