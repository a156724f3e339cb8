"""A project's own plan by month: entered, echoed, taken back, and followed by its curve."""

from dataclasses import replace
from decimal import Decimal

import pytest
from cast import Cast
from county import at

from bot.domain.errors import LedgerError, OldButtonError
from bot.domain.monthly_plans import MonthsCountError, MonthsUnreadError
from bot.domain.outcomes import Ask, MonthlyPlanSet, MonthlyPlanShown
from bot.domain.permissions import NotPermittedError
from bot.domain.policies import CurvePreset, Curves, Policy
from bot.domain.records import Source
from bot.domain.terms import Role
from bot.texts.answers import word

P02 = "0 0 0 100 500 600 500 500 400 300 100 0"
"""Comes to the 3000 万元 that P02 plans this year."""


def plan(cast: Cast) -> tuple[Decimal, ...]:
    return cast.project("P02").monthly_plan_wan


def entered(cast: Cast, line: str, role: Role = Role.PLANNING) -> MonthlyPlanSet:
    told = cast.order(line, role)
    assert isinstance(told, MonthlyPlanSet), told
    return told


def undo(cast: Cast, told: MonthlyPlanSet, role: Role = Role.PLANNING) -> MonthlyPlanSet:
    with cast.services() as services:
        person = cast.person(services, role)
        assert told.undoes is not None
        return services.monthly_plans.undo(
            person, told.line.project.id, told.undoes, Source(1000 + person.id, 9)
        )


@pytest.fixture
def county(cast: Cast) -> Cast:
    with cast.services() as services:
        services.work.projects.change(cast.project("P02").id, plan_wan=Decimal(3000))
    return cast


def test_twelve_amounts_that_add_up_are_taken_and_echoed(county: Cast) -> None:
    told = entered(county, f"月计划 P02 {P02}")
    assert plan(county) == tuple(map(Decimal, P02.split()))
    text = word(told, "zh").text
    assert "4月：无 → 100万元" in text
    assert "合计3000万元，今年计划3000万元" in text
    assert "不按月计划算" in text


def test_the_curve_own_follows_it(county: Cast) -> None:
    with county.services() as services:
        services.work.projects.change(county.project("P02").id, done_year_wan=Decimal(0))
    own = Policy(curve=Curves(preset=CurvePreset.OWN))
    followed = replace(county, policy=own)
    before = entered(followed, "月计划 P02 6月3000").line.standing.expected
    after = entered(followed, f"月计划 P02 {P02}").line.standing.expected
    assert before == 0
    assert after is not None
    assert after > 0


def test_single_months_change_and_the_rest_stays(county: Cast) -> None:
    entered(county, f"月计划 P02 {P02}")
    told = entered(county, "月计划 P02 4月200 5月400 原因 县政府常务会定")
    old, new = (Decimal(100), Decimal(500)), (Decimal(200), Decimal(400))
    assert told.changed == ((4, old[0], new[0]), (5, old[1], new[1]))
    with county.services() as services:
        history = services.histories.history(
            county.person(services, Role.OFFICE), services.projects.find("P02")
        )
    text = word(history, "zh").text
    assert "月计划" in text
    assert "县政府常务会定" in text


def test_amounts_that_do_not_add_up_to_the_years_plan_are_asked_about(county: Cast) -> None:
    asked = county.order("月计划 P02 4月200", Role.PLANNING)
    assert isinstance(asked, Ask)
    assert "各月合计200万元，与今年计划3000万元不符" in word(asked, "zh").text
    assert plan(county) == ()
    county.choose(Role.PLANNING, asked, 0)
    assert plan(county)[3] == 200


@pytest.mark.parametrize(
    ("line", "error"),
    [
        pytest.param("月计划 P02 100 200", MonthsCountError, id="too few"),
        pytest.param(f"月计划 P02 {P02} 5", MonthsCountError, id="too many"),
        pytest.param("月计划 P02 4月大约200", MonthsUnreadError, id="words"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_changes_nothing(
    county: Cast, line: str, error: type[LedgerError]
) -> None:
    with pytest.raises(error):
        county.order(line)
    assert plan(county) == ()


def test_the_word_and_the_code_alone_show_it(county: Cast) -> None:
    none = county.order("月计划 P02")
    assert isinstance(none, MonthlyPlanShown)
    assert "还没有月计划" in word(none, "zh").text
    entered(county, f"月计划 P02 {P02}")
    assert "5月 500万元" in word(county.order("月计划 P02"), "zh").text
    asked = county.order("月计划")
    assert "哪个项目的月计划" in word(asked, "zh").text


def test_a_tap_takes_the_last_change_back_and_no_earlier_one(county: Cast) -> None:
    first = entered(county, f"月计划 P02 {P02}")
    second = entered(county, "月计划 P02 4月200 5月400")
    with pytest.raises(OldButtonError):
        undo(county, first)
    undo(county, second)
    assert plan(county) == tuple(map(Decimal, P02.split()))
    with pytest.raises(OldButtonError):
        undo(county, second)


def test_a_plan_is_dropped_and_that_is_taken_back(county: Cast) -> None:
    entered(county, f"月计划 P02 {P02}")
    dropped = entered(county, "月计划 P02 取消")
    assert plan(county) == ()
    undo(county, dropped)
    assert plan(county) == tuple(map(Decimal, P02.split()))


def test_the_plan_of_a_year_that_is_over_is_not_carried_into_the_next(county: Cast) -> None:
    entered(county, f"月计划 P02 {P02}")
    county.clock.set(at("2021-01-04"))
    county.order("结转 P02 计划1000万")
    assert plan(county) == ()


def test_nobody_else_sets_it(county: Cast) -> None:
    for role in set(Role) - {Role.OFFICE, Role.PLANNING}:
        with pytest.raises(NotPermittedError):
            county.order(f"月计划 P02 {P02}", role)
