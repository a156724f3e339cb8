"""Statements that both databases spell in their own dialect."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Insert, String, Table, literal_column
from sqlalchemy.dialects import sqlite
from sqlmodel import Session, SQLModel


def table_of(model: type[SQLModel]) -> Table:
    """Return the plain table behind *model*, for set-based statements."""
    table: Table = model.__table__  # type: ignore[attr-defined]  # SQLModel sets it at run time
    return table


def literal(word: StrEnum) -> ColumnElement[str]:
    """Return *word* spelled out in the statement: a partial index serves no bound parameter."""
    return literal_column(f"'{word.value}'", String)


def insert_new(session: Session, model: type[SQLModel]) -> Insert:
    """Return an insert that passes over rows already there; `RETURNING` tells which went in.

    `rowcount` would report 0 on PostgreSQL although rows went in.
    """
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table_of(model)).on_conflict_do_nothing()
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 -- a twentieth of the start-up

    return postgresql.insert(table_of(model)).on_conflict_do_nothing()


def insert_new_rows(
    session: Session, model: type[SQLModel], rows: Sequence[Mapping[str, Any]]
) -> list[int]:
    """Insert those of *rows* that are not there yet and return the ids of these."""
    if not rows:
        return []
    statement = insert_new(session, model).returning(table_of(model).c.id)
    return list(session.execute(statement, list(rows)).scalars())
