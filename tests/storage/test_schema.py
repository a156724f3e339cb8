"""The migrations make exactly the tables of `storage.tables`, on either database."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlmodel import SQLModel

import storage.tables  # noqa: F401 -- registers the tables
from storage.schema import (
    MIGRATIONS,
    VERSION,
    NewerDatabaseError,
    bring_up_to_date,
    schema_version,
)


def test_a_fresh_database_is_brought_up_to_date(fresh: Engine) -> None:
    assert schema_version(fresh) is None
    bring_up_to_date(fresh)
    assert schema_version(fresh) == VERSION


def test_bringing_up_to_date_twice_changes_nothing(fresh: Engine) -> None:
    bring_up_to_date(fresh)
    before = _columns(fresh)
    bring_up_to_date(fresh)
    assert _columns(fresh) == before


def test_a_newer_database_is_refused_and_left_alone(fresh: Engine) -> None:
    bring_up_to_date(fresh)
    with fresh.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabaseError) as refused:
        bring_up_to_date(fresh)
    assert refused.value.found == "9999"
    assert schema_version(fresh) == "9999"


def test_the_migrated_database_has_the_columns_of_the_models_and_no_others(
    engine: Engine,
) -> None:
    modelled = {
        table.name: {column.name: column.nullable for column in table.columns}
        for table in SQLModel.metadata.sorted_tables
    }
    assert _columns(engine) == modelled


def test_a_new_migration_would_be_empty(engine: Engine) -> None:
    """Types, keys, references and indexes too: autogenerate finds no difference."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_partial_indexes_cover_what_the_models_say(engine: Engine) -> None:
    """Autogenerate does not compare the condition of an index."""
    for table in SQLModel.metadata.sorted_tables:
        made = {each["name"]: each for each in inspect(engine).get_indexes(table.name)}
        for index in table.indexes:
            condition = index.info.get("where")
            found = made[str(index.name)].get("dialect_options", {})
            where = found.get(f"{engine.dialect.name}_where")
            assert (where is None) == (condition is None), index.name


def _columns(engine: Engine) -> dict[str, dict[str, bool]]:
    inspector = inspect(engine)
    return {
        table: {each["name"]: each["nullable"] for each in inspector.get_columns(table)}
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def test_duties_of_an_earlier_version_are_kept_and_line_leaders_get_theirs(
    fresh: Engine,
) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with fresh.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0006")
        for statement in _AN_EARLIER_DAY:
            connection.execute(text(statement))
    bring_up_to_date(fresh)
    with fresh.connect() as connection:
        found = connection.execute(
            text("SELECT person_id, role, until FROM duty ORDER BY person_id")
        )
        assert found.all() == [(1, "responsible", None), (2, "line_leader", None)]


_AN_EARLIER_DAY = (
    "INSERT INTO unit (id, name, line_leader_id) VALUES (1, '县水务局', 2)",
    "INSERT INTO person (id, name, language) VALUES (1, '李岩', 'zh'), (2, '赵副县长', 'zh')",
    (
        "INSERT INTO project (id, code, name, name_key, kind, owner_unit_id, total_wan, works_state, "
        "state_verified, created_at) VALUES (1, 'P01', '水库', '水库', '续建', 1, 1, 'started', "
        "true, '2020-05-08 00:00:00+00')"
    ),
    (
        "INSERT INTO duty (project_id, person_id, role, position, since) "
        "VALUES (1, 1, 'responsible', 0, '2020-05-08 00:00:00+00')"
    ),
)
