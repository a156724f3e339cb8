"""A running sandbox, a person in it, and the bot as python-telegram-bot sees it."""

from collections.abc import AsyncIterator

import httpx
import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.sandbox import Person, Sandbox


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox() as running:
        yield running


@pytest.fixture
def person(sandbox: Sandbox) -> Person:
    """Somebody who has started the bot; the bot has taken note."""
    somebody = sandbox.add_person("李岩")
    sandbox.say(somebody, "/start")
    sandbox.updates.drop_all()
    return somebody


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    plain = {"verify": False, "trust_env": False}  # reading certificates takes 0.1 s a test
    async with Bot(
        "1:sandbox",
        base_url=f"{sandbox.url}/bot",
        base_file_url=f"{sandbox.url}/file/bot",
        request=HTTPXRequest(httpx_kwargs=plain),
        get_updates_request=HTTPXRequest(httpx_kwargs=plain),
    ) as one:
        yield one


@pytest.fixture
async def http(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=sandbox.url, trust_env=False) as client:
        yield client
