"""A county in which p1 has been imported, and the cast."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cast import Cast, county_database

from bot.clock import FrozenClock
from bot.domain.terms import Role
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


@pytest.fixture
def aware_cast(cast: Cast) -> Cast:
    """The cast, all linked, each of whom knows of their projects."""
    cast.link(*Role)
    with cast.services() as services:
        for person in services.work.people.everybody():
            services.work.duties.aware(person.id, cast.clock.now())
    return cast
