"""The record of each day: complete once a day, right at any hour, never rewritten."""

from datetime import date
from decimal import Decimal
from typing import Any

from cast import Cast
from county import at
from sqlalchemy import func, select

from bot.delivery.planner import Planner
from bot.domain.records import Source
from bot.domain.terms import Light, Role
from storage.statements import table_of
from storage.tables import Standing

FRIDAY = date(2020, 5, 8)
PROJECTS = 40
_S = table_of(Standing)


def record(cast: Cast, day: str | None = None) -> None:
    """Bring the record up to date, on another day if one is given."""
    if day is not None:
        cast.clock.set(at(day))
    with cast.services() as services:
        services.standings.bring_up_to_date()


def stored(cast: Cast, code: str, day: date = FRIDAY) -> Any:
    project = cast.project(code)
    with cast.services() as services:
        statement = select(_S).where(_S.c.on == day, _S.c.project_id == project.id)
        return services.work.session.execute(statement).one_or_none()


def days_stored(cast: Cast) -> dict[date, int]:
    with cast.services() as services:
        counted = select(_S.c.on, func.count()).group_by(_S.c.on)
        return dict(services.work.session.execute(counted).all())


def test_the_first_look_at_a_day_stores_how_each_project_stands(cast: Cast) -> None:
    cast.report("P02 今年累计2950万元")  # of 7800, at 129/366 of the year
    record(cast)
    line = stored(cast, "P02")
    assert (line.light, line.done, line.expected) == (
        Light.GREEN,
        Decimal("0.378205"),
        Decimal("0.352459"),
    )
    assert line.deviation_pp == Decimal("2.57")
    assert days_stored(cast) == {FRIDAY: PROJECTS}


def test_what_is_touched_is_evaluated_again_and_asking_twice_adds_nothing(cast: Cast) -> None:
    record(cast)
    cast.report("P02 完工")
    record(cast)
    record(cast)
    assert stored(cast, "P02").reason == {"key": "completed"}
    assert not stored(cast, "P02").state_verified
    assert days_stored(cast) == {FRIDAY: PROJECTS}


def test_a_report_that_moves_nothing_counts_in_the_coverage_of_the_day(cast: Cast) -> None:
    record(cast)
    assert not stored(cast, "P02").has_reported
    cast.report("P02 照旧")
    record(cast)
    assert stored(cast, "P02").has_reported


def test_days_gone_by_are_left_as_they_were_even_when_the_clock_is_set_back(cast: Cast) -> None:
    record(cast)
    record(cast, "2020-05-09")
    cast.clock.set(at("2020-05-08", "20:00"))
    cast.report("P02 完工")
    record(cast)
    assert stored(cast, "P02").light is Light.GREY
    assert days_stored(cast) == {FRIDAY: PROJECTS, date(2020, 5, 9): PROJECTS}


def test_two_weekly_evaluations_behind_make_a_red_that_lasts_until_its_cause_is_gone(
    cast: Cast,
) -> None:
    yellow = "P06"
    cast.hear(Role.OFFICE, f"代 {yellow} 今年累计610万元")  # of 3100
    lights = {}
    for day in ("2020-05-08", "2020-05-11", "2020-05-17", "2020-05-18", "2020-05-20"):
        record(cast, day)
        line = stored(cast, yellow, date.fromisoformat(day))
        lights[day] = (line.light, line.weeks_behind, line.weeks_red)
    assert lights == {
        "2020-05-08": (Light.YELLOW, 0, 0),
        "2020-05-11": (Light.YELLOW, 1, 0),
        "2020-05-17": (Light.YELLOW, 1, 0),
        "2020-05-18": (Light.RED, 2, 1),
        "2020-05-20": (Light.RED, 2, 1),
    }
    assert cast.project(yellow).weeks_red == 1
    cast.hear(Role.OFFICE, f"代 {yellow} 今年累计3000万元")
    record(cast)
    line = stored(cast, yellow, date(2020, 5, 20))
    assert (line.light, line.weeks_behind, line.weeks_red) == (Light.GREEN, 0, 0)


def test_weeks_without_the_bot_are_not_counted_but_the_one_it_comes_back_in(cast: Cast) -> None:
    cast.hear(Role.OFFICE, "代 P06 今年累计610万元")
    record(cast, "2020-05-11")
    record(cast, "2020-06-03")
    assert stored(cast, "P06", date(2020, 6, 3)).weeks_behind == 2


def test_a_project_that_an_undone_import_took_out_leaves_no_standing(cast: Cast) -> None:
    record(cast)
    with cast.services() as services:
        services.imports.undo(cast.person(services, Role.OFFICE), 1, Source())
    record(cast)
    assert days_stored(cast) == {}


def test_the_planner_keeps_the_record(cast: Cast) -> None:
    planner = Planner(cast.store, cast.clock, cast.policy, holder="test", wake=lambda: None)
    planner.tick()
    assert days_stored(cast) == {FRIDAY: PROJECTS}
