"""The sums of a day against the same added up by hand, and the projects behind each."""

import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from ledger_entries import ENTERED, Ledger, project_row, standing_row

from bot.domain.groups import ALL, Group, GroupKind
from bot.domain.lights import Reason, ReasonKey
from bot.domain.rates import Rate, RateName, Tally
from bot.domain.terms import Kind, Light, Role, WorksState
from storage.groups import Among
from storage.statements import table_of
from storage.tables import Standing
from storage.unit_of_work import Store, Work

DAY, BEFORE = date(2020, 5, 8), date(2020, 5, 1)
COUNTY = Among(ALL)
STARTED = ("started", "structure_done", "finishing", "completed", "accepted", "suspended")
DONE = ("completed", "accepted")
REASON = {
    "key": "exempt",
    "exemption": "洪水",
    "excused": {"key": "behind", "measured": "31.50", "limit": 30},
}


@pytest.fixture
def rows(store: Store, ledger: Ledger) -> list[dict[str, Any]]:
    """A hundred projects that stood in every way, the same each time."""
    chance = random.Random(8)  # noqa: S311 -- a sample, no secret
    with store.begin() as work:
        ids = work.projects.add_all(
            [project_row(ledger.unit, f"P{n:02}", f"项目{n}") for n in range(2, 102)]
        )
        rows = [_any_standing(number, chance) for number in ids]
        work.standings.put(DAY, ids, rows)
    return rows


def _any_standing(project: int, chance: random.Random) -> dict[str, Any]:
    def amount() -> Decimal | None:
        return chance.choice((None, Decimal(chance.randrange(10**7)) / 100))

    flags = ("due_soon", "state_verified", "has_reported", "start_due", "resumed", "exempt")
    return standing_row(
        project,
        DAY,
        light=chance.choice(list(Light)),
        kind=chance.choice(list(Kind)),
        works_state=chance.choice(list(WorksState)),
        in_statistics=chance.random() < 0.5,
        total_wan=Decimal(chance.choice((499, 500, 12600))),
        plan_wan=amount(),
        done_year_wan=amount(),
        cumulative_wan=amount(),
        deviation_pp=chance.choice((None, Decimal(chance.randrange(-9000, 9000)) / 100)),
        **{flag: chance.random() < 0.5 for flag in flags},
    )


def test_sums_are_what_a_few_lines_add_up(store: Store, rows: list[dict[str, Any]]) -> None:
    def count(**wanted: object) -> int:
        return sum(all(row[key] == value for key, value in wanted.items()) for row in rows)

    def those(*states: str, **wanted: object) -> int:
        return sum(count(works_state=state, **wanted) for state in states)

    with store.begin() as work:
        sums = work.figures.sums(DAY, COUNTY)
    assert sums[Tally.PROJECTS] == 100
    assert [sums[light] for light in ("red", "yellow", "green", "grey")] == [  # type: ignore[index]  # a StrEnum's value is its name
        count(light=light) for light in (Light.RED, Light.YELLOW, Light.GREEN, Light.GREY)
    ]
    assert sums[Tally.DUE_STARTED] == those(*STARTED, start_due=True)
    assert sums[Tally.DUE_STARTED_UNVERIFIED] == those(
        *STARTED, start_due=True, state_verified=False
    )
    assert sums[Tally.NEW_STARTED] == those(*STARTED, kind="新建")
    assert sums[Tally.CONTINUED_COMPLETED] == those(*DONE, kind="续建")
    assert sums[Tally.COMPLETED] == those(*DONE)
    assert sums[Tally.STARTED] == those(*STARTED)
    assert sums[Tally.STOPPED] == count(resumed=True) + those("suspended", resumed=False)
    assert sums[Tally.FOR_STATISTICS] == count(total_wan=500) + count(total_wan=12600)
    assert sums[Tally.IN_STATISTICS] == sum(
        count(total_wan=total, in_statistics=True) for total in (500, 12600)
    )
    assert sums[Tally.DONE_YEAR_WAN] == sum(row["done_year_wan"] or 0 for row in rows)


def test_what_is_behind_a_figure_adds_up_to_it(store: Store, rows: list[dict[str, Any]]) -> None:
    del rows
    with store.begin() as work:
        sums = work.figures.sums(DAY, COUNTY)
        for figure in Tally:
            members = work.figures.behind(DAY, COUNTY, figure, limit=200)
            assert sum(each.numerator for each in members) == sums[figure], figure
            assert len(members) == work.figures.count_behind(DAY, COUNTY, figure)


def test_behind_a_rate_those_come_first_that_it_lacks(
    store: Store, rows: list[dict[str, Any]]
) -> None:
    del rows
    with store.begin() as work:
        starts = work.figures.behind(DAY, COUNTY, RateName.STARTS_DUE, limit=200)
        money = work.figures.behind(DAY, COUNTY, RateName.DONE_YEAR, limit=200)
        pages = [
            work.figures.behind(DAY, COUNTY, RateName.DONE_YEAR, limit=7, offset=start)
            for start in range(0, 105, 7)
        ]
    assert [each.numerator for each in starts] == sorted(each.numerator for each in starts)
    missing = [each.denominator - each.numerator for each in money]
    assert missing == sorted(missing, reverse=True)
    assert [each for page in pages for each in page] == money


def test_the_worst_are_those_with_the_worst_light_and_then_the_widest_gap(
    store: Store, rows: list[dict[str, Any]]
) -> None:
    with store.begin() as work:
        worst = work.figures.worst(DAY, COUNTY, limit=200)
    red = [row for row in rows if row["light"] == Light.RED]
    lights = [each.standing.light for each in worst]
    assert lights == [Light.RED] * len(red) + [Light.YELLOW] * (len(worst) - len(red))
    gaps = [each.standing.deviation_pp for each in worst[: len(red)]]
    known = [gap for gap in gaps if gap is not None]
    assert gaps == sorted(known) + [None] * (len(gaps) - len(known))


def test_a_group_and_what_somebody_may_see_bound_the_sums(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        other = work.people.add_units(["县水务局"])["县水务局"]
        (theirs,) = work.projects.add_all([project_row(other, "P02", "晓龙沟水库项目")])
        for number, kind in ((ledger.project, Kind.CONTINUED), (theirs, Kind.NEW)):
            work.standings.put(DAY, [], [standing_row(number, DAY, kind=kind)])
        assert [_projects(work, among) for among in _groups(ledger, theirs, other)] == [
            2, 1, 1, 0, 1, 1, 0,
        ]  # fmt: skip


def _groups(ledger: Ledger, theirs: int, other: int) -> Iterator[Among]:
    yield COUNTY
    yield Among(Group(GroupKind.UNIT, number=other))
    yield Among(Group(GroupKind.PERSON, number=ledger.owner))
    yield Among(Group(GroupKind.KIND, kind=Kind.NEW))  # by the ledger of now, where both go on
    yield Among(ALL, [theirs])
    yield Among(Group(GroupKind.UNIT, number=other), [theirs])
    yield Among(Group(GroupKind.UNIT, number=other), [])


def _projects(work: Work, among: Among) -> int:
    return int(work.figures.sums(DAY, among)[Tally.PROJECTS])


def test_whose_light_turned_is_found_with_the_light_it_was(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        was = standing_row(ledger.project, BEFORE)
        now = standing_row(ledger.project, DAY, light=Light.RED, reason=REASON)
        work.standings.put(BEFORE, [], [was])
        work.standings.put(DAY, [], [now])
        ((member, light),) = work.figures.turned(DAY, BEFORE, COUNTY, limit=5)
        assert work.figures.turned(DAY, DAY, COUNTY, limit=5) == []
    assert (member.project_id, light) == (ledger.project, Light.GREEN)
    assert member.standing.reason == Reason(
        ReasonKey.EXEMPT,
        exemption="洪水",
        excused=Reason(ReasonKey.BEHIND, measured=Decimal("31.50"), limit=30),
    )


def test_a_project_is_known_once_all_who_lead_it_are_aware(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        leaders = [work.people.add(name, None) for name in ("马国栋", "才仁巴桑")]
        for leader in leaders:
            part = {"project_id": ledger.project, "person_id": leader, "role": Role.LEADER}
            work.duties.add([part | {"position": 0, "since": ENTERED}])
        for aware, leader in enumerate(leaders):
            assert work.figures.aware(COUNTY, Role.LEADER) == Rate(Decimal(0), Decimal(1)), aware
            work.duties.aware(leader, ENTERED)
        assert work.figures.aware(COUNTY, Role.LEADER) == Rate(Decimal(1), Decimal(1))
        assert work.figures.aware(COUNTY, Role.LINE_LEADER) == Rate(Decimal(0), Decimal(1))


def test_every_figure_of_the_table_is_of_the_standing(store: Store) -> None:
    assert {column.name for column in table_of(Standing).columns} > {"light", "exempt"}
    with store.begin() as work:
        assert set(work.figures.sums(DAY, COUNTY)) == set(Tally)
