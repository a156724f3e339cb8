"""The four sample ledgers come out exactly as their expected.json says."""

import json
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.domain.ledger_rows import to_json
from bot.workbooks.ledgers import read_ledger

SAMPLES = Path(__file__).parents[1] / "samples"
TODAY = date(2020, 5, 8)
COMPARED = (
    *("row", "name", "kind", "total_wan", "plan_wan", "leaders", "owner", "co_owners"),
    *("person", "phone", "deadline", "deadline_kind", "warnings"),
)


def _expected() -> list[Any]:
    found = sorted(SAMPLES.glob("*.expected.json"))
    return [pytest.param(path, id=path.name[:2]) for path in found]


@pytest.mark.parametrize("path", _expected())
def test_a_sample_is_read_exactly_as_expected(path: Path) -> None:
    expected = json.loads(path.read_text(encoding="utf-8"))
    data = (SAMPLES / expected["file"]).read_bytes()

    ledger = read_ledger(data, expected["file"], TODAY)
    printed = to_json(ledger)

    assert ledger.sheet == expected["sheet"]
    assert _pick(printed["accepted"], COMPARED) == _pick(expected["accepted"], COMPARED)
    reasons = ("row", "name", "reason")
    assert _pick(printed["rejected"], reasons) == _pick(expected["rejected"], reasons)
    assert [{"row": row.row, "type": row.type} for row in ledger.skipped] == expected["skipped"]


def test_sums_to_date_are_the_years_or_cumulative_as_their_heading_says() -> None:
    cumulative = _read("p1_包联责任清单.xlsx").accepted[0]  # 截至4月底累计完成
    of_the_year = _read("p3_投资完成月报.xls").accepted[0]  # 自年初累计完成

    assert (cumulative.done_year_wan, cumulative.cumulative_wan) == (None, 3200)
    assert (of_the_year.done_year_wan, of_the_year.cumulative_wan) == (3200, None)


def test_columns_that_are_not_known_are_kept_with_their_place() -> None:
    ledger = _read("p1_包联责任清单.xlsx")

    assert dict(ledger.accepted[0].extra)["存在问题"] == "库区征地尾留2户"
    assert [(column.heading, column.after) for column in ledger.extra_columns] == [
        ("建设规模及内容", "kind"),
        ("形象进度", "phone"),
        ("存在问题", "phone"),
        ("备注", "phone"),
    ]


def test_a_text_that_its_column_cannot_take_is_kept_as_written() -> None:
    ledger = _read("p4_开复工台账_GBK.csv")

    assert ledger.accepted[0].start is None
    assert dict(ledger.accepted[0].extra)["开（复）工时间（原文）"] == "已复工"


def test_a_rejected_row_names_its_cell_and_what_it_says() -> None:
    rejected = {row.row: row for row in _read("p1_包联责任清单.xlsx").rejected}

    assert (rejected[49].cell, rejected[49].heading) == ("I49", "完成时限")
    assert rejected[49].text == "6月31日"


def _read(name: str) -> Any:
    return read_ledger((SAMPLES / name).read_bytes(), name, TODAY)


def _pick(rows: list[dict[str, Any]], keys: tuple[str, ...]) -> list[dict[str, Any]]:
    """Names are compared after NFKC, as IMPORT_RULES.md has it."""
    return [{key: _plain(row[key]) if key == "name" else row[key] for key in keys} for row in rows]


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name)
