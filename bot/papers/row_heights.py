"""How tall a row of a workbook is: some programs do not find out by themselves."""

from collections.abc import Iterable

# In points.
_LINE_HEIGHT, _PADDING, _TALLEST_ROW = 13.5, 5, 400


def row_height(widths: Iterable[float], values: Iterable[object]) -> float:
    """Return the height in points at which the longest text of a row is shown whole.

    Widths are those of the columns in characters. A Chinese character is two wide, as it is two
    bytes in the encoding used to count. What is no text takes one line.
    """
    lines = max(
        (
            -(-len(value.encode("gb18030", "replace")) // (width - 1)) + value.count("\n")
            for width, value in zip(widths, values, strict=True)
            if isinstance(value, str)
        ),
        default=1,
    )
    return min(max(lines, 1) * _LINE_HEIGHT + _PADDING, _TALLEST_ROW)
