"""A person's deadlines on their phone: the same entries again, moved, cancelled, with alarms."""

from datetime import date, timedelta

from cast import Cast
from county import at
from icalendar import Calendar, Event

from bot.domain.records import Source
from bot.domain.terms import Role
from bot.papers.calendar_entries import CalendarEntry
from bot.papers.calendars import render_calendar
from bot.services.papers import OPERATOR


def _entries(cast: Cast, role: Role = Role.RESPONSIBLE) -> dict[str, CalendarEntry]:
    with cast.services() as services:
        found = services.calendars.entries(cast.person(services, role))
    assert len({each.uid for each in found}) == len(found)
    return {each.title.split()[0]: each for each in found}


def _events(data: bytes) -> list[Event]:
    return [each for each in Calendar.from_ical(data).walk("VEVENT") if isinstance(each, Event)]


def test_an_unchanged_deadline_keeps_its_name_and_sequence(cast: Cast) -> None:
    assert _entries(cast) == _entries(cast)


def test_a_moved_deadline_is_the_same_entry_with_a_higher_sequence(cast: Cast) -> None:
    before = _entries(cast)["P02"]
    cast.link(Role.LEADER)
    receipt = cast.report("P02 申请延期到9月底，因征地")
    with cast.services() as services:
        leader = cast.person(services, Role.LEADER)
        services.deadlines.decide(leader, 1, Source(), grant=True)
    after = _entries(cast)["P02"]

    assert receipt.is_request
    assert (after.uid, after.day) == (before.uid, date(2020, 9, 30))
    assert after.sequence > before.sequence
    assert not after.cancelled


def test_what_is_done_is_cancelled(cast: Cast) -> None:
    before = _entries(cast)["P02"]
    cast.report("P02 完工")
    after = _entries(cast)["P02"]
    assert (after.uid, after.cancelled, after.alarms) == (before.uid, True, ())
    assert after.sequence > before.sequence


def test_what_is_no_longer_theirs_is_cancelled_for_them_alone(cast: Cast) -> None:
    with cast.services() as services:
        person, project = cast.person(services, Role.LIAISON), services.projects.find("P02")
        services.work.duties.end(project.id, Role.LIAISON, [person.id], services.clock.now())
    assert _entries(cast, Role.LIAISON)["P02"].cancelled
    assert not _entries(cast)["P02"].cancelled


def test_alarms_follow_the_ladder_of_the_role_on_working_days(cast: Cast) -> None:
    cast.clock.set(at("2020-05-08"))
    owner, leader = _entries(cast)["P02"], _entries(cast, Role.LEADER)["P02"]
    days = [owner.day + timedelta(days=each.days) for each in owner.alarms]

    assert len(owner.alarms) > len(leader.alarms) > 0
    assert all(day.isoweekday() <= 5 or day == date(2020, 5, 9) for day in days)
    assert {each.seconds for each in owner.alarms} == {8 * 3600 + 1800}


def test_an_alarm_that_is_past_is_not_set(cast: Cast) -> None:
    before = len(_entries(cast)["P02"].alarms)
    cast.clock.set(at("2020-08-20", "20:00"))
    assert len(_entries(cast)["P02"].alarms) < before


def test_who_has_no_project_of_their_own_gets_the_countys(cast: Cast) -> None:
    with cast.services() as services:
        codes = {each.title.split()[0] for each in services.calendars.entries(OPERATOR)}
    assert len(codes) == 40


def test_the_file_is_one_that_calendars_read() -> None:
    entry = CalendarEntry(
        "milestone-1@duban", 3, date(2020, 5, 30), "P02 大街；<&>,;\\n", "责任单位：县住建局",
        cancelled=False, alarms=(timedelta(days=-7, hours=8.5),),
    )  # fmt: skip
    (event,) = _events(render_calendar("督办日历", [entry], at("2020-05-08")))

    assert event["uid"] == entry.uid
    assert event["sequence"] == 3
    assert event.decoded("dtstart") == entry.day
    assert event.decoded("dtend") == entry.day + timedelta(days=1)
    assert str(event["summary"]) == entry.title
    assert event["status"] == "CONFIRMED"
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(days=-7, hours=8.5)


def test_nobodys_deadlines_are_an_empty_calendar() -> None:
    assert _events(render_calendar("督办日历", [], at("2020-05-08"))) == []
