"""Who stands in for whom: absences with a delegate, and B posts (B岗)."""

from collections.abc import Collection, Mapping


def final_delegates(named: Mapping[int, int], absent: Collection[int]) -> dict[int, int]:
    """Return who stands in for each person that is away and has somebody who is not.

    Args:
        named: The delegate each absent person named, who may be away too.
        absent: Everybody who is away.

    A delegate who is away passes it on to their own. Where that leads nowhere, or in a circle,
    nobody stands in, and the person keeps what is theirs.
    """
    found = {person: _last_named(person, named) for person in named}
    return {
        person: delegate
        for person, delegate in found.items()
        if delegate not in absent and delegate != person
    }


def _last_named(person: int, named: Mapping[int, int]) -> int:
    passed = {person}
    while person in named and named[person] not in passed:
        person = named[person]
        passed.add(person)
    return person
