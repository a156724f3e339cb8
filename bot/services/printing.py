"""Papers made in the render process, from the database to the last byte.

Reading what a paper shows takes as long as drawing it: in the bot's own process people would wait.
"""

from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import FrozenClock
from bot.domain.policies import Policy
from bot.services.papers import OPERATOR, make_paper
from bot.services.services import Services
from bot.texts.messages import Document, Message
from storage.engine import open_engine
from storage.unit_of_work import Store


def print_paper(
    database_url: str, policy: Policy, at: datetime, order: dict[str, Any]
) -> Document | Message:
    """Return the paper of an order as things stand at an instant of the county's zone."""
    zone = at.tzinfo
    assert isinstance(zone, ZoneInfo)  # noqa: S101 -- a bug, not input
    with _store(database_url).read() as work:
        services = Services(work, FrozenClock(at, zone), policy)
        # What was issued is the same for everybody.
        person = work.people.by_id(order["person"]) if "person" in order else OPERATOR
        return make_paper(services, person, order)


@cache
def _store(database_url: str) -> Store:
    return Store(open_engine(database_url))
