"""A sheet as rows of cells, whatever kind of file it came in."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.workbooks.cells import Row

Corner = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, from (top, left) to (bottom, right), both within, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows from the sheet's first; name is None for a text file.

    `is_ours` marks an export, `as_of_change` is the number of the last change it knew of.
    `later` are the visible sheets that stand behind it in the workbook.
    """

    name: str | None
    rows: list[Row]
    merges: tuple[Merge, ...] = ()
    is_ours: bool = False
    later: tuple[str, ...] = ()
    as_of_change: int | None = None


def clip_merges(
    ranges: Iterable[tuple[Corner, Corner]], height: int, width: int
) -> tuple[Merge, ...]:
    """Return the merged ranges cut down to the cells that exist.

    A broken file may merge a million rows, or the same cell twice; the first range wins.
    """
    taken: set[Corner] = set()
    merges: list[Merge] = []
    for (top, left), (bottom, right) in ranges:
        merge = Merge(top, left, min(bottom, height - 1), min(right, width - 1))
        corners = {(merge.top, merge.left), (merge.bottom, merge.right)}
        is_real = merge.top <= merge.bottom and merge.left <= merge.right and len(corners) > 1
        if is_real and not corners & taken:
            taken |= corners
            merges.append(merge)
    return tuple(merges)
