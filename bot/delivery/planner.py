"""The tick: what the database says is due, planned and queued; asked twice, it adds nothing."""

from collections.abc import Callable
from datetime import timedelta

from bot.clock import Clock
from bot.domain.policies import Policy
from bot.services.services import Services
from storage.outbox import SENDER
from storage.unit_of_work import Store

TICK_S = 30
LEASE = timedelta(seconds=90)
CLOCK_FACT = "clock"
BOT_NAME_FACT = "bot_name"


class Planner:
    """Holds the lease, plans what came into force, and queues the morning's messages."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        policy: Policy,
        *,
        holder: str,
        wake: Callable[[], None],
    ) -> None:
        self._store = store
        self._clock = clock
        self._policy = policy
        self._holder = holder
        self._wake = wake
        self._alone = store.engine.dialect.name == "sqlite"

    def take_over(self) -> bool:
        """Take the lease at start; what a former holder had claimed is of unknown fate then.

        On SQLite only one process may run, so the newest takes it by force.
        """
        now = self._clock.now()
        with self._store.begin() as work:
            taken = work.facts.take_lease(
                SENDER, self._holder, now, now + LEASE, by_force=self._alone
            )
            if taken:
                work.outbox.mark_uncertain()
        return taken

    def tick(self) -> None:
        """Plan and queue, if the lease is still ours."""
        now = self._clock.now()
        with self._store.begin() as work:
            work.facts.put(CLOCK_FACT, now.isoformat())
            if not work.facts.take_lease(SENDER, self._holder, now, now + LEASE):
                return
            work.outbox.mark_uncertain(expired_at=now)
        # A unit of its own: a plan that fails must cost neither the lease nor what is under way.
        with self._store.begin() as work:
            reminders = Services(work, self._clock, self._policy).reminders
            reminders.plan()
            reminders.queue_digests()
        self._wake()
