"""Campaigns: how far each is, and what became of an order about one."""

from dataclasses import dataclass
from datetime import date

from bot.domain.terms import Light


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A campaign on *today*; of its projects those that the reader may see are counted."""

    id: int
    name: str
    since: date
    until: date
    today: date
    projects: int
    completed: int
    lights: tuple[tuple[Light, int], ...]

    @property
    def day_number(self) -> int:
        """Which of its days this is, from 1; none or less before the first."""
        return (self.today - self.since).days + 1

    @property
    def days_left(self) -> int:
        """Days after today that belong to it; negative once it is over."""
        return (self.until - self.today).days


@dataclass(frozen=True, slots=True)
class CampaignList:
    """The campaigns that run, the one with the nearest last day first."""

    lines: tuple[CampaignLine, ...]
    may_run: bool


@dataclass(frozen=True, slots=True)
class CampaignChanged:
    """An order about a campaign was carried out."""

    line: CampaignLine
    is_new: bool
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    has_ended: bool
