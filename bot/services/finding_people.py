"""The person that somebody wrote by name, told apart from namesakes."""

from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from bot.domain.errors import NamesakesError, PersonNotFoundError, UnitNotFoundError
from bot.domain.orders.people import Who
from bot.domain.records import Person
from storage.unit_of_work import Work

COUNTY = "县级"
"""How those who belong to no unit are told apart."""


def find_person(work: Work, who: Who) -> Person:
    """Return the person that *who* names.

    Raises:
        PersonNotFoundError: Nobody is called so.
        NamesakesError: Several are, and neither unit nor phone tells which.
    """
    found = _fitting(work.people.by_name(who.name), who)
    if not found:
        raise PersonNotFoundError(who.name)
    if len(found) > 1:
        raise NamesakesError(who.name, told_apart(found))
    return found[0]


def find_or_none(work: Work, who: Who) -> Person | None:
    """Return the person that *who* names, None if nobody is called so.

    Raises:
        NamesakesError: Several are, and neither unit nor phone tells which.
    """
    try:
        return find_person(work, who)
    except PersonNotFoundError:
        return None


def find_unit(work: Work, name: str) -> int:
    """Return the number of the unit that is, or was, called *name*.

    Raises:
        UnitNotFoundError: There is none; similar names are offered.
    """
    units = work.people.units()
    if name not in units:
        raise UnitNotFoundError(name, tuple(get_close_matches(name, units, n=3)))
    return units[name]


def newcomer(work: Work, who: Who, unit_id: int | None) -> dict[str, Any]:
    """Return the record of somebody nobody knew yet: of the unit named, else of *unit_id*.

    Raises:
        UnitNotFoundError: The unit named is none.
    """
    if who.unit == COUNTY:
        unit_id = None
    elif who.unit is not None:
        unit_id = find_unit(work, who.unit)
    return {"name": who.name, "unit_id": unit_id, "phone": who.phone}


def told_apart(people: Sequence[Person]) -> tuple[str, ...]:
    """Return how each of several namesakes is written: with the unit, or else with the phone."""
    units = Counter(each.unit for each in people)
    return tuple(
        f"{each.name} {each.phone}"
        if units[each.unit] > 1 and each.phone
        else f"{each.name}（{each.unit or COUNTY}）"
        for each in people
    )


def _fitting(people: Sequence[Person], who: Who) -> list[Person]:
    """Return those of *people* whom unit and phone fit; another number is another person's."""
    fitting = [each for each in people if who.unit is None or who.unit == (each.unit or COUNTY)]
    if who.phone is None:
        return fitting
    having = [each for each in fitting if each.phone == who.phone]
    return having or [each for each in fitting if each.phone is None]
