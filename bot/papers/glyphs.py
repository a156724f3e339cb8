"""Which characters a font can draw: what it cannot would be printed as an empty box."""

from bisect import bisect_right
from functools import cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from struct import iter_unpack, unpack_from
from typing import NamedTuple

STAND_IN = "〓"
"""What printers have always set in place of a character that the case does not hold."""

_FULL_UNICODE = 12
"""The format of the character map that covers all of Unicode."""


class Font(NamedTuple):
    """A font file and the code points it has: ranges in order, each with its first and its last."""

    path: Path
    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    @staticmethod
    @cache
    def at(path: Path) -> "Font":
        """Return the font of a file.

        Raises:
            OSError: There is no such file.
        """
        with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
            return Font(path, *_ranges(data))

    def has(self, character: str) -> bool:
        """Say whether the font can draw a character."""
        point = ord(character)
        at = bisect_right(self.firsts, point) - 1
        return at >= 0 and point <= self.lasts[at]

    def shown(self, text: str) -> tuple[str, int]:
        """Return *text* with a stand-in for what cannot be drawn, and for how many it stands.

        What joins or varies other characters, and is nothing by itself, is left out.
        """
        lacking = {each for each in set(text) if each.isprintable() and not self.has(each)}
        joiners = {each for each in lacking if each in "\ufe0e\ufe0f"}
        count = sum(text.count(each) for each in lacking - joiners)
        table = dict.fromkeys(lacking, STAND_IN) | dict.fromkeys(joiners, "")
        return text.translate({ord(key): value for key, value in table.items()}), count


def _ranges(data: mmap) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the ranges of an OpenType font's code points: of its `cmap` table, format 12."""
    (tables,) = unpack_from(">H", data, 4)
    records = (unpack_from(">4sLLL", data, 12 + 16 * each) for each in range(tables))
    cmap = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (subtables,) = unpack_from(">H", data, cmap + 2)
    offsets = (unpack_from(">HHL", data, cmap + 4 + 8 * each)[2] for each in range(subtables))
    starts = (cmap + offset for offset in offsets)
    full = next(each for each in starts if unpack_from(">H", data, each) == (_FULL_UNICODE,))
    (groups,) = unpack_from(">L", data, full + 12)
    groups_end = full + 16 + 12 * groups
    firsts, lasts, _ = zip(*iter_unpack(">LLL", data[full + 16 : groups_end]), strict=True)
    return firsts, lasts
