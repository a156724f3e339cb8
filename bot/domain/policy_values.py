"""Readers of single settings: what a policy file may hold for each, and what to write instead."""

import re
from collections.abc import Callable, Collection
from datetime import date, time
from enum import StrEnum
from itertools import pairwise
from typing import TypeVar

Reader = Callable[[str, object], object]
MonthDay = tuple[int, int]  # a day of every year
LONGEST_WORDS = 200
Name = TypeVar("Name", bound=StrEnum)


class PolicyError(Exception):
    """A setting of the policy that cannot be followed: which, what is wrong, what to write."""

    def __init__(self, key: str, problem: str, hint: str) -> None:
        super().__init__(f"{key}: {problem}; {hint}")
        self.key = key
        self.problem = problem
        self.hint = hint


class Weekday(StrEnum):
    """Days of the week in the order of `date.weekday()`."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @classmethod
    def of(cls, day: date) -> "Weekday":
        """Return the weekday that *day* falls on."""
        return tuple(cls)[day.weekday()]


def whole(low: int, high: int) -> Reader:
    """Return a reader of whole numbers from *low* to *high*."""

    def read(key: str, value: object) -> int:
        if type(value) is not int or not low <= value <= high:
            raise PolicyError(
                key, f"{value!r} cannot be used", f"write a number from {low} to {high}"
            )
        return value

    return read


def name_in(names: type[Name]) -> Reader:
    """Return a reader of one of *names*."""

    def read(key: str, value: object) -> Name:
        if not isinstance(value, str) or value not in tuple(names):
            raise PolicyError(key, f"{value!r} is no known name", f"write {_one_of(names)}")
        return names(value)

    return read


def words(key: str, value: object) -> str:
    """Read words that are printed as they stand."""
    if not isinstance(value, str) or not 0 < len(value.strip()) <= LONGEST_WORDS:
        raise PolicyError(key, f"{value!r} cannot be printed", "write some words")
    return value.strip()


def weekdays(key: str, value: object) -> tuple[Weekday, ...]:
    """Read a list of weekdays without repeats, in any order; the list may be empty."""
    names = _items(key, value, 'write a list such as ["monday", "thursday"]')
    read = name_in(Weekday)
    days = [Weekday(str(read(key, name))) for name in names]
    if len(set(days)) < len(days):
        raise PolicyError(key, "a day stands twice", "write each day once")
    return tuple(day for day in Weekday if day in days)


def ladder(key: str, value: object) -> tuple[int, ...]:
    """Read days before a deadline, from far to near; an empty list reminds of none."""
    hint = "write days before the deadline from far to near, such as [14, 3, 0]"
    rungs = _whole_numbers(key, value, hint, high=366)
    if any(later >= earlier for earlier, later in pairwise(rungs)):
        raise PolicyError(key, f"{list(rungs)} does not descend", hint)
    return rungs


def days_after(key: str, value: object) -> tuple[int, ...]:
    """Read days after an event, from near to far; an empty list asks once and never again."""
    hint = "write days from near to far, such as [2, 5, 10]"
    days = _whole_numbers(key, value, hint, high=366)
    if any(later <= earlier for earlier, later in pairwise((0, *days))):
        raise PolicyError(key, f"{list(days)} does not rise", hint)
    return days


def quarter_ends(key: str, value: object) -> tuple[int, ...]:
    """Read the percent expected by the end of each quarter, the last being 100."""
    hint = "write four percents that rise to 100, such as [20, 50, 75, 100]"
    percents = _whole_numbers(key, value, hint, high=100)
    if len(percents) != 4 or percents[-1] != 100 or list(percents) != sorted(percents):
        raise PolicyError(key, f"{list(percents)} is no year", hint)
    return percents


def months(key: str, value: object) -> tuple[int, ...]:
    """Read an amount in 万元 for each month of a year; an empty list tells of none."""
    hint = "write twelve amounts in 万元, January first, or an empty list"
    amounts = _whole_numbers(key, value, hint, high=10**9)
    if len(amounts) not in {0, 12}:
        raise PolicyError(key, f"{list(amounts)} is no year", hint)
    return amounts


def clock(key: str, value: object) -> time:
    """Read a time of the day; TOML's own `08:30:00` is taken as well as "08:30"."""
    if isinstance(value, time) and value.tzinfo is None:
        return value
    if isinstance(value, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        return time.fromisoformat(value)
    raise PolicyError(key, f"{value!r} is no time of the day", 'write it as "08:30"')


def month_day(key: str, value: object) -> MonthDay:
    """Read a day of every year; 29 February is none."""
    if isinstance(value, str) and re.fullmatch(r"\d\d-\d\d", value):
        try:
            day = date.fromisoformat(f"2001-{value}")  # a year without 29 February
        except ValueError:
            pass
        else:
            return day.month, day.day
    raise PolicyError(key, f"{value!r} is no day of every year", 'write month and day as "04-15"')


def _whole_numbers(key: str, value: object, hint: str, high: int) -> tuple[int, ...]:
    numbers = _items(key, value, hint)
    if any(type(number) is not int or not 0 <= number <= high for number in numbers):
        raise PolicyError(key, f"{value!r} holds something else than whole numbers", hint)
    return tuple(number for number in numbers if isinstance(number, int))


def _items(key: str, value: object, hint: str) -> Collection[object]:
    if not isinstance(value, list | tuple):
        raise PolicyError(key, f"{value!r} is no list", hint)
    return value


def _one_of(names: type[StrEnum]) -> str:
    return " or ".join(f'"{name}"' for name in names)
