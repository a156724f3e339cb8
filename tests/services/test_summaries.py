"""What the office is asked at 17:40, what everybody else may see of it, and where it came from."""

from datetime import date
from decimal import Decimal

import pytest
from cast import Cast
from county import at

from bot.domain.errors import (
    DayNotPastError,
    GroupNotFoundError,
    NoMeetingError,
    NoRecordError,
    NumberNotFoundError,
)
from bot.domain.groups import ALL, Group, GroupKind
from bot.domain.lights import ReasonKey
from bot.domain.money import show_wan
from bot.domain.outcomes import FigureOpened, Summary, WhichFigure, WhichGroup
from bot.domain.permissions import NotPermittedError
from bot.domain.policies import policy_from
from bot.domain.rates import Headline, RateName, Tally
from bot.domain.records import Source
from bot.domain.terms import Kind, Light, Role
from bot.services.standings import worst_first
from bot.texts.answers import word
from storage.groups import Among

FRIDAY = date(2020, 5, 8)


def ask(cast: Cast, words: str = "", role: Role = Role.OFFICE) -> Summary:
    answer = asked(cast, words, role)
    assert isinstance(answer, Summary), answer
    return answer


def asked(cast: Cast, words: str, role: Role = Role.OFFICE) -> Summary | WhichGroup:
    with cast.services() as services:
        return services.summaries.asked(cast.person(services, role), words.split())


def why(cast: Cast, number: str, role: Role = Role.OFFICE) -> FigureOpened | WhichFigure:
    with cast.services() as services:
        return services.figures.why(cast.person(services, role), number)


def ask_about(cast: Cast, group: Group) -> Headline:
    with cast.services() as services:
        return services.summaries.summary(cast.person(services, Role.OFFICE), group).headline


@pytest.mark.parametrize(
    ("role", "projects"),
    [
        pytest.param(Role.OFFICE, 40, id="the office: all"),
        pytest.param(Role.CHIEF, 40, id="the chief: all"),
        pytest.param(Role.LEADER, 4, id="a leader: those led"),
        pytest.param(Role.LINE_LEADER, 3, id="a line leader: those of the departments"),
        pytest.param(Role.UNIT_HEAD, 3, id="a unit head: the unit's"),
        pytest.param(Role.RESPONSIBLE, 3, id="a responsible person: their own"),
        pytest.param(Role.LIAISON, 1, id="a liaison: the one"),
    ],
)
def test_everybody_gets_a_summary_of_what_they_may_see(
    cast: Cast, role: Role, projects: int
) -> None:
    assert ask(cast, role=role).headline.sums[Tally.PROJECTS] == projects


def test_who_may_see_no_project_gets_no_summary(cast: Cast) -> None:
    with pytest.raises(NotPermittedError):
        ask(cast, role=Role.FINANCE)


def test_a_unit_a_person_or_a_kind_may_be_asked_for(cast: Cast) -> None:
    unit = ask(cast, "住建局")
    assert (unit.group.by, unit.group.label) == (GroupKind.UNIT, "县住建局")
    assert unit.headline.sums[Tally.PROJECTS] == 3
    assert ask(cast, "马国栋").headline.sums[Tally.PROJECTS] == 4
    kinds = [ask(cast, kind).headline.sums for kind in ("续建", "新建项目")]
    assert [sums[Tally.PROJECTS] for sums in kinds] == [
        kinds[0][Tally.CONTINUED],
        kinds[1][Tally.NEW],
    ]


def test_of_a_unit_a_leader_sees_their_own_projects(cast: Cast) -> None:
    summary = ask(cast, "住建局", role=Role.LEADER)
    assert summary.is_own
    assert 0 < summary.headline.sums[Tally.PROJECTS] < 3


def test_several_of_a_name_are_asked_back_and_none_is_said(cast: Cast) -> None:
    several = asked(cast, "局")
    assert isinstance(several, WhichGroup)
    assert len(several.groups) > 1
    with pytest.raises(GroupNotFoundError):
        ask(cast, "没有这个单位")


def test_the_worst_come_first_by_light_and_then_by_gap(cast: Cast) -> None:
    for code, done in (("P26", 100), ("P03", 1000), ("P02", 0)):
        cast.hear(Role.OFFICE, f"代 {code} 今年累计{done}万元")
    worst = ask(cast, "住建局").worst
    assert [(line.project.code, line.standing.light) for line in worst] == [
        ("P02", Light.RED),
        ("P26", Light.YELLOW),
        ("P03", Light.YELLOW),
    ]
    assert worst[0].standing.reason.key is ReasonKey.BEHIND


def test_what_is_overdue_longest_comes_first_in_the_summary_as_in_the_bulletin(cast: Cast) -> None:
    for code, done in (("P26", 100), ("P03", 1000), ("P02", 0), ("P05", 20)):
        cast.hear(Role.OFFICE, f"代 {code} 今年累计{done}万元")
    cast.clock.set(at("2020-11-20"))
    with cast.services() as services:
        today = services.standings.bring_up_to_date()
        members = services.work.figures.worst(today, Among(ALL), 200)
        lines = worst_first(services.work.projects.all(), today, services.policy)
    lagging = [each for each in lines if each.standing.light in {Light.RED, Light.YELLOW}]
    assert [each.project_id for each in members] == [each.project.id for each in lagging]
    red = [each for each in lagging if each.standing.light is Light.RED]
    days = [each.standing.overdue_days for each in red]
    assert days == sorted(days, reverse=True)
    assert len(set(days)) > 2
    gaps = [each.standing.deviation_pp for each in red if not each.standing.overdue_days]
    assert gaps == sorted(each for each in gaps if each is not None)
    assert len(set(gaps)) > 1


def test_a_report_is_in_the_summary_that_is_asked_for_next(cast: Cast) -> None:
    before = ask(cast).headline.sums[Tally.DONE_YEAR_WAN]
    cast.report("P02 今年累计2950万元")
    headline = ask(cast).headline
    assert headline.rates[RateName.DONE_YEAR].numerator == before + 2950
    assert headline.rates[RateName.COVERAGE].numerator == 1


def test_what_the_county_is_measured_by_is_compared_for_the_whole_county_alone(
    cast: Cast,
) -> None:
    cast.policy = policy_from(
        {"year": {"target_wan": 100_000, "last_year": [100, 100, 100, 100, 310, *[0] * 7]}}
    )
    headline = ask(cast).headline
    assert headline.of_target is not None
    assert headline.of_target.percent == Decimal("1.3")
    assert headline.last_year_wan == 480  # four months and eight days of May
    assert headline.year_on_year == Decimal("172.9")
    assert ask(cast, "住建局").headline.of_target is None


def test_changes_are_told_since_any_recorded_day(cast: Cast) -> None:
    cast.report("P02 今年累计2950万元")
    ask(cast)
    cast.clock.set(at("2020-05-11"))
    cast.report("P02 完工")
    cast.hear(Role.OFFICE, "代 P01 今年累计0万元")
    changes = ask(cast, "5月10日").changes
    assert changes is not None
    assert changes.since == FRIDAY  # the last day on record by then
    turned = [
        (each.line.project.code, each.was, each.line.standing.light) for each in changes.turned
    ]
    assert turned == [("P01", Light.GREY, Light.RED)]
    assert changes.before.sums[Tally.COMPLETED] == 0


@pytest.mark.parametrize(
    ("words", "error"),
    [
        pytest.param("4月30日", NoRecordError, id="before the record began"),
        pytest.param("6月30日", DayNotPastError, id="a day to come"),
        pytest.param("上次会议", NoMeetingError, id="no meeting noted"),
    ],
)
def test_a_day_that_cannot_be_compared_is_said(
    cast: Cast, words: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        ask(cast, words)


def test_since_the_last_meeting(cast: Cast) -> None:
    ask(cast)
    with cast.services() as services:
        services.summaries.note_meeting(cast.person(services, Role.OFFICE))
    cast.clock.set(at("2020-05-12"))
    changes = ask(cast, "住建局 上次会议").changes
    assert changes is not None
    assert changes.since == FRIDAY


def test_a_percent_leads_back_to_its_projects_and_their_reports(cast: Cast) -> None:
    cast.report("P02 今年累计2950万元")
    rate = ask(cast, "住建局").headline.rates[RateName.DONE_YEAR]
    opened = why(cast, f"{rate.percent}%")
    assert isinstance(opened, FigureOpened)
    assert (opened.figure, opened.rate) == (RateName.DONE_YEAR, rate)
    assert opened.total == 3
    assert sum(each.denominator for each in opened.lines) == rate.denominator
    (told,) = [each.report for each in opened.lines if each.report]
    assert (told.by, told.text) == ("陈海平", "P02 今年累计2950万元")


@pytest.mark.parametrize(
    ("number", "figure"),
    [
        pytest.param("1/40", RateName.COVERAGE, id="both sides of a rate"),
        pytest.param("4260万", Tally.DONE_YEAR_WAN, id="money"),
        pytest.param("4260", Tally.DONE_YEAR_WAN, id="money without its unit"),
    ],
)
def test_a_number_of_the_last_summary_is_found(cast: Cast, number: str, figure: object) -> None:
    cast.report("P02 今年累计2950万元")
    ask(cast)
    opened = why(cast, number)
    assert isinstance(opened, FigureOpened)
    assert opened.figure == figure


def test_a_number_of_several_figures_is_asked_back_and_one_of_none_is_said(cast: Cast) -> None:
    ask(cast)
    asked_back = why(cast, "0")
    assert isinstance(asked_back, WhichFigure)
    assert Tally.DUE_SOON in asked_back.figures
    for nothing in ("99.9%", "7/9", "没有", "1%2%3"):
        with pytest.raises(NumberNotFoundError):
            why(cast, nothing)


def test_the_pages_behind_a_figure_hold_each_project_once(cast: Cast) -> None:
    ask(cast)
    with cast.services() as services:
        person = cast.person(services, Role.OFFICE)
        pages = [
            services.figures.open(person, Tally.PROJECTS, ALL, FRIDAY, page)
            for page in range(1, 6)
        ]
    codes = [each.line.project.code for page in pages for each in page.lines]
    assert len(codes) == len(set(codes)) == 40
    assert {page.pages for page in pages} == {5}


def test_what_was_said_of_obstruction_is_not_shown_to_everybody(cast: Cast) -> None:
    cast.report("P02 60% 有群众阻工")
    ask(cast)
    with cast.services() as services:
        shown = {
            role: services.figures.open(cast.person(services, role), Tally.REPORTED, ALL, FRIDAY)
            for role in (Role.OFFICE, Role.READER)
        }
    reports = {role: [each.report for each in page.lines] for role, page in shown.items()}
    assert any(reports[Role.OFFICE])
    assert not any(reports[Role.READER])


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        pytest.param(18585, "24%", id="24.49 is no 25"),
        pytest.param(18975, "25%", id="exactly 25"),
        pytest.param(18976, "25%", id="a little more"),
    ],
)
def test_a_percent_is_rounded_once_and_found_as_it_is_printed(
    cast: Cast, told: int, shown: str
) -> None:
    plan = ask(cast).headline.sums[Tally.PLAN_WAN]
    scaled = Decimal(told) / 75900 * plan - ask(cast).headline.sums[Tally.DONE_YEAR_WAN]
    with cast.services() as services:
        services.work.projects.change(cast.project("P02").id, done_year_wan=scaled)
    cast.report("P02 60%")
    text = word(ask(cast), "zh").text
    assert f"万元的{shown}" in text or f"亿元的{shown}" in text
    opened = why(cast, shown)
    assert RateName.DONE_YEAR in (
        opened.figures if isinstance(opened, WhichFigure) else (opened.figure,)
    )


def test_numbers_of_other_papers_lead_back_too(cast: Cast) -> None:
    cast.report("P02 今年累计2950万元")
    ask(cast, "住建局")
    kind = ask_about(cast, Group(GroupKind.KIND, kind=Kind.CONTINUED))
    ask(cast, "住建局")
    opened = why(cast, f"{kind.rates[RateName.DONE_YEAR].percent}%")
    assert isinstance(opened, FigureOpened)
    assert opened.group.label == "续建"
    exact = why(cast, str(kind.sums[Tally.TOTAL_WAN]))
    assert isinstance(exact, FigureOpened)
    assert (exact.figure, exact.group.label) == (Tally.TOTAL_WAN, "续建")


def test_a_number_of_the_last_bulletin_is_found_as_of_its_day(cast: Cast) -> None:
    cast.report("P02 今年累计2950万元")
    ask(cast)
    with cast.services() as services:
        services.bulletins.draft(cast.person(services, Role.OFFICE), Source())
    rate = ask(cast).headline.rates[RateName.DONE_YEAR]
    cast.clock.set(at("2020-05-11"))
    cast.report("P02 今年累计4000万元")
    ask(cast)
    opened = why(cast, f"{rate.percent}%")
    assert isinstance(opened, FigureOpened)
    assert (opened.on, opened.rate) == (FRIDAY, rate)


def test_what_a_bulletin_printed_is_found_when_more_was_told_on_its_day(cast: Cast) -> None:
    cast.report("P02 今年累计2950万元")
    with cast.services() as services:
        services.bulletins.draft(cast.person(services, Role.OFFICE), Source())
    printed = ask(cast).headline.rates[RateName.DONE_YEAR]
    cast.report("P02 今年累计4000万元")
    now = ask(cast).headline.rates[RateName.DONE_YEAR]
    opened = why(cast, f"{printed.percent}%")
    assert isinstance(opened, FigureOpened)
    assert (opened.rate, opened.printed, opened.figure) == (now, printed, RateName.DONE_YEAR)
    text = word(opened, "zh").text
    assert f"起草时是 {show_wan(printed.numerator)} ÷" in text
    assert "陈海平：P02 今年累计4000万元" in text


def test_where_nothing_was_reported_no_rate_is_made_up(cast: Cast) -> None:
    with cast.services() as services:
        for project in services.work.projects.all():
            services.work.projects.change(project.id, done_year_wan=None)
    text = word(ask(cast), "zh").text
    assert "今年的投资还没有项目报过，年度计划9.78亿元" in text
    assert "万元的0%" not in text
    assert "纳统率 0/" in text


def test_a_group_without_projects_says_so(cast: Cast) -> None:
    with cast.services() as services:
        services.work.people.add_units(["县林草局"])
    text = word(ask(cast, "县林草局"), "zh").text
    assert "没有项目。" in text
    assert "—" not in text
