"""A county in which p1 has been imported and the whole cast has opened its chats."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cast import county_database

from storage.engine import open_engine
from storage.unit_of_work import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "duban.db"
    path.write_bytes(county_database())
    engine = open_engine(f"sqlite:///{path}")
    yield Store(engine)
    engine.dispose()
