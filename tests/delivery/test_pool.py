"""The process for heavy work: its failures are its own, and it never outlives the bot."""

import asyncio
import os
import sys

import pytest
from mailbag import die_reading, give_up_reading

from bot.delivery.pool import Pool

KILLED_BOT = """
import asyncio, os, signal
from bot.delivery.pool import Pool

async def main():
    await Pool().run(os.getpid)
    os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    asyncio.run(main())
"""


async def test_it_runs_in_one_process_of_its_own_and_is_used_again() -> None:
    pool = Pool()
    first, second = await asyncio.gather(pool.run(os.getpid), pool.run(os.getpid))
    assert first == second != os.getpid()
    pool.close()


async def test_what_would_end_the_process_is_an_ordinary_error() -> None:
    pool = Pool()
    with pytest.raises(RuntimeError, match="SystemExit"):
        await pool.run(give_up_reading, b"", "", "")
    pool.close()


async def test_after_a_death_the_next_call_starts_anew() -> None:
    pool = Pool()
    with pytest.raises(Exception, match="terminated abruptly"):
        await pool.run(die_reading, b"", "", "")
    assert await pool.run(len, "督办") == 2
    pool.close()


async def test_it_ends_with_a_bot_that_was_killed() -> None:
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-c", KILLED_BOT, stdout=asyncio.subprocess.PIPE
    )
    assert bot.stdout is not None
    async with asyncio.timeout(10):
        await bot.stdout.read()  # which ends when the last process that holds the pipe has ended
    await bot.wait()
