"""The ledger out: the last word of each project, asked of the store once for all."""

import io

import openpyxl
import pytest
from cast import Cast
from sqlalchemy import Connection, event

from bot.domain.terms import Role


def _cells(cast: Cast) -> str:
    """Return all that stands in the workbook's lists of projects."""
    with cast.services() as services:
        document = services.exports.ledger(cast.person(services, Role.OFFICE))
    book = openpyxl.load_workbook(io.BytesIO(document.data))
    rows = [row for sheet in book.worksheets[:3] for row in sheet.iter_rows(values_only=True)]
    return "\n".join(str(cell) for row in rows for cell in row)


def test_what_was_taken_back_is_not_the_last_word(cast: Cast) -> None:
    cast.report("P02 30%")
    wrong = cast.report("P02 40%")
    cast.undo(wrong.report_id)
    assert "P02 30%" in _cells(cast)
    assert "P02 40%" not in _cells(cast)


def test_more_projects_cost_no_more_questions_to_the_store(
    cast: Cast, request: pytest.FixtureRequest
) -> None:
    asked: list[str] = []

    def note(_c: Connection, _cursor: object, sql: str, *_: object) -> None:
        asked.append(sql)

    engine = cast.store.engine
    event.listen(engine, "before_cursor_execute", note)
    request.addfinalizer(lambda: event.remove(engine, "before_cursor_execute", note))
    _cells(cast)
    assert sum("FROM report" in each for each in asked) == 1
