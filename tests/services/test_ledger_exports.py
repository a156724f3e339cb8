"""What the exported ledger shows, and to whom: money not reported, words masked, changes in words."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from cast import Cast

from bot.domain.errors import NotADateError
from bot.domain.ledger_rows import MASKED
from bot.domain.terms import Ending, Role


def _book(cast: Cast, role: Role = Role.OFFICE, since: str = "") -> Any:
    with cast.services() as services:
        day = services.exports.first_day(since)
        first = date.fromisoformat(day) if day else None
        ledger = services.exports.ledger(cast.person(services, role), first)
    return openpyxl.load_workbook(io.BytesIO(ledger.data))


def _cell(book: Any, code: str, heading: str) -> Any:
    sheet = book["续建"]
    columns = {cell.value: cell.column for row in (3, 4) for cell in sheet[row] if cell.value}
    row = next(row for row in range(5, sheet.max_row + 1) if sheet.cell(row, 2).value == code)
    return sheet.cell(row, columns[heading]).value


def _changes(book: Any) -> list[tuple[Any, ...]]:
    return [
        tuple(cell.value for cell in row)[1:6] for row in book["变更"].iter_rows(min_row=4) if row
    ]


def test_what_was_not_reported_has_no_rate(cast: Cast) -> None:
    assert _cell(_book(cast), "P01", "年度投资完成率") is None


@pytest.mark.parametrize(
    ("role", "words", "phone"),
    [
        pytest.param(Role.OFFICE, "征地阻工2户", "13800000002", id="the office sees all"),
        pytest.param(Role.PLANNING, MASKED, None, id="planning sees neither 阻工 nor phones"),
    ],
)
def test_the_ledger_shows_what_its_reader_may_see(
    cast: Cast, role: Role, words: str, phone: str | None
) -> None:
    cast.hear(Role.OFFICE, "代 P02 60% 卡点:征地阻工2户")

    book = _book(cast, role)

    assert _cell(book, "P02", "困难") == words
    assert _cell(book, "P02", "联系电话") == phone
    assert ("阻工" in str(_changes(book))) is (role is Role.OFFICE)


def test_changes_are_in_words_since_the_day_asked_for(cast: Cast) -> None:
    cast.hear(Role.OFFICE, "代 P21 开工 30%")

    assert ("P21", "净化水厂建设项目", "状态", "未开工", "在建") in _changes(_book(cast))
    assert _changes(_book(cast, since="5月9日")) == []
    assert len(_changes(_book(cast, since="2020-05-08"))) == 2


def test_a_day_that_is_none_is_refused(cast: Cast) -> None:
    with pytest.raises(NotADateError):
        _book(cast, since="哈哈")


def test_a_project_that_left_the_lists_is_not_handed_out(cast: Cast) -> None:
    with cast.services() as services:
        number = services.projects.find("P02").id
        services.work.projects.change(number, ended=Ending.WITHDRAWN)

    codes = [cell.value for cell in _book(cast)["续建"]["B"]]
    assert "P01" in codes
    assert "P02" not in codes
