"""The tick: what the database says is due, planned and queued; asked twice, it adds nothing."""

from collections.abc import Callable
from datetime import timedelta

from bot.clock import Clock
from bot.domain.policies import Policy
from storage.outbox import SENDER
from storage.unit_of_work import Store

TICK_S = 30
LEASE = timedelta(seconds=90)
KEPT = timedelta(days=3)
"""How long a handled update is kept; Telegram hands each over again for a day at most."""
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
        self._held = False
        self._lost = False

    def tick(self) -> None:
        """Plan and queue, if this process holds the lease or can take it."""
        if not self._hold_lease():
            return
        from bot.services.services import Services  # noqa: PLC0415 -- not before the first poll

        # A unit of its own: a plan that fails must cost neither the lease nor what is under way.
        with self._store.begin() as work:
            services = Services(work, self._clock, self._policy)
            services.notices.hold_back()
            services.handovers.carry_out_due()
            services.standings.bring_up_to_date()
            services.rankings.make_weekly()
            services.returns.lock_due()
            services.reminders.plan()
            services.namings.ask_heads()
            services.digests.queue()
            services.letters.queue()
            services.audits.run_if_due()
        self._wake()

    def _hold_lease(self) -> bool:
        """Take or renew the lease; at the first take-over all that was claimed is uncertain.

        On SQLite only one process may run: the newest takes the lease by force, and the one that
        lost it gets it back no more. On PostgreSQL a replica waits until the lease runs out.
        """
        now = self._clock.now()
        with self._store.begin() as work:
            work.facts.put(CLOCK_FACT, now.isoformat())
            takes_over = not self._held
            self._held = work.facts.take_lease(
                SENDER,
                self._holder,
                now,
                now + LEASE,
                by_force=takes_over and self._alone and not self._lost,
            )
            self._lost = not self._held
            if self._held:
                work.inbox.forget_done(before=now - KEPT)
                work.outbox.mark_uncertain(expired_at=None if takes_over else now)
        return self._held
