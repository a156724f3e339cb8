"""Amounts of money told of periods and as sums: counted once, never guessed."""

from typing import Any

import pytest
from cast import Cast
from county import at

from bot.domain.outcomes import Ask
from bot.domain.terms import Role, WorksState

OWNER = Role.RESPONSIBLE
CONTINUED, NEW = "P02", "P26"  # P02: 累计 2950, this year unknown; P26: both sums 310


def sums(cast: Cast, code: str) -> tuple[Any, Any]:
    project = cast.project(code)
    return project.done_year_wan, project.cumulative_wan


def tell(cast: Cast, day: str, text: str, choice: int | None = None) -> str:
    """Let the owner write on a day; return what was asked, and tap a choice."""
    cast.clock.set(at(day, "17:00"))
    (answer,) = cast.hear(OWNER, text)
    if not isinstance(answer, Ask):
        return ""
    if choice is not None:
        cast.choose(OWNER, answer, choice)
    return answer.reason


def test_a_sum_nobody_told_stays_unknown_and_is_asked_for(cast: Cast) -> None:
    receipt = cast.report("P02 本周120万")
    assert sums(cast, CONTINUED) == (None, 3070)
    assert receipt.unsummed_wan == 120
    assert cast.report("P02 今年累计500万").unsummed_wan is None
    assert sums(cast, CONTINUED) == (500, 3070), "the total says nothing of when it was done"
    cast.clock.set(at("2020-05-15"))
    cast.report("P02 本周100万")
    assert sums(cast, CONTINUED) == (600, 3170)


def test_on_a_new_project_the_first_amount_is_the_sum(cast: Cast) -> None:
    cast.report("P26 本周120万")
    assert sums(cast, NEW) == (430, 430)


def test_a_sum_since_the_start_does_not_tell_this_year_s(cast: Cast) -> None:
    cast.report("P02 开工以来累计3100万")
    assert sums(cast, CONTINUED) == (None, 3100)


@pytest.mark.parametrize("text", ["P02 累计2000万", "P02 累计3100万"])
def test_cumulative_is_asked_while_a_sum_is_unknown(cast: Cast, text: str) -> None:
    (asked,) = cast.hear(OWNER, text)
    assert asked.reason == "which_cumulative"
    assert len(asked.choices) == 2


def test_cumulative_is_clear_where_one_of_two_known_sums_fits(cast: Cast) -> None:
    cast.report("P02 今年累计500万")
    cast.report("P02 累计600万")  # below 2950, which is since the start
    assert sums(cast, CONTINUED) == (600, 3050)


@pytest.mark.parametrize(
    ("before", "text", "code"),
    [
        pytest.param("", "P26 累计200万", "P26", id="both sums of a new project"),
        pytest.param("", "P02 开工以来累计2900万", "P02", id="since the start"),
        pytest.param("P02 今年累计500万", "P02 今年累计400万", "P02", id="this year"),
    ],
)
def test_a_sum_that_falls_is_asked(cast: Cast, before: str, text: str, code: str) -> None:
    if before:
        cast.report(before)
    kept = sums(cast, code)
    (asked,) = cast.hear(OWNER, text)
    assert asked.reason == "sum_backwards"
    assert sums(cast, code) == kept
    cast.choose(OWNER, asked, 0)
    assert sums(cast, code) != kept


def test_this_year_cannot_be_more_than_since_the_start(cast: Cast) -> None:
    (asked,) = cast.hear(OWNER, "P02 今年累计3000万")
    assert asked.reason == "year_above_cumulative"
    cast.report("P02 今年累计3000万 开工以来累计3200万")
    assert sums(cast, CONTINUED) == (3000, 3200)


def test_a_month_includes_its_weeks_or_comes_on_top_as_the_owner_says(cast: Cast) -> None:
    assert tell(cast, "2020-05-08", "P26 本周120万") == ""
    assert tell(cast, "2020-05-15", "P26 本周80万") == ""
    assert tell(cast, "2020-05-29", "P26 本月300万", choice=0) == "amounts_within"
    assert sums(cast, NEW) == (610, 610)
    assert tell(cast, "2020-06-30", "P26 本月50万") == ""
    assert sums(cast, NEW) == (660, 660)


def test_a_week_inside_a_month_already_told_adds_nothing_unless_told_to(cast: Cast) -> None:
    tell(cast, "2020-05-20", "P26 本月300万")
    assert tell(cast, "2020-05-20", "P26 本周100万", choice=0) == "amount_within"
    assert sums(cast, NEW) == (610, 610)
    assert tell(cast, "2020-05-27", "P26 本周40万") == "", "the month was told before this week"
    assert sums(cast, NEW) == (650, 650)


def test_a_second_month_amount_is_a_correction_or_more(cast: Cast) -> None:
    tell(cast, "2020-05-20", "P26 本月300万")
    assert tell(cast, "2020-05-29", "P26 本月350万", choice=0) == "second_month_amount"
    assert sums(cast, NEW) == (660, 660)


def test_days_that_can_be_told_apart_by_nobody_are_asked_as_a_sum(cast: Cast) -> None:
    tell(cast, "2020-05-02", "P26 本周120万")  # the week of 27 April
    cast.clock.set(at("2020-05-20"))
    (asked,) = cast.hear(OWNER, "P26 本月300万")
    assert asked.reason == "amounts_across"
    assert asked.choices == ()


def test_what_was_told_is_kept_and_what_of_it_is_new_is_counted(cast: Cast) -> None:
    tell(cast, "2020-05-06", "P26 本周120万")
    tell(cast, "2020-05-08", "P26 本周100万", choice=0)
    assert sums(cast, NEW) == (410, 410)
    with cast.services() as services:
        exported = services.exports.as_json()["projects"]
    (reports,) = [each["reports"] for each in exported if each["code"] == NEW]
    assert [each["period_wan"] for each in reports] == [120, 100]
    assert tell(cast, "2020-05-08", "P26 本周110万", choice=0) == "second_week_amount"
    assert sums(cast, NEW) == (420, 420), "corrected twice: the week is 110"


def test_an_amount_taken_back_is_not_asked_about(cast: Cast) -> None:
    receipt = cast.report("P26 本周120万")
    cast.undo(receipt.report_id)
    assert tell(cast, "2020-05-08", "P26 本周150万") == ""


def test_works_that_lose_ground_are_asked_and_their_nodes_open_again(cast: Cast) -> None:
    cast.report("P02 完工")
    done = cast.project()
    assert done.main_milestone.done_on == cast.clock.today()
    (asked,) = cast.hear(OWNER, "P02 主体完工")
    assert (asked.reason, asked.about) == ("state_backwards", "completed")
    (receipt,) = cast.choose(OWNER, asked, 0)
    assert cast.project().works_state is WorksState.STRUCTURE_DONE
    assert cast.project().main_milestone.done_on is None
    cast.undo(receipt.report_id)
    assert cast.project() == done


@pytest.mark.parametrize(
    ("before", "after", "is_asked"),
    [
        pytest.param("主体完工", "停工", False, id="a halt loses nothing"),
        pytest.param("完工", "停工", True, id="what is completed does not halt"),
        pytest.param("停工", "主体完工", False, id="from a halt onwards"),
        pytest.param("停工", "办前期手续", True, id="from a halt back before the start"),
        pytest.param("收尾", "收尾", False, id="the same again"),
    ],
)
def test_which_states_go_back(cast: Cast, before: str, after: str, *, is_asked: bool) -> None:
    cast.report(f"P02 {before}")
    (answer,) = cast.hear(OWNER, f"P02 {after}")
    reasons = answer.reason if isinstance(answer, Ask) else ""
    assert (reasons in {"state_backwards", "paperwork"}) is is_asked


def test_undo_plans_again_what_its_report_had_retired(cast: Cast) -> None:
    cast.clock.set(at("2020-08-24", "08:00"))
    with cast.services() as services:
        services.reminders.plan()
        owner = cast.person(services, OWNER).id
        planned = services.work.reminders.planned_for([owner], cast.clock.today())
    receipt = cast.report("P02 60%")
    with cast.services() as services:
        assert services.work.reminders.planned_for([owner], cast.clock.today()) != planned
    cast.undo(receipt.report_id)
    with cast.services() as services:
        assert services.work.reminders.planned_for([owner], cast.clock.today()) == planned


def test_a_rung_that_a_later_one_overtook_is_not_planned_again(cast: Cast) -> None:
    def planned() -> list[int]:
        with cast.services() as services:
            services.reminders.plan()
            owner = cast.person(services, OWNER).id
            project = services.projects.find("P02").id
            lines = services.work.reminders.planned_for([owner], cast.clock.today())
        return [line.rung for line in lines if line.project_id == project]

    cast.clock.set(at("2020-08-24", "08:00"))
    assert planned() == [7]
    receipt = cast.report("P02 60%")
    cast.clock.set(at("2020-08-28", "08:00"))
    assert planned() == [1]
    cast.undo(receipt.report_id)
    assert planned() == [1]


def test_one_wrong_code_leaves_the_rest_of_the_message_recorded(cast: Cast) -> None:
    first, wrong, last = cast.hear(OWNER, "P02 60%\nP99 50%\nP03 照旧")
    assert cast.project("P02").percent == 60
    assert wrong.code == "P99"
    assert (first.line.project.code, last.line.project.code) == ("P02", "P03")
