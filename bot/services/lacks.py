"""A line by which somebody changes a plan, and what it still lacks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.domain.records import Person, Project, Source
from bot.services.questions import Option

Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class OrderLine:
    """Who orders what, in which message; `settled` are the doubts already answered."""

    by: Person
    text: str
    source: Source
    settled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lack:
    """The question to put: its key in the texts, of which project, with which choices."""

    kind: str
    project: Project | None = None
    options: tuple[Option, ...] = ()
    about: str = ""


def doubted(order: OrderLine, kind: str, project: Project | None = None, about: str = "") -> Lack:
    """Return the question whether an order is to be carried out although *kind* is in doubt."""
    option = Option("go_on", "", settled_doubts=(*order.settled, kind))
    return Lack(kind, project, (option,), about)


def undoubted(
    carry: Callable[[Person, str, Source], Told],
) -> Callable[[OrderLine], Told]:
    """Return how an order is carried out that raises no doubts: nothing can be settled of it."""
    return lambda line: carry(line.by, line.text, line.source)
