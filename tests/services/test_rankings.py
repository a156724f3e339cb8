"""One issue a week, kept with its policy and inputs, and shown from its snapshot ever after."""

from datetime import date

import pytest
from cast import Cast
from county import at

from bot.domain.errors import RankingTakesADayError
from bot.domain.outcomes import RankingShown
from bot.domain.permissions import NotPermittedError
from bot.domain.policies import policy_from
from bot.domain.terms import Kind, Role
from bot.texts.answers import word, word_error

MONDAY, NEXT_MONDAY = "2020-05-11", "2020-05-18"


def make(cast: Cast, day: str = MONDAY) -> None:
    cast.clock.set(at(day))
    with cast.services() as services:
        services.rankings.make_weekly()


def show(cast: Cast, role: Role = Role.OFFICE, which: str = "projects_continued") -> RankingShown:
    with cast.services() as services:
        return services.ranking_lists.show(cast.person(services, role), which)


def reported(cast: Cast) -> None:
    for code, done in (("P02", 2900), ("P03", 100), ("P06", 600)):
        cast.hear(Role.OFFICE, f"代 {code} 今年累计{done}万元")


def test_an_issue_is_made_on_mondays_and_once(cast: Cast) -> None:
    make(cast, "2020-05-10")
    assert show(cast).on is None
    make(cast)
    first = show(cast)
    make(cast)
    assert show(cast) == first
    assert first.on is not None


def test_an_issue_missed_on_its_day_is_made_at_the_next_tick(cast: Cast) -> None:
    make(cast)
    make(cast, "2020-05-17")
    assert show(cast).on == date(2020, 5, 11)
    make(cast, "2020-05-20")
    assert show(cast).on == date(2020, 5, 20)
    make(cast, "2020-05-24")
    assert show(cast).on == date(2020, 5, 20)
    make(cast, "2020-05-25")
    assert show(cast).on == date(2020, 5, 25)


def test_the_issue_of_a_day_gone_by_is_the_last_one_up_to_it(cast: Cast) -> None:
    make(cast)
    make(cast, NEXT_MONDAY)
    with cast.services() as services:
        office, lists = cast.person(services, Role.OFFICE), services.ranking_lists
        assert lists.asked(office, "5月14日").on == date(2020, 5, 11)
        assert lists.asked(office, "").on == date(2020, 5, 18)
        before = lists.asked(office, "5月4日")
        assert before.on is None
        assert "5月4日以前没有排序" in word(before, "zh").text


def test_nobody_is_ranked_by_name(cast: Cast) -> None:
    with cast.services() as services, pytest.raises(RankingTakesADayError) as told:
        services.ranking_lists.asked(cast.person(services, Role.OFFICE), "石建平")
    text = word_error(told.value, "zh").text
    assert "领导不参加排名" in text
    assert "排序 5月4日" in text


def test_codes_below_a_page_open_the_cards_and_other_pages_are_of_the_same_issue(
    cast: Cast,
) -> None:
    reported(cast)
    make(cast)
    rows = word(show(cast), "zh").keyboard
    buttons = {button.label: button.data for row in rows for button in row}
    assert buttons["P02"] == f"card:{cast.project('P02').id}"
    assert buttons["单位·续建"] == "rank:units_continued:1:2020-05-11"
    units = word(show(cast, which="units_continued"), "zh").keyboard
    assert not [
        button for row in units for button in row if (button.data or "").startswith("card")
    ]


def test_what_a_place_comes_of_is_told_with_the_numbers_of_the_issue(cast: Cast) -> None:
    reported(cast)
    make(cast)
    cast.hear(Role.OFFICE, "代 P03 今年累计1400万元")
    with cast.services() as services:
        office, lists = cast.person(services, Role.OFFICE), services.ranking_lists
        pages = [lists.explain(office, "projects_continued", page) for page in (1, 2, 3)]
        told = "".join(word(each, "zh").text for each in pages)
        units = word(lists.explain(office, "units_continued"), "zh").text
    assert "P06　偏差22.2/50：完成600/计划3100，时序36.1%" in told
    assert "县住建局　偏差" in units
    assert "完成3000/计划13000" in units


def test_an_issue_stays_as_it_was_whatever_happens_later(cast: Cast) -> None:
    reported(cast)
    make(cast)
    before = show(cast)
    cast.policy = policy_from({"ranking": {"deviation": 0, "milestones": 75}})
    cast.hear(Role.OFFICE, "代 P03 今年累计1400万元")
    assert show(cast) == before
    assert before.weights.deviation == 50


def test_who_did_more_of_the_plan_stands_higher_and_moves_are_told(cast: Cast) -> None:
    reported(cast)
    make(cast)
    places = {line.code: line for line in show(cast).lines}
    assert (places["P02"].rank or 0) < (places["P06"].rank or 0)
    assert places["P02"].last_rank is None
    cast.hear(Role.OFFICE, "代 P06 今年累计610万元")
    make(cast, NEXT_MONDAY)
    assert {line.code: line.last_rank for line in show(cast).lines}["P02"] == places["P02"].rank


def test_units_are_ranked_by_the_sums_of_their_projects_and_leaders_never(cast: Cast) -> None:
    reported(cast)
    make(cast)
    units = show(cast, which="units_continued")
    assert "县住建局" in {line.name for line in units.lines}
    assert not {"马国栋", "江巴尖措"} & {line.name for line in units.lines}


def test_a_leader_sees_the_places_of_their_own_projects_among_all(cast: Cast) -> None:
    reported(cast)
    make(cast)
    theirs, everybodys = show(cast, Role.LEADER), show(cast)
    assert 0 < len(theirs.lines) < theirs.total == everybodys.total
    with pytest.raises(NotPermittedError):
        show(cast, Role.FINANCE)


def test_what_holds_a_project_up_from_outside_stands_beside_it(cast: Cast) -> None:
    reported(cast)
    cast.report("P02 卡点：征地2户")
    make(cast)
    (line,) = [each for each in show(cast).lines if each.code == "P02"]
    assert line.blocker is not None


def test_only_office_and_planning_make_an_issue_by_hand(cast: Cast) -> None:
    with cast.services() as services:
        assert services.ranking_lists.make_now(cast.person(services, Role.PLANNING)).on
        with pytest.raises(NotPermittedError):
            services.ranking_lists.make_now(cast.person(services, Role.CHIEF))


def test_projects_in_preparation_are_listed_beside_the_ranking_without_a_rank(
    cast: Cast,
) -> None:
    number = cast.project("P02").id
    with cast.services() as services:
        services.work.projects.change(number, kind=Kind.PREPARATORY)
    make(cast)
    shown = show(cast, which="preparatory")
    assert [(line.code, line.rank, line.total) for line in shown.lines] == [("P02", None, None)]
    assert "P02" not in {line.code for line in show(cast).lines}
    text = word(shown, "zh").text
    assert "只列出，不排名" in text
    assert "· P02 县城主街道建设项目" in text


def test_each_part_of_a_score_is_printed_out_of_what_it_could_be(cast: Cast) -> None:
    reported(cast)
    make(cast)
    assert "（偏差22.2/50）" in word(show(cast), "zh").text
    units = word(show(cast, which="units_continued"), "zh").text
    assert "  " not in units


def test_an_excused_project_costs_its_unit_nothing(cast: Cast) -> None:
    reported(cast)
    make(cast)
    before = {line.name: line for line in show(cast, which="units_continued").lines}
    number = cast.project("P03").id
    with cast.services() as services:
        services.work.projects.change(number, exemption="征地未批")
    make(cast, NEXT_MONDAY)
    after = {line.name: line for line in show(cast, which="units_continued").lines}
    unit = cast.project("P03").owner
    assert (after[unit].total or 0) > (before[unit].total or 0)
    assert not after[unit].exempt
