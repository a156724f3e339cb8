"""Brings the database to the version this program knows."""

from pathlib import Path

from sqlalchemy import Engine, inspect, text

VERSION = "0015"
"""The newest migration; versions count upwards so that an older program can tell a newer database."""

MIGRATIONS = Path(__file__).parent / "migrations"


class NewerDatabaseError(Exception):
    """The database was made by a later version of the program."""

    def __init__(self, found: str) -> None:
        super().__init__(f"database is at version {found}, this program knows {VERSION}")
        self.found = found


class ForeignDatabaseError(Exception):
    """The database holds tables that are none of ours."""


def schema_version(engine: Engine) -> str | None:
    """Return the version of the database, None if it is empty; plain SQL, so it costs nothing.

    Raises:
        ForeignDatabaseError: It belongs to another program.
    """
    with engine.connect() as connection:
        if inspect(connection).has_table("alembic_version"):
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            if found is not None and not found.isdigit():  # another program's Alembic
                raise ForeignDatabaseError
            return found
        if inspect(connection).get_table_names():
            raise ForeignDatabaseError
        return None


def bring_up_to_date(engine: Engine) -> None:
    """Migrate the database if its version differs.

    Alembic is loaded only then: its import alone costs a third of the start-up.

    Raises:
        NewerDatabaseError: The database is newer than this program.
        ForeignDatabaseError: It belongs to another program.
    """
    found = schema_version(engine)
    if found == VERSION:
        return
    if found is not None and found > VERSION:
        raise NewerDatabaseError(found)
    from alembic import command  # noqa: PLC0415 -- see above
    from alembic.config import Config  # noqa: PLC0415 -- see above

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
