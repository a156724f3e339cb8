"""Pages set by typst from the templates beside this file, in fonts that come with the program.

typst is imported here at the top: only the process that renders papers imports this module.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import typst

from bot.domain.errors import FontsMissingError
from bot.papers.glyphs import Font

TEMPLATES = Path(__file__).parent / "templates"
DOTS_PER_INCH = 150.0
"""For screens: the smallest character, of 8 points, is 17 dots high. For paper there is the .pdf."""

Format = Literal["pdf", "png"]


def typeset(template: str, records: Mapping[str, Any], format_: Format) -> bytes:
    """Return *template* filled with *records* as a .pdf, or its first page as a .png.

    Records are data to typst, never markup: whatever stands in them is printed as it is. The
    template finds them as `data`, and in `data.missing` how many characters no font has.

    Raises:
        FontsMissingError: There are no fonts to set it in.
    """
    font = _font()
    made: bytes | list[bytes] = typst.compile(
        str(TEMPLATES / template),
        font_paths=typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(font.path.parent)],
        ),
        sys_inputs={"data": _as_json(records, font)},
        format=format_,
        ppi=DOTS_PER_INCH,
    )
    return made[0] if isinstance(made, list) else made


def _font() -> Font:
    try:
        from pylopdf_fonts_zh_cn import sans_path  # noqa: PLC0415 -- may be missing

        return Font.at(sans_path())
    except (ImportError, OSError):
        raise FontsMissingError from None


def _as_json(records: Mapping[str, Any], font: Font) -> str:
    text = json.dumps(records, ensure_ascii=False)
    shown, missing = font.shown(text)
    return f'{{"missing": {missing}, {shown.removeprefix("{")}'
