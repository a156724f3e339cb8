"""Reasons in the trail that a service wrote: how they are put down, and how they are read."""

import re

REPORT = re.compile(r"(undo of )?report (\d+)")
IMPORT = re.compile(r"(undo of )?import \d+ ?([^\n]*)\n?(.*)", re.DOTALL)


def import_reason(number: int, file_name: str, words: str = "") -> str:
    """Return why an import changed something: the file, and the reason the office gave."""
    return f"import {number} {' '.join(file_name.split())}\n{words}".rstrip()


def for_the_paper(reason: str) -> str:
    """Return a reason as the ledger's list of changes shows it: people's words, or the file."""
    if REPORT.fullmatch(reason):
        return ""
    file = IMPORT.fullmatch(reason)
    if file is None:
        return reason
    said = "撤销导入" if file[1] else "导入"
    return f"{file[3]}（{said} {file[2]}）" if file[3] else f"{said} {file[2]}"
