"""`duban run`: the bot, until it is told to stop."""

import asyncio
import gc
import logging
import signal
from datetime import datetime

from bot.app import Duban
from bot.cli.opening import clock_of, open_store
from bot.clock import Clock, StagedClock
from bot.delivery.planner import CLOCK_FACT
from bot.settings import SettingsError, read_policy, read_settings
from storage.unit_of_work import Store


async def run_bot() -> None:
    """Run until SIGINT or SIGTERM, or until nothing has been heard of Telegram for too long."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    # The URL holds the token.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    settings = read_settings()
    policy, store = read_policy(settings.policy), open_store(settings)
    clock = clock_of(settings)
    _never_earlier(clock, store)
    duban = Duban(settings, policy, clock, store)
    await duban.start()
    # What is loaded by now stays: no need to look through it for garbage while people wait.
    gc.freeze()
    gc.enable()
    logging.getLogger(__name__).info("duban is ready as @%s", duban.application.bot.username)
    stopped = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, stopped.set)
    waits = [asyncio.create_task(each.wait()) for each in (stopped, duban.failed)]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
    await duban.stop()
    if duban.failed.is_set():
        msg = "Telegram has not answered for too long; the process ends to be started anew."
        raise SettingsError(msg)


def _never_earlier(clock: Clock, store: Store) -> None:
    """Let a staged clock go on from where it was last seen, if that is later."""
    if not isinstance(clock, StagedClock):
        return
    with store.read() as work:
        seen = work.facts.get(CLOCK_FACT)
    if seen is not None and datetime.fromisoformat(seen) > clock.now():
        clock.set(datetime.fromisoformat(seen))
