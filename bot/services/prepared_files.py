"""A file as it was read before its handler ran: carried through the inbox as JSON."""

import base64
import json
from datetime import date
from functools import cache
from typing import Any, ClassVar

from pydantic import TypeAdapter

from bot.domain.errors import DocumentUnknownError, LedgerError
from bot.domain.ledger_rows import LedgerFile
from bot.domain.unit_rows import RegisterFile


class FileRefusedError(LedgerError):
    """A file could not be taken: the key of its sentence, and what the sentence needs."""

    text: ClassVar[str] = "error.file_not_readable"

    def __init__(self, text: str, details: dict[str, object]) -> None:
        super().__init__(text, details)
        self.text = text  # type: ignore[misc]  # one type for every reason read in another process
        self.__dict__.update(details)


def read_file(data: bytes, file_name: str, today: str) -> str:
    """Return what a ledger file or a register of units says, or why it cannot be taken, as JSON.

    Runs in the render process, which alone loads the readers.
    """
    # ruff: noqa: PLC0415 -- see above
    if file_name.lower().endswith(".docx"):
        return _read_document(data)
    from bot.workbooks.errors import HeaderNotFoundError
    from bot.workbooks.ledgers import read_ledger
    from bot.workbooks.registers import read_register

    try:
        ledger = read_ledger(data, file_name, date.fromisoformat(today))
    except HeaderNotFoundError as error:
        register = read_register(data, file_name)
        if register is None:
            return _refused(error)
        told = {"register": register_as_json().dump_python(register, mode="json")}
        return json.dumps(told, ensure_ascii=False)
    except LedgerError as error:
        return _refused(error)
    told = {
        "ledger": ledger_as_json().dump_python(ledger, mode="json"),
        "file": base64.b64encode(data).decode(),
    }
    return json.dumps(told, ensure_ascii=False)


def ledger_in(prepared: str | None) -> tuple[LedgerFile, bytes]:
    """Return the ledger that a file was read to be, and the file itself.

    Raises:
        FileRefusedError: It could not be taken.
    """
    read = json.loads(prepared or "{}")
    if "ledger" not in read:
        text = read.get("error", FileRefusedError.text)
        raise FileRefusedError(text, read.get("details", {}))
    return ledger_as_json().validate_python(read["ledger"]), base64.b64decode(read["file"])


@cache
def ledger_as_json() -> TypeAdapter[LedgerFile]:
    """Return what writes a ledger to JSON and reads it back; made when it is first needed."""
    return TypeAdapter(LedgerFile)


@cache
def register_as_json() -> TypeAdapter[RegisterFile]:
    """Return what writes a register to JSON and reads it back; made when it is first needed."""
    return TypeAdapter(RegisterFile)


def register_in(prepared: str | None) -> RegisterFile | None:
    """Return the register of units that a file was read to be, None if it was none."""
    read = json.loads(prepared or "{}")
    return register_as_json().validate_python(read["register"]) if "register" in read else None


def _read_document(data: bytes) -> str:
    """Return which of our documents an edited one is, as JSON."""
    from bot.papers import bulletins as papers

    try:
        mark = papers.mark_of(data)
        told: dict[str, object] = {"document": base64.b64encode(data).decode()}
        if mark == papers.TEMPLATE_MARK:
            told |= {"kind": "template", "paragraphs": papers.check_template(data)}
        elif (marked := papers.read_bulletin_mark(mark)) is not None:
            told |= {"title": papers.title_of(data), "lines": papers.lines_of(data)}
            told |= {"kind": "bulletin", "token": marked[0], "edition": marked[1]}
        else:
            raise DocumentUnknownError
    except LedgerError as error:
        return _refused(error)
    return json.dumps(told, ensure_ascii=False)


def document_in(prepared: str | None) -> dict[str, Any] | None:
    """Return what an edited document was read to be, None if the file was no document of ours."""
    read: dict[str, Any] = json.loads(prepared or "{}")
    if "document" not in read:
        return None
    return read | {"document": base64.b64decode(read["document"])}


def _refused(error: LedgerError) -> str:
    return json.dumps({"error": error.text, "details": vars(error)}, ensure_ascii=False)
