"""The figures of the four sample ledgers against a few lines over what their files say.

What the files say is in the `.expected.json` beside them, written by hand and not by this program.
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from county import SAMPLES

from bot.clock import FrozenClock
from bot.domain.outcomes import RankedLine, RankingShown, Summary
from bot.domain.policies import Policy
from bot.domain.rates import Tally
from bot.domain.records import Source
from bot.services.papers import OPERATOR
from bot.services.services import Services
from bot.workbooks.ledgers import read_ledger
from storage.unit_of_work import Store

FILES = (
    "p1_包联责任清单.xlsx",
    "p2_周排序台账.xlsx",
    "p3_投资完成月报.xls",
    "p4_开复工台账_GBK.csv",
)
TODAY = "2020-05-08"
EXPECTED_SHARE = Decimal(129) / 366 * 100


def rows_of(name: str) -> list[dict[str, Any]]:
    path = SAMPLES / f"{Path(name).stem}.expected.json"
    accepted: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["accepted"]
    return accepted


@pytest.fixture(params=FILES)
def sample(request: pytest.FixtureRequest, store: Store, clock: FrozenClock) -> Iterator[Any]:
    """A county that holds one of the files, and what the file says."""
    name = str(request.param)
    path = SAMPLES / name
    with store.begin() as work:
        services = Services(work, clock, Policy())
        ledger = read_ledger(path.read_bytes(), name, clock.today())
        batch = services.imports.preview(None, name, ledger).batch_id
        services.imports.apply(None, batch, Source())
        yield services, rows_of(name)


def test_the_sums_of_a_summary_are_those_of_the_file(
    sample: tuple[Services, list[dict[str, Any]]],
) -> None:
    services, rows = sample
    summary: Summary = services.summaries.summary(OPERATOR)
    sums = summary.headline.sums

    def add(field: str) -> Decimal:
        return sum((Decimal(str(row[field] or 0)) for row in rows), Decimal(0))

    assert sums[Tally.PROJECTS] == len(rows)
    for tally, kind in ((Tally.CONTINUED, "续建"), (Tally.NEW, "新建")):
        assert sums[tally] == sum(row["kind"] == kind for row in rows)
    assert (sums[Tally.TOTAL_WAN], sums[Tally.PLAN_WAN]) == (add("total_wan"), add("plan_wan"))
    late = [
        row
        for row in rows
        if row["kind"] == "新建" and row["deadline_kind"] == "start" and row["deadline"] <= TODAY
    ]
    assert sums[Tally.DUE] >= len(late)
    assert sums[Tally.FOR_STATISTICS] == sum(row["total_wan"] >= 500 for row in rows)


def test_the_ranks_of_continued_projects_are_those_of_the_file(
    sample: tuple[Services, list[dict[str, Any]]],
) -> None:
    services, rows = sample
    services.rankings.make()
    shown: list[RankedLine] = []
    page = 1
    while True:
        ranking: RankingShown = services.rankings.show(OPERATOR, page=page)
        shown += ranking.lines
        if page == ranking.pages:
            break
        page += 1
    judged = {
        each.name: each for each in services.work.projects.all() if each.done_year_wan is not None
    }
    totals = {
        row["name"]: _total(
            row, judged[row["name"]].done_year_wan if row["name"] in judged else None
        )
        for row in rows
        if row["kind"] == "续建"
    }
    known = {name: total for name, total in totals.items() if total is not None}
    assert {line.name: line.rank for line in shown} == {
        name: 1 + sum(other > total for other in known.values()) for name, total in known.items()
    }


def _total(row: dict[str, Any], done: Decimal | None) -> Decimal | None:
    """Return the score of a row: how far behind, and whether its one deadline was missed."""
    missed = row["deadline"] < TODAY and row["deadline"] >= "2020-01-01"
    points, possible = Decimal(0), Decimal(25) if missed else Decimal(0)
    if done is not None and row["plan_wan"]:
        behind = EXPECTED_SHARE - done / Decimal(str(row["plan_wan"])) * 100
        behind = max(Decimal(0), behind.quantize(Decimal("0.01")))
        points += max(Decimal(0), 1 - behind / 30) * 50
        possible += 50
    return (points / possible * 100).quantize(Decimal("0.1")) if possible else None
