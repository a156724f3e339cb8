"""Statements that both databases spell in their own dialect."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
    Table,
    Update,
    bindparam,
    literal_column,
    update,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.dml import ReturningInsert
from sqlmodel import Session, SQLModel


def table_of(model: type[SQLModel]) -> Table:
    """Return the plain table behind *model*, for set-based statements."""
    table: Table = model.__table__  # type: ignore[attr-defined]  # SQLModel sets it at run time
    return table


def literal(word: StrEnum) -> ColumnElement[str]:
    """Return *word* spelled out in the statement: a partial index serves no bound parameter."""
    return literal_column(f"'{word.value}'", String)


def change_row(model: type[SQLModel]) -> Update:
    """Return the statement that sets the fields it is given of the row with the number `row`."""
    table = table_of(model)
    return update(table).where(table.c.id == bindparam("row"))


def insert_new(session: Session, model: type[SQLModel]) -> ReturningInsert[Any]:
    """Return an insert that passes over rows already there and returns the keys of the others.

    `rowcount` would report 0 on PostgreSQL although rows went in.
    """
    return _insert_new(session.get_bind().dialect.name, table_of(model))


@cache  # making a statement takes as long as running it
def _insert_new(dialect: str, table: Table) -> ReturningInsert[Any]:
    if dialect == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing().returning(*table.primary_key.columns)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 -- a twentieth of the start-up

    statement = postgresql.insert(table).on_conflict_do_nothing()
    return statement.returning(*table.primary_key.columns)


def insert_new_rows(
    session: Session, model: type[SQLModel], rows: Sequence[Mapping[str, Any]]
) -> list[int]:
    """Insert those of *rows* that are not there yet and return the ids of these."""
    if not rows:
        return []
    return list(session.execute(insert_new(session, model), list(rows)).scalars())
