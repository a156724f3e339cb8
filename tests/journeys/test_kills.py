"""A hundred kills between poll and sent: no reply lost, no reminder lost, none stored twice."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from county import TOKEN, County, at
from mortal_bot import POINTS, Lives
from pydantic import SecretStr
from sqlalchemy import select

from bot.app import Duban
from bot.delivery.pace import Pace
from bot.domain.ledger_rows import LedgerFile, LedgerRow
from bot.domain.terms import Kind, MilestoneKind
from bot.sandbox import Message, Person
from bot.services.services import Services
from bot.settings import Settings
from storage.engine import open_engine
from storage.statements import table_of
from storage.tables import Duty, Inbox, InboxState, Outbox, OutboxState, Reminder, ReminderState, Report
from storage.unit_of_work import Store

FIRST_DAY = date(2020, 6, 1)
DAYS = 10
OWNERS = ("甲海", "乙河", "丙江", "丁山", "戊原", "己川")
A_LIFE = 3
"""Replies said before each life: by so many people, so that every point is passed so often."""


@dataclass
class Owner:
    """A responsible person, the project they talk about, and how far they say it is."""

    person: Person
    code: str
    said: list[Message] = field(default_factory=list)

    @property
    def last_receipt(self) -> str:
        return f"→ {len(self.said)}%"


def _row(number: int, name: str, owner: str, deadline: date) -> LedgerRow:
    return LedgerRow(
        row=number,
        name=name,
        kind=Kind.CONTINUED,
        total_wan=Decimal(9000),
        plan_wan=Decimal(3000),
        done_year_wan=None,
        cumulative_wan=None,
        leaders=("才仁巴桑",),
        line_leaders=(),
        owner=f"{owner}局",
        co_owners=(),
        person=owner,
        phone=None,
        deadline=deadline,
        deadline_kind=MilestoneKind.FINISH,
        start=None,
        township=None,
    )


def _ledger() -> LedgerFile:
    """Each owner has one project far off, to talk of, and two with a rung on every one of the days."""
    deadlines = {"远": date(2021, 12, 31), "近": FIRST_DAY + timedelta(days=1), "中": FIRST_DAY + timedelta(days=7)}
    rows = [
        _row(number, f"{owner}{name}期工程", owner, deadline)
        for number, (owner, (name, deadline)) in enumerate(
            ((owner, each) for owner in OWNERS for each in deadlines.items()), 2
        )
    ]
    return LedgerFile("台账", tuple(rows), (), ())


def _import(county: County) -> dict[str, str]:
    with county.store.begin() as work:
        services = Services(work, county.clock, county.policy)
        batch = services.imports.preview(None, "台账.xlsx", _ledger()).batch_id
        from bot.domain.records import Source
        services.imports.apply(None, batch, Source())
    with county.store.read() as work:
        return {each.name: each.code for each in work.projects.all()}
