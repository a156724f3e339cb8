"""Column types that keep what databases would drop: the zone of an instant, the digits of an amount."""

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Enum
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant; a naive one is refused, and the zone SQLite drops is restored."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn any aware instant into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = f"an instant without a zone was about to be stored: {value}"
            raise ValueError(msg)
        utc = value.astimezone(UTC)
        return utc if dialect.name == "postgresql" else utc.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back what was stored, aware and in UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Exact(TypeDecorator[Decimal]):
    """A decimal kept as an integer of its smallest part, so that sums in SQL stay exact.

    SQLite has no decimals: a float would turn 0.1 + 0.2 万元 into a figure nobody can check.
    """

    impl = BigInteger
    cache_ok = True

    def __init__(self, places: int) -> None:
        super().__init__()
        self.places = places

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> int | None:
        """Scale up; digits beyond the smallest part are rounded half-even."""
        del dialect
        return None if value is None else int(round(Decimal(value).scaleb(self.places), 0))

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Scale down again, without trailing zeros."""
        del dialect
        if value is None:
            return None
        exact = Decimal(int(value)).scaleb(-self.places)
        whole = exact.to_integral_value()
        return whole if exact == whole else exact.normalize()


def wan() -> Exact:
    """An amount in 万元, exact to 分 (1 万元 = 1,000,000 分)."""
    return Exact(6)


def percent() -> Exact:
    """A percentage, exact to a hundredth of a point."""
    return Exact(2)


def share() -> Exact:
    """A share of 1, exact to a ten-thousandth of a percent."""
    return Exact(6)


def word(vocabulary: type[StrEnum]) -> Enum:
    """A closed vocabulary stored as its plain values, so that the table reads without the program."""
    return Enum(
        vocabulary,
        native_enum=False,
        create_constraint=False,
        length=24,
        values_callable=lambda words: [each.value for each in words],
    )
