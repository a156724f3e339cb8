"""The figures of the four sample ledgers against a few lines over what their files say.

What the files say is in the `.expected.json` beside them, written by hand and not by this program;
the starts, which stand in no such file, are read from the cells themselves.
"""

import csv
import json
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from county import SAMPLES, at
from python_calamine import CalamineWorkbook

from bot.clock import FrozenClock
from bot.domain.outcomes import RankedLine
from bot.domain.policies import Policy
from bot.domain.rates import RateName, Tally
from bot.domain.records import Source
from bot.services.papers import OPERATOR
from bot.services.services import Services
from bot.workbooks.ledgers import read_ledger
from storage.unit_of_work import Store

LIST, WEEK, MONTH, STARTS = (
    "p1_包联责任清单.xlsx",
    "p2_周排序台账.xlsx",
    "p3_投资完成月报.xls",
    "p4_开复工台账_GBK.csv",
)
SINCE_THE_START = {LIST}
"""Files whose 完成 is what was done since the start; that of the others is the year's."""
START_COLUMN = {LIST: 7, STARTS: 8}
DAYS = (date(2020, 5, 8), date(2020, 6, 1))
"""Before any new project is due to start, and after most are."""


@dataclass(frozen=True)
class Row:
    """What a file says of a project."""

    name: str
    kind: str
    total: Decimal
    plan: Decimal
    done: Decimal | None
    done_year: Decimal | None
    deadline: date
    is_start: bool
    start: date | None

    @property
    def start_due(self) -> date | None:
        """By when a new project is to begin."""
        if self.kind != "新建":
            return None
        return self.deadline if self.is_start else self.start

    def missed(self, day: date) -> list[bool]:
        """Say of each date of the year that is past whether it was missed."""
        dates = [(self.deadline, not (self.is_start and self.done))]
        if self.kind == "新建" and self.start and not self.is_start:
            dates.append((self.start, not self.done))
        return [missed for due, missed in dates if date(day.year, 1, 1) <= due < day]


@dataclass(frozen=True)
class County:
    """A county that holds one of the files as of a day."""

    services: Services
    rows: list[Row]
    day: date

    @property
    def expected(self) -> Decimal:
        """What the linear curve expects, in percent."""
        return Decimal(self.day.timetuple().tm_yday) / 366 * 100


def rows_of(name: str) -> list[Row]:
    path = SAMPLES / f"{Path(name).stem}.expected.json"
    starts = starts_of(name)
    rows = []
    for each in json.loads(path.read_text(encoding="utf-8"))["accepted"]:
        done = None if each["done_wan"] is None else Decimal(str(each["done_wan"]))
        is_year = name not in SINCE_THE_START or each["kind"] == "新建"
        rows.append(
            Row(
                name=each["name"],
                kind=each["kind"],
                total=Decimal(str(each["total_wan"])),
                plan=Decimal(str(each["plan_wan"] or 0)),
                done=done,
                done_year=done if is_year else None,
                deadline=date.fromisoformat(each["deadline"]),
                is_start=each["deadline_kind"] == "start",
                start=starts.get(each["row"]),
            )
        )
    return rows


def starts_of(name: str) -> dict[int, date]:
    """Return the day by which a row's project is to begin, where the file has such a column."""
    if name not in START_COLUMN:
        return {}
    if name.endswith(".csv"):
        with (SAMPLES / name).open(encoding="gbk", newline="") as file:
            cells: list[list[Any]] = [list(row) for row in csv.reader(file)]
    else:
        cells = (
            CalamineWorkbook.from_path(SAMPLES / name).get_sheet_by_name("责任清单").to_python()
        )
    found = {}
    for number, row in enumerate(cells, 1):
        text = str(row[START_COLUMN[name]]) if len(row) > START_COLUMN[name] else ""
        if day := re.fullmatch(r"(\d{4})\.(\d+)\.(\d+)", text):
            found[number] = date(*map(int, day.groups()))
        elif month := re.fullmatch(r"(\d{4})年(\d+)月", text):
            year, number_of_month = map(int, month.groups())
            last = monthrange(year, number_of_month)[1]
            found[number] = date(year, number_of_month, last)
    return found


@pytest.fixture(params=DAYS, ids=str)
def day(request: pytest.FixtureRequest) -> date:
    found: date = request.param
    return found


@pytest.fixture(params=(LIST, WEEK, MONTH, STARTS))
def county(
    request: pytest.FixtureRequest, store: Store, clock: FrozenClock, day: date
) -> Iterator[County]:
    name = str(request.param)
    clock.set(at(str(day)))
    with store.begin() as work:
        services = Services(work, clock, Policy())
        ledger = read_ledger((SAMPLES / name).read_bytes(), name, date(2020, 5, 8))
        batch = services.imports.preview(None, name, ledger).batch_id
        services.imports.apply(None, batch, Source())
        yield County(services, rows_of(name), day)


def percent(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    if not whole:
        return None
    return (Decimal(part) / Decimal(whole) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)


def test_the_sums_and_money_rates_of_a_summary_are_those_of_the_file(county: County) -> None:
    headline = county.services.summaries.summary(OPERATOR).headline
    rows, sums = county.rows, headline.sums
    total, plan = sum(each.total for each in rows), sum(each.plan for each in rows)
    year = sum((each.done_year or Decimal(0) for each in rows), Decimal(0))
    told = [each for each in rows if each.kind == "新建" or each.done != each.done_year]
    cumulative = sum((each.done or Decimal(0) for each in told), Decimal(0))
    assert sums[Tally.PROJECTS] == len(rows)
    for tally, kind in ((Tally.CONTINUED, "续建"), (Tally.NEW, "新建")):
        assert sums[tally] == sum(each.kind == kind for each in rows)
    assert (sums[Tally.TOTAL_WAN], sums[Tally.PLAN_WAN]) == (total, plan)
    assert (sums[Tally.DONE_YEAR_WAN], sums[Tally.CUMULATIVE_WAN]) == (year, cumulative)
    assert headline.rates[RateName.DONE_YEAR].percent == percent(year, plan)
    assert headline.rates[RateName.CUMULATIVE].percent == percent(cumulative, total)


def test_the_rates_of_counts_are_those_of_the_file(county: County) -> None:
    rates = county.services.summaries.summary(OPERATOR).headline.rates
    rows, new = county.rows, [each for each in county.rows if each.kind == "新建"]
    due = [each for each in new if each.start_due and each.start_due <= county.day]
    begun = [each for each in new if each.done]
    large = [each for each in rows if each.total >= 500]
    counted = {
        RateName.STARTS_DUE: (sum(bool(each.done) for each in due), len(due)),
        RateName.STARTS_OF_ALL: (len(begun), len(new)),
        RateName.COMPLETIONS: (0, sum(each.kind == "续建" for each in rows)),
        RateName.FINISHED: (0, len(begun) + sum(each.kind == "续建" for each in rows)),
        RateName.RESUMPTIONS: (0, 0),
        RateName.STATISTICS: (0, len(large)),  # until the bureau says so
        RateName.COVERAGE: (0, len(rows)),
    }
    for name, (above, below) in counted.items():
        assert rates[name].numerator == above, name
        assert rates[name].denominator == below, name
        assert rates[name].percent == percent(above, below), name


@pytest.mark.parametrize(
    ("which", "kind"), [("projects_continued", "续建"), ("projects_new", "新建")]
)
def test_scores_and_ranks_are_those_of_the_file(county: County, which: str, kind: str) -> None:
    county.services.rankings.make()
    listed = [
        each
        for each in county.rows
        if each.kind == kind
        and (kind == "续建" or (each.start_due is not None and each.start_due <= county.day))
    ]
    scores = {each.name: _score(each, county) for each in listed}
    known = {name: score for name, score in scores.items() if score is not None}
    shown = {line.name: (line.rank, line.total) for line in _ranked(county.services, which)}
    assert shown == {
        name: (1 + sum(other > score for other in known.values()), score)
        for name, score in known.items()
    }


def _ranked(services: Services, which: str) -> Iterator[RankedLine]:
    page = pages = 1
    while page <= pages:
        shown = services.ranking_lists.show(OPERATOR, which, page)
        yield from shown.lines
        page, pages = page + 1, shown.pages


def _score(row: Row, county: County) -> Decimal | None:
    """Return the score of a row: how far behind, and how many of its dates were missed."""
    points = possible = Decimal(0)
    if missed := row.missed(county.day):
        points += Decimal(25) * missed.count(False) / len(missed)
        possible += 25
    if row.done_year is not None and row.plan:
        behind = (county.expected - row.done_year / row.plan * 100).quantize(
            Decimal("0.01"), ROUND_HALF_UP
        )
        points += max(Decimal(0), min(Decimal(1), 1 - behind / 30)) * 50
        possible += 50
    return (points / possible * 100).quantize(Decimal("0.1"), ROUND_HALF_UP) if possible else None
