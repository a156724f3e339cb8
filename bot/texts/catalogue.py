"""The words: one TOML file a language, each entry a template whose values are escaped."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined

from bot.domain.money import show_wan

LANGUAGES = ("zh", "en")
_HERE = Path(__file__).parent


@cache
def entries(language: str) -> Mapping[str, str]:
    """Return the templates of a language by their dotted keys."""
    with (_HERE / f"{language}.toml").open("rb") as file:
        return dict(_flatten(tomllib.load(file)))


def _flatten(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, Mapping):
            found += _flatten(value, f"{prefix}{key}.")
        else:
            found.append((prefix + key, value))
    return found


class Catalogue:
    """Words one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._entries = entries(language)
        self._environment = Environment(
            autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._environment.filters |= self._filters()
        self._environment.globals["t"] = self.say
        self._compiled: dict[str, Any] = {}

    def say(self, key: str, **values: object) -> str:
        """Return the words for *key*; every value in them is escaped.

        Raises:
            KeyError: The catalogue has no such entry.
        """
        template = self._compiled.get(key)
        if template is None:
            template = self._environment.from_string(self._entries[key].strip("\n"))
            self._compiled[key] = template
        return _Markup(template.render(**values).strip("\n"))

    def knows(self, key: str) -> bool:
        """Say whether there are words for *key*."""
        return key in self._entries

    def _filters(self) -> dict[str, Callable[..., str]]:
        return {
            "wan": self._wan,
            "day": self._day,
            "moment": self._moment,
            "number": _number,
            "value": self._value,
        }

    def _wan(self, amount: Decimal | None) -> str:
        if amount is None:
            return self.say("word.none")
        if self.language == "zh":
            return show_wan(amount)
        return f"¥{_number(amount / 100)} m"

    def _day(self, day: date) -> str:
        return self.say("word.day", month=day.month, day=day.day, name=f"{day:%d %b}".lstrip("0"))

    def _moment(self, at: datetime) -> str:
        day = {"month": at.month, "day": at.day, "name": f"{at:%d %b}".lstrip("0")}
        return self.say("word.moment", **day, time=f"{at:%H:%M}")

    def _value(self, value: object, field: str) -> str:
        """Word a field of the ledger as it stands in a change old → new."""
        if value is None or value == ():
            return self.say("word.none")
        if field.endswith("_wan") and isinstance(value, Decimal):
            return self._wan(value)
        if field == "percent" and isinstance(value, Decimal):
            return f"{_number(value)}%"
        if isinstance(value, datetime | date):
            return f"{value:%Y-%m-%d}"
        if isinstance(value, tuple):
            return "、".join(value)
        named = f"{field}.{value}"
        return self.say(named) if self.knows(named) else str(value)


class _Markup(str):
    """Words that are escaped already, so that one template may use another."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def _number(value: Decimal | float, places: int = 0) -> str:
    """Return a number without needless digits; halves round away from zero."""
    exact = Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@cache
def catalogue(language: str) -> Catalogue:
    """Return the words of a language, Chinese where it is unknown."""
    return Catalogue(language if language in LANGUAGES else LANGUAGES[0])
