"""Fixtures: a clock, an empty store, a county at work."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from county import TOKEN, ZONE, County, at
from pydantic import SecretStr

from bot.app import Duban
from bot.clock import FrozenClock
from bot.delivery.pace import Pace
from bot.domain.policies import Policy
from bot.sandbox import Sandbox
from bot.settings import Settings
from storage.engine import open_engine
from storage.schema import bring_up_to_date
from storage.unit_of_work import Store


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(at("2020-05-08"), ZONE)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A migrated database without a row, made once."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    engine = open_engine(f"sqlite:///{path}")
    bring_up_to_date(engine)
    engine.dispose()
    return path.read_bytes()


@pytest.fixture
def store(tmp_path: Path, empty_database: bytes) -> Iterator[Store]:
    path = tmp_path / "duban.db"
    path.write_bytes(empty_database)
    engine = open_engine(f"sqlite:///{path}")
    yield Store(engine)
    engine.dispose()


@pytest.fixture
async def county(store: Store, clock: FrozenClock) -> AsyncIterator[County]:
    sandbox = Sandbox(TOKEN, now=clock.local)
    await sandbox.start()
    settings = Settings(token=SecretStr(TOKEN), api_url=sandbox.url)
    policy = Policy()
    duban = Duban(settings, policy, clock, store, Pace(10_000, 0, 0))
    await duban.start()
    yield County(sandbox, store, clock, duban, policy)
    await duban.stop()
    await sandbox.stop()
    sandbox.close()
