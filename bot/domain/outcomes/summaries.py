"""How things stand, and what did not arrive or was not understood."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.groups import Group
from bot.domain.outcomes.figures import Changes
from bot.domain.outcomes.projects import ProjectStanding
from bot.domain.rates import Headline, Rate


@dataclass(frozen=True, slots=True)
class Summary:
    """How things stand, with all that is needed to check it.

    Attributes:
        as_of: The minute it was made.
        on: The stored day it adds up.
        group: Which projects were asked for.
        is_own: Whether of these only the reader's own are in it.
        headline: The figures.
        worst: Worst light first, then the widest gap.
        aware_leaders: Projects all of whose leaders have tapped 知悉, of all; likewise line leaders.
        changes: Since a day, if that was asked.
        unread: Of the office's own look: what is not understood, and so on.
        papers: The names of papers that the reader may tap.
    """

    as_of: datetime
    on: date
    group: Group
    is_own: bool
    headline: Headline
    worst: tuple[ProjectStanding, ...]
    aware_leaders: Rate
    aware_line_leaders: Rate
    changes: Changes | None
    unread: int
    undelivered: int
    not_linked: int
    refused_rows: int
    office_view: bool
    papers: tuple[str, ...]

    @property
    def troubles(self) -> bool:
        """Whether the office has anything to look into."""
        counts = (self.unread, self.undelivered, self.not_linked, self.refused_rows)
        return self.office_view and any(counts)


@dataclass(frozen=True, slots=True)
class Unread:
    """What people wrote that is still not understood."""

    lines: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class LostLine:
    """A message that did not arrive, or an update that could not be handled (`incoming`)."""

    at: datetime
    name: str
    words: str
    why: str
    incoming: bool


@dataclass(frozen=True, slots=True)
class Undelivered:
    """What did not arrive, and what came in and could not be handled."""

    lines: tuple[LostLine, ...]
