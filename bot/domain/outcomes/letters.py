"""The weekly letter to the office."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class UnitBurden:
    """What the people of a unit were sent in a week; the county's own people have no unit."""

    unit_id: int | None
    unit: str
    messages: int
    questions: int


@dataclass(frozen=True, slots=True)
class SentLine:
    """A message that went out: when, to whom, and its words; a file may have none."""

    at: datetime
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class BurdenOpened:
    """A page of the messages behind a unit's figures in the letter of the week from *since*."""

    burden: UnitBurden
    since: date
    until: date
    lines: tuple[SentLine, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class OpenDifficulty:
    """A difficulty nobody has solved: of which project, since when, in whose words."""

    code: str
    since: date
    words: str


@dataclass(frozen=True, slots=True)
class WeeklyLetter:
    """What the office should know on a Monday of the week from *since* to *until*.

    `silent` are the projects of which nothing was told, `unread` texts not understood, `rest` the
    rest days of the fortnight ahead that are no ordinary weekend, `worked` its worked weekends.
    """

    since: date
    until: date
    burden: tuple[UnitBurden, ...]
    silent: tuple[str, ...]
    unread: int
    undelivered: int
    audited_days: int
    differences: int
    difficulties: tuple[OpenDifficulty, ...]
    handovers: int
    rest: tuple[date, ...]
    worked: tuple[date, ...]

    @property
    def messages(self) -> int:
        """All messages of the week."""
        return sum(each.messages for each in self.burden)

    @property
    def questions(self) -> int:
        """All questions back of the week."""
        return sum(each.questions for each in self.burden)
