"""What a button sends back: written here, and read here."""

from dataclasses import dataclass

DATA_LIMIT = 64
"""Bytes that Telegram takes as callback data."""

MOST_DIGITS = 9
"""Numbers of records have no more; longer ones are made up, and no database would take them."""


@dataclass(frozen=True, slots=True)
class Tap:
    """A verb and its arguments, as `verb:argument:argument` in the button."""

    verb: str
    arguments: tuple[str, ...] = ()

    def number(self, position: int) -> int | None:
        """Return an argument as a number, None if it is none that a database could hold."""
        argument = self.word(position)
        return int(argument) if argument.isdecimal() and len(argument) <= MOST_DIGITS else None

    def word(self, position: int) -> str:
        """Return an argument, empty if there is none."""
        return self.arguments[position] if position < len(self.arguments) else ""


def tap(verb: str, *arguments: object) -> str:
    """Return the data of a button."""
    return ":".join([verb, *map(str, arguments)])


def read_tap(data: str) -> Tap:
    """Return what a button sent."""
    verb, *arguments = data.split(":")
    return Tap(verb, tuple(arguments))
