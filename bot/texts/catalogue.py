"""The words: a folder a language, each entry a template whose values are escaped.

Branches stand in the templates, not in Python. A leader's message has at most ten lines and no
decimals in its percents.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from bot.domain.money import show_wan

LANGUAGES = ("zh", "en")
LONGEST_VALUE = 120
"""Characters of a person's own words in a change old → new."""
ALL_PLACES = 6
"""Decimals of 万元 and of 亿元 that show an amount to the yuan: a change must be seen."""
_HERE = Path(__file__).parent


@cache
def entries(language: str) -> Mapping[str, str]:
    """Return the templates of a language by their dotted keys."""
    found: dict[str, str] = {}
    for path in sorted((_HERE / language).glob("*.toml")):
        with path.open("rb") as file:
            found |= _flatten(tomllib.load(file))
    return found


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
        from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 -- loaded at the first word

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

    def plain(self, key: str, **values: object) -> str:
        """Return the words for *key* as they are shown where there is no markup: on a button."""
        return unescape(self.say(key, **values))

    def knows(self, key: str) -> bool:
        """Say whether there are words for *key*."""
        return key in self._entries

    def _filters(self) -> dict[str, Callable[..., str]]:
        return {
            "amount": self._amount,
            "date": self._date,
            "day": self._day,
            "field": self._field,
            "figure": _figure,
            "moment": self._moment,
            "number": _number,
            "short": _short,
            "told": self._told,
            "value": self._value,
            "wan": self._wan,
        }

    def _wan(self, amount: Decimal | None, places: int = 2) -> str:
        """Word an amount kept in 万元.

        English counts in millions of yuan and prints the digits that Chinese prints, so that two
        readers of one ledger see one number: 120.55万元 is ¥1.2055m, 1.26亿元 is ¥126m.
        """
        if amount is None:
            return self.say("word.none")
        shown = show_wan(amount, places)
        if self.language == "zh":
            return shown
        figure, unit = Decimal(shown[:-2]), shown[-2:]
        millions = figure * 100 if unit == "亿元" else figure / 100
        return f"¥{millions.normalize():,f}m"

    def _amount(self, label: str) -> str:
        """Word the amount in 万元 that a choice's label names; nothing if it names none."""
        figure = _figure(label)
        return self._wan(Decimal(figure), ALL_PLACES) if figure else ""

    def _date(self, day: date | str) -> str:
        return self.say("word.date", day=date.fromisoformat(day) if isinstance(day, str) else day)

    def _day(self, day: date) -> str:
        return self.say("word.day", day=day)

    def _moment(self, at: datetime) -> str:
        return self.say("word.moment", at=at)

    def _field(self, name: str) -> str:
        """Word the name of a field of the ledger; a column duban does not know has its heading."""
        key = f"field.{name}"
        return self.say(key) if self.knows(key) else name.removeprefix("extra.")

    def _value(self, value: object, field: str) -> str:
        """Word a field of the ledger, exactly, as it stands in a change old → new."""
        match value:
            case None | ():
                return self.say("word.none")
            case Enum():
                return self.say(f"{field}.{value}")
            case date():
                return self._date(value)
            case Decimal() if field.endswith("_wan"):
                return self._wan(value, ALL_PLACES)
            case Decimal():
                text = f"{_number(value, ALL_PLACES)}%"
            case tuple():
                text = self.say("word.comma").join(value)
            case _:
                text = str(value)
        return _short(text, LONGEST_VALUE)

    def _told(self, text: str | None, field: str) -> str:
        """Word a field of the ledger as the trail keeps it: values there are plain text."""
        if text is None:
            return self.say("word.none")
        if self.knows(f"{field}.{text}"):
            return self.say(f"{field}.{text}")
        if field.endswith("_wan") and _NUMBER.fullmatch(text):
            return self._wan(Decimal(text), ALL_PLACES)
        if field == "percent" and _NUMBER.fullmatch(text):
            return f"{_number(Decimal(text), ALL_PLACES)}%"
        return self._date(text) if _ISO_DATE.fullmatch(text) else _short(text, LONGEST_VALUE)


_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


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


_FIGURE = re.compile(r"[0-9][0-9.-]*%?")


def _figure(label: str) -> str:
    """Return the number or the date that a choice's label names, empty if it names none."""
    found = _FIGURE.search(label)
    return found[0] if found else ""


def _short(text: str, length: int) -> str:
    """Return *text* on one line, cut to *length* characters: a question quotes, it does not repeat."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"


@cache
def catalogue(language: str) -> Catalogue:
    """Return the words of a language, Chinese where it is unknown."""
    return Catalogue(language if language in LANGUAGES else LANGUAGES[0])
