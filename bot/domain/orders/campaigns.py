"""A campaign: 攻坚 百日攻坚 5月8日至8月15日 P07 P09, its list and its days."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.codes import read_code
from bot.domain.deadlines import Mode, read_deadline
from bot.domain.errors import LedgerError

USUAL_DAYS = 100
"""A campaign of which no last day is told is a hundred-day drive 百日攻坚."""

_CODE = r"[Pp][\s-]?\d{1,6}"
_DROP = r"减|去掉|移出|\bdrop\b|\bremove\b"
_END = re.compile(r"(?:^|\s)(?:结束|收官|end)$", re.IGNORECASE)
_NAME_ENDS = re.compile(rf"\s(?:{_DROP}|加|add\b|从|by\b|from\b|{_CODE}|\d)", re.IGNORECASE)
_RANGE = re.compile(r"[至到~—]|\s-\s|\bto\b")


class CampaignNotFoundError(LedgerError):
    """No campaign has the name, and nothing says which projects it is to have."""

    text = "error.campaign_not_found"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class CampaignDaysError(LedgerError):
    """A campaign would be over before it begins, or is over already."""

    text = "error.campaign_days"

    def __init__(self, name: str, since: date, until: date) -> None:
        super().__init__(name, since, until)
        self.name = name
        self.since = since
        self.until = until


@dataclass(frozen=True, slots=True)
class CampaignOrder:
    """What is to become of a campaign; days are inclusive, and None where none is told."""

    name: str
    since: date | None = None
    until: date | None = None
    adds: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    ends: bool = False

    @property
    def only_names(self) -> bool:
        """Whether nothing is to change: it is asked how the campaign stands."""
        return self == CampaignOrder(self.name)


def read_campaign(text: str, today: date) -> CampaignOrder:
    """Return what an order about a campaign says; its name is what stands first."""
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    ends = _END.search(plain) is not None
    told = f" {_END.sub('', plain)}"
    cut = _NAME_ENDS.search(told)
    name, rest = (told[: cut.start()], told[cut.start() :]) if cut else (told, "")
    kept, *dropped = re.split(_DROP, rest, flags=re.IGNORECASE)
    since, until = _days(re.sub(_CODE, " ", kept), today)
    return CampaignOrder(name.strip(), since, until, _codes(kept), _codes(" ".join(dropped)), ends)


def last_day(since: date) -> date:
    """Return the last of the hundred days that begin with *since*."""
    return since + timedelta(days=USUAL_DAYS - 1)


def _codes(text: str) -> tuple[str, ...]:
    found = (read_code(each) for each in re.findall(_CODE, text))
    return tuple(dict.fromkeys(each for each in found if each))


def _days(text: str, today: date) -> tuple[date | None, date | None]:
    until = read_deadline(text, today, Mode.CHAT).date
    first, *later = _RANGE.split(text, maxsplit=1)
    since = read_deadline(first.replace("从", ""), today, Mode.CHAT).date if later else None
    if since is not None and until is not None and since > until:
        return None, until  # a first day that is over: it began before, and counts from today
    return since, until
