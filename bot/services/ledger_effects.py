"""What a file did to the projects it changed, as it is stored to be taken back."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter
from typing_extensions import TypedDict

from bot.domain.ledger_rows import EXTRA
from bot.domain.terms import Kind


class Fields(TypedDict, total=False):
    """The fields of a project that a file can tell differently."""

    name: str
    kind: Kind
    owner: str
    township: str | None
    total_wan: Decimal
    plan_wan: Decimal | None
    done_year_wan: Decimal | None
    cumulative_wan: Decimal | None
    co_owners: tuple[str, ...]
    start: date | None
    deadline: date | None
    leaders: tuple[str, ...]
    line_leaders: tuple[str, ...]
    person: str | None
    phone: str | None
    extra: dict[str, str | None]


class Changed(TypedDict):
    """A project that a file changed: what its fields were before, and what the file told."""

    id: int
    fields: Fields
    told: Fields


CHANGED = TypeAdapter(Changed)


def fields_of(told: Mapping[str, Any]) -> Fields:
    """Return values by field as they are set and stored: all extra columns under one."""
    plain: Any = {field: value for field, value in told.items() if not field.startswith(EXTRA)}
    extra = {
        field.removeprefix(EXTRA): value
        for field, value in told.items()
        if field.startswith(EXTRA)
    }
    fields: Fields = plain | ({"extra": extra} if extra else {})
    return fields


def flat(fields: Fields) -> dict[str, object]:
    """Return values by field with each extra column by itself."""
    extra = {EXTRA + heading: text for heading, text in fields.get("extra", {}).items()}
    return {name: value for name, value in fields.items() if name != "extra"} | extra
