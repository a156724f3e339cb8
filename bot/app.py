"""The composition root: settings → engine → delivery → PTB's `Application`."""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ContextTypes

from bot.business import Business
from bot.clock import Clock
from bot.delivery.connections import base_url, request_by
from bot.delivery.dispatch import Dispatch
from bot.delivery.intake import Intake
from bot.delivery.pace import Pace
from bot.delivery.planner import BOT_NAME_FACT, TICK_S, Planner
from bot.delivery.pool import Pool
from bot.delivery.preparation import Preparation, has_file
from bot.delivery.sender import Sender
from bot.domain.policies import Policy
from bot.services.prepared_files import read_file
from bot.settings import Settings, SettingsError
from handlers.context import BotApplication, BotContext, BotData
from handlers.menus import show_menus
from storage.inbox import Arrival
from storage.unit_of_work import Store

log = logging.getLogger(__name__)

SILENCE_S = 300
"""Without a successful poll for so long the process ends, so that its supervisor starts it anew."""

POLL_LEAVES_S = 0.03
"""What the first poll needs to leave; loading beside it from the start cost it a tenth of its time."""

Loop = Callable[[], Coroutine[Any, Any, None]]


class Duban:
    """The bot: four loops over one store, and a tick."""

    def __init__(
        self,
        settings: Settings,
        policy: Policy,
        clock: Clock,
        store: Store,
        pace: Pace | None = None,
    ) -> None:
        self.clock = clock
        self.store = store
        self.application = _telegram_application(settings)
        business = self._business = Business(self.application, store, clock, policy)
        bot, holder = self.application.bot, secrets.token_hex(8)
        self.pool = Pool()
        self.planner = Planner(store, clock, policy, holder=holder, wake=self._wake_all)
        self.sender = Sender(
            bot,
            store,
            clock,
            holder=holder,
            render=business.render,
            delivered=business.delivered,
            pace=pace or Pace(),
            pool=self.pool,
        )
        self.dispatch = Dispatch(
            store, clock, business.handle, give_up=business.give_up, wake_sender=self.sender.wake
        )
        self.preparation = Preparation(
            bot,
            store,
            self.pool,
            read_file=read_file,
            today=lambda: clock.today().isoformat(),
            may_send_files=business.may_send_files,
            tell_reading=self._tell_reading,
            wake_dispatch=self.dispatch.wake,
        )
        self.intake = Intake(
            bot,
            store,
            clock,
            needs_preparing=has_file,
            wake_preparation=self.preparation.wake,
            wake_dispatch=self.dispatch.wake,
        )
        self._stop_ticking: Callable[[], None] = _nothing
        self._tasks: list[asyncio.Task[None]] = []
        self.failed = asyncio.Event()

    async def start(self) -> None:
        """Connect, take over and begin to work.

        Raises:
            SettingsError: Telegram refuses the token, or cannot be reached.
        """
        await self._connect()
        self._tasks = [asyncio.create_task(_for_ever(self.intake.run))]
        # Telegram is asked what there is while the larger part of us is loaded in a thread.
        await asyncio.sleep(POLL_LEAVES_S)
        await asyncio.to_thread(self._business.load)
        await self._tick()
        with self.store.begin() as work:
            work.facts.put(BOT_NAME_FACT, self.application.bot.username)
        loops = (self.preparation, self.dispatch, self.sender)
        self._tasks += [asyncio.create_task(_for_ever(each.run)) for each in loops]
        timer = asyncio.get_running_loop().call_later(1, self._start_ticking)
        self._stop_ticking = timer.cancel

    def _start_ticking(self) -> None:
        """Let the ticks come and show the menus; both are loaded while the first poll waits."""
        from apscheduler.schedulers.asyncio import AsyncIOScheduler  # noqa: PLC0415 -- see above

        scheduler = AsyncIOScheduler(timezone=self.clock.zone)
        options: dict[str, Any] = {"coalesce": True, "misfire_grace_time": None}
        scheduler.add_job(self._tick, "interval", seconds=TICK_S, **options)
        scheduler.add_job(self._watch, "interval", seconds=TICK_S, **options)
        scheduler.start()
        self._stop_ticking = partial(scheduler.shutdown, wait=False)
        self._tasks.append(asyncio.create_task(show_menus(self.application.bot, self.store)))

    async def stop(self) -> None:
        """End the loops; what is not settled stays in the store for the next start."""
        self._stop_ticking()
        self._stop_ticking = _nothing  # a scheduler that has ended cannot be ended again
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.pool.close()
        with contextlib.suppress(TelegramError, RuntimeError):
            await self.application.shutdown()

    async def settled(self) -> None:
        """Wait until all that came in is handled and all that is due is sent."""
        while not self._is_settled():  # noqa: ASYNC110 -- asked of the store, which signals nothing
            await asyncio.sleep(0.02)

    def _is_settled(self) -> bool:
        with self.store.read() as work:
            now = self.clock.now()
            return self.sender.idle and not work.outbox.waiting(now) and not work.inbox.open()

    async def _connect(self) -> None:
        try:
            await self.application.initialize()
        except InvalidToken:
            msg = "Telegram refuses the token; check DUBAN_TOKEN."
            raise SettingsError(msg) from None
        except TelegramError as error:
            msg = f"Telegram cannot be reached ({error}); check DUBAN_API_URL and DUBAN_PROXY."
            raise SettingsError(msg) from None

    # Coroutines, although they wait for nothing: a plain function would be run in a thread, beside
    # the transactions of this loop and without its clock.

    async def _tick(self) -> None:
        try:
            self.planner.tick()
        except Exception:
            log.exception("The planner failed; it is asked again")

    async def _watch(self) -> None:
        heard = self.intake.last_success
        if heard is not None and asyncio.get_running_loop().time() - heard > SILENCE_S:
            log.critical("No successful poll for %s seconds; ending.", SILENCE_S)
            self.failed.set()

    def _wake_all(self) -> None:
        self.preparation.wake()
        self.dispatch.wake()
        self.sender.wake()

    def _tell_reading(self, arrival: Arrival, file_name: str) -> None:
        self._business.tell_reading(arrival, file_name)
        self.sender.wake()


def _telegram_application(settings: Settings) -> BotApplication:
    return (
        Application.builder()
        .token(settings.require_token())
        .base_url(base_url(settings))
        .base_file_url(f"{settings.api_url}/file/bot")
        .request(request_by(settings, 32))
        .get_updates_request(request_by(settings, 1))
        .updater(None)
        .job_queue(None)
        .context_types(ContextTypes(context=BotContext, bot_data=BotData))
        .build()
    )


async def _for_ever(run: Loop) -> None:
    """Keep a loop of the delivery alive: what broke it is logged, and it starts again."""
    while True:
        try:
            await run()
        except Exception:
            log.exception("A delivery loop broke; it starts again")
            await asyncio.sleep(1)


def _nothing() -> None:
    """Do nothing: no tick has to be stopped."""
