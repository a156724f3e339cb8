"""A county in which p1 has been imported, and the cast."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cast import Cast, county_database

from bot.clock import FrozenClock
from storage.engine import open_engine
from storage.unit_of_work import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "duban.db"
    path.write_bytes(county_database())
    engine = open_engine(f"sqlite:///{path}")
    yield Store(engine)
    engine.dispose()


@pytest.fixture
def cast(store: Store, clock: FrozenClock) -> Cast:
    return Cast(store, clock)
