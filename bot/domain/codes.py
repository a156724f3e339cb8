"""Project codes that can be typed on a phone: P07."""

import re
import unicodedata

# Between letter and digits people type a space, any dash, a dot or nothing.
_CODE = re.compile(r"\s*[Pp][\s.·_—–−-]*0*([1-9][0-9]{0,5})\s*")


_WITHIN = re.compile(r"(?<![A-Za-z0-9])[Pp][.·_—–−-]?0*([1-9][0-9]{0,5})(?![0-9A-Za-z])")


def codes_in(text: str) -> set[str]:
    """Return the codes that stand anywhere in *text*, as in 把P02的问题报上来."""
    return {
        code_of(int(number)) for number in _WITHIN.findall(unicodedata.normalize("NFKC", text))
    }


def code_of(number: int) -> str:
    """Return the code of the project with the running *number*, from 1 up: `P07`, `P123`."""
    return f"P{number:02d}"


def read_code(text: str) -> str | None:
    """Return the code that *text* is, however it was typed (p7, Ｐ０７, p-7), or None.

    Nothing but the code may stand in *text*; number nought is no project.
    """
    match = _CODE.fullmatch(unicodedata.normalize("NFKC", text))
    return code_of(int(match[1])) if match else None
