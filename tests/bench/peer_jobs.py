"""What others would do: one job a reminder in python-telegram-bot's JobQueue, all due at once."""

import asyncio
import json
import sys
import time
from datetime import timedelta
from typing import Any

from telegram.ext import Application, ContextTypes
from telegram.request import BaseRequest, RequestData

from bot.clock import SystemClock
from bot.settings import Settings

ADD_S = 0.0005
"""Ample time to add one job before all are due."""


class NoNetwork(BaseRequest):
    """Answers who the bot is, and nothing else."""

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        return

    async def shutdown(self) -> None:
        return

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = None,
        write_timeout: Any = None,
        connect_timeout: Any = None,
        pool_timeout: Any = None,
    ) -> tuple[int, bytes]:
        del url, method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
        me = {"id": 1, "is_bot": True, "first_name": "bench", "username": "bench_bot"}
        return 200, json.dumps({"ok": True, "result": me}).encode()


async def measure(jobs: int) -> float:
    """Return how long after they were due the last of so many jobs fired."""
    request = NoNetwork()
    application = (
        Application.builder()
        .token("1:bench")
        .request(request)
        .get_updates_request(request)
        .build()
    )
    queue = application.job_queue
    assert queue is not None
    done, fired = asyncio.Event(), 0

    async def fire(_context: ContextTypes.DEFAULT_TYPE) -> None:
        nonlocal fired
        fired += 1
        if fired == jobs:
            done.set()

    async with application:
        await application.start()
        now, began = SystemClock(Settings().timezone).now(), time.perf_counter()
        wait = 1 + jobs * ADD_S
        for number in range(jobs):
            queue.run_once(
                fire,
                now + timedelta(seconds=wait),
                data=number,
                job_kwargs={"misfire_grace_time": None},
            )
        assert time.perf_counter() - began < wait, "due before all were added"
        await done.wait()
        took = time.perf_counter() - began - wait
        await application.stop()
    return took


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"fired": asyncio.run(measure(int(sys.argv[1])))}))
