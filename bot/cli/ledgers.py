"""The ledger in and out, from the command line."""

import json
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter

from bot.cli.use_cases import open_services
from bot.domain.ledger_rows import LedgerFile, to_json
from bot.domain.records import Source
from bot.domain.unit_rows import RegisterFile
from bot.services.papers import OPERATOR
from bot.services.services import Services
from bot.settings import SettingsError


def import_file(path: Path, today: date | None, *, dry_run: bool, as_json: bool) -> str:
    """Take the accepted rows of a file in, unless it is only tried; return what to print.

    A register of units is known by its headings.
    """
    # ruff: noqa: PLC0415 -- loads the readers
    from bot.workbooks.errors import HeaderNotFoundError
    from bot.workbooks.ledgers import read_ledger
    from bot.workbooks.registers import read_register

    try:
        data = path.read_bytes()
    except OSError as error:
        msg = f"{path} cannot be read ({error.strerror})."
        raise SettingsError(msg) from None
    with open_services(day=today, keep=not dry_run) as services:
        try:
            ledger = read_ledger(data, path.name, services.clock.today())
        except HeaderNotFoundError:
            register = read_register(data, path.name)
            if register is None:
                raise
            return _import_register(services, path.name, register, as_json=as_json)
        preview = services.imports.preview(None, path.name, ledger)
        services.imports.apply(None, preview.batch_id, Source())
        counts = (
            f"new {preview.new}, changed {len(preview.changed)}, unchanged {preview.unchanged}, "
            f"rejected {len(preview.refused)}"
        )
    if as_json:
        return json.dumps(to_json(ledger), ensure_ascii=False)
    return "\n".join([counts, *_rejected(ledger)])


def _import_register(
    services: Services, name: str, register: RegisterFile, *, as_json: bool
) -> str:
    preview = services.registers.preview(None, name, register)
    services.registers.apply(None, preview.batch_id, Source())
    if as_json:
        return TypeAdapter(RegisterFile).dump_json(register).decode()
    counts = (
        f"units: new {len(preview.new)}, changed {len(preview.changed)}, "
        f"unchanged {preview.unchanged}, rejected {len(preview.refused)}"
    )
    refused = [f"row {each.row}: {each.text} {each.reason}" for each in register.refused]
    return "\n".join([counts, *refused])


def _rejected(ledger: LedgerFile) -> list[str]:
    return [f"row {each.row}: {each.name} {each.reason} {each.text}" for each in ledger.rejected]


def export_ledger(format_: str) -> bytes:
    """Return the ledger as bytes of JSON or of a workbook."""
    if format_ not in {"json", "xlsx"}:
        msg = f"“{format_}” is no format; write json or xlsx."
        raise SettingsError(msg)
    with open_services() as services:
        if format_ == "json":
            return json.dumps(services.exports.as_json(), ensure_ascii=False).encode() + b"\n"
        return services.exports.ledger(OPERATOR).data
