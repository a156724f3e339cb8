"""Which rows of a table hold no project, although they hold something."""

from bot.domain.ledger_rows import Field, NotData
from bot.workbooks.captions import is_detail, is_note, is_section, is_total
from bot.workbooks.rows import RowCells

_IDENTIFYING = (Field.OWNER, Field.LEADERS, Field.DEADLINE)
# A longer text alone in its row is a remark, not a caption.
_LONGEST_CAPTION = 30


def what_instead(row: RowCells, *, is_above_header: bool, is_after_end: bool) -> NotData | None:
    """Return what *row* is if it is no project, else None.

    Args:
        row: A row with something in it, below the first header.
        is_above_header: Whether another header follows within a few lines.
        is_after_end: Whether a total or a note stands between the last project and this row.
    """
    if is_detail(row.text(Field.SERIAL)) or is_detail(row.text(Field.NAME)):
        return NotData.DETAIL
    if row.is_silent(Field.NAME) and any(map(is_note, row.texts()[:1])):
        return NotData.NOTE  # signatures may stand below the columns of owner and deadline
    own = [field for field in _IDENTIFYING if not row.is_silent(field)]
    if len(own) > 1 or (own and row.has_serial()):
        return None
    texts = row.texts()
    if is_total(texts) or any(map(is_note, texts[:1])):
        return NotData.TOTAL if is_total(texts) else NotData.NOTE
    if own:
        return None
    return _what_unclaimed(row, texts, is_above_header=is_above_header, is_after_end=is_after_end)


def _what_unclaimed(
    row: RowCells, texts: list[str], *, is_above_header: bool, is_after_end: bool
) -> NotData | None:
    """Return what a row without owner, leader and deadline of its own is."""
    if row.has_serial():
        return None if len(row.filled()) > 1 else NotData.BLANK
    if texts and is_section(texts[0]):
        return NotData.SECTION
    if is_above_header:
        return NotData.TITLE
    if len(row.filled()) == len(texts) == 1 and (is_after_end or len(texts[0]) > _LONGEST_CAPTION):
        return NotData.NOTE
    is_covered = all(row.cell(field) != "" for field in _IDENTIFYING)
    return None if is_covered else NotData.DETAIL
