"""A hundred kills between poll and sent: no reply lost, no reminder lost, none stored twice."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from county import TOKEN, County, at
from mortal_bot import POINTS, Lives
from pydantic import SecretStr
from sqlalchemy import select
from sqlmodel import SQLModel

from bot.app import Duban
from bot.clock import FrozenClock
from bot.delivery.pace import Pace
from bot.domain.ledger_rows import LedgerFile, LedgerRow
from bot.domain.records import Source
from bot.domain.terms import Kind, MilestoneKind
from bot.domain.working_days import WorkingDays
from bot.sandbox import Message, Person
from bot.services.services import Services
from bot.settings import Settings
from storage.engine import open_engine
from storage.statements import table_of
from storage.tables import Duty, Inbox, Outbox, Reminder, Report
from storage.unit_of_work import Store

OWNERS = ("甲海", "乙河", "丙江", "丁山", "戊原")
LEADER = "才仁巴桑"
DAYS = list(islice(WorkingDays().after(date(2020, 5, 31)), 10))
# The first is far off, to be talked of; of the others one rung or another falls on each of DAYS.
DEADLINES = (date(2021, 12, 31), DAYS[1], DAYS[8])
REPLIES_A_LIFE = 3
"""By so many people: enough messages that each life comes by its point."""

Key = tuple[int, int, int, int]


@dataclass
class Owner:
    """A responsible person, the project they talk of, and what they said: 1%, 2%, 3% ..."""

    person: Person
    code: str
    said: list[Message] = field(default_factory=list)


async def test_a_hundred_kills_lose_nothing_and_store_nothing_twice(
    county: County, tmp_path: Path
) -> None:
    owners = await _people_at_work(county)
    everybody = county.sandbox.persons
    control = _copied(county.store, tmp_path / "control.db")

    kills = await _campaign(county, owners)

    assert kills == dict.fromkeys(POINTS, len(DAYS))
    assert kills.total() == 100
    _assert_each_reply_stands_once_and_is_answered_in_order(county, owners)
    _assert_each_reminder_exists_once_and_arrived(county, control)
    _assert_sent_is_what_arrived_and_copies_are_alike(county, everybody)
    assert {row["state"] for row in _rows(county.store, Inbox)} == {"done"}
    assert {row["told_at"] for row in _rows(county.store, Duty)}.isdisjoint({None})


# the campaign


async def _people_at_work(county: County) -> list[Owner]:
    """Take the ledger in, link everybody, and let the bot end in peace."""
    with county.store.begin() as work:
        imports = Services(work, county.clock, county.policy).imports
        imports.apply(None, imports.preview(None, "台账.xlsx", _ledger()).batch_id, Source())
    await county.link("王主任", role="office")
    await county.link(LEADER)
    with county.store.read() as work:
        codes = {each.name: each.code for each in work.projects.all()}
    owners = [Owner(await county.link(name), codes[f"{name}一期工程"]) for name in OWNERS]
    await county.duban.stop()
    return owners


async def _campaign(county: County, owners: Sequence[Owner]) -> Counter[str]:
    """Each day each point kills once, while people talk; then one life is left in peace."""
    kills: Counter[str] = Counter()
    luck = Random(20200508)  # noqa: S311 -- the same campaign every time
    planned, rendered = "planned, not committed", "rendered, not committed"
    others = [point for point in POINTS if point not in {planned, rendered}]
    database = county.store.engine.url.render_as_string()
    async with Lives(database, county.sandbox.url) as lives:
        for day in DAYS:
            county.clock.set(at(day.isoformat(), "08:30"))
            # In the morning there is something to plan, and then something to render.
            for point in (planned, rendered, *luck.sample(others, len(others))):
                _talk(county, luck.sample(owners, REPLIES_A_LIFE))
                await lives.live(county.clock.now(), point, luck.choice(POINTS[point].passes))
                kills[point] += 1
            await _a_life_in_peace(county, owners)
    return kills


def _talk(county: County, owners: Sequence[Owner]) -> None:
    for owner in owners:
        text = f"{owner.code} {len(owner.said) + 1}%"
        owner.said.append(county.sandbox.say(owner.person, text))


async def _a_life_in_peace(county: County, owners: Sequence[Owner]) -> None:
    settings = Settings(token=SecretStr(TOKEN), api_url=county.sandbox.url)
    duban = Duban(settings, county.policy, county.clock, county.store, Pace(10_000, 0, 0))
    await duban.start()
    for owner in owners:
        await county.sandbox.wait_for(owner.person, f"→ {len(owner.said)}%")
    await duban.settled()
    await duban.stop()


def _ledger() -> LedgerFile:
    names = [(owner, part) for owner in OWNERS for part in zip("一二三", DEADLINES, strict=True)]
    rows = [
        _row(number, f"{owner}{phase}期工程", owner, deadline)
        for number, (owner, (phase, deadline)) in enumerate(names, start=2)
    ]
    return LedgerFile("台账", tuple(rows), (), ())


def _row(number: int, name: str, owner: str, deadline: date) -> LedgerRow:
    return LedgerRow(
        row=number,
        name=name,
        kind=Kind.CONTINUED,
        total_wan=Decimal(9000),
        plan_wan=Decimal(3000),
        done_year_wan=None,
        cumulative_wan=None,
        leaders=(LEADER,),
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


# the counts


def _assert_each_reply_stands_once_and_is_answered_in_order(
    county: County, owners: Sequence[Owner]
) -> None:
    said = {(message.chat_id, message.id) for owner in owners for message in owner.said}
    reports = _rows(county.store, Report)
    told = Counter((row["chat_id"], row["message_id"]) for row in reports)
    assert told == dict.fromkeys(said, 1)
    for owner in owners:
        standing = [row["percent"] for row in reports if row["chat_id"] == owner.person.id]
        assert standing == list(range(1, len(owner.said) + 1))
        texts = [message.text for message in _from_bot(county, owner.person)]
        first = [_first_with(f"→ {n}%", texts) for n in range(1, len(owner.said) + 1)]
        assert first == sorted(first)


def _assert_each_reminder_exists_once_and_arrived(county: County, control: str) -> None:
    """Compare with the same days planned without a kill, and look into the chats."""
    reminders = _rows(county.store, Reminder)
    assert Counter(map(_key, reminders)) == Counter(_planned_in_peace(county, control))
    assert {row["state"] for row in reminders} == {"sent"}
    outbox = {row["id"]: row for row in _rows(county.store, Outbox)}
    with county.store.read() as work:
        codes = {each.id: each.code for each in work.projects.all()}
    for row in reminders:
        sent = outbox[row["outbox_id"]]
        message = county.sandbox.chats.message(sent["chat_id"], sent["message_id"])
        assert message is not None
        shown = [message.text, *(button.text for button in message.buttons)]
        assert any(codes[row["project_id"]] in words for words in shown)
        assert sent["person_id"] == row["person_id"]


def _assert_sent_is_what_arrived_and_copies_are_alike(
    county: County, everybody: Sequence[Person]
) -> None:
    outbox = _rows(county.store, Outbox)
    assert {row["state"] for row in outbox} == {"sent"}
    copies = 0
    for person in everybody:
        arrived = {message.id: message.text for message in _from_bot(county, person)}
        rows = [row for row in outbox if row["chat_id"] == person.id]
        texts = [arrived.pop(row["message_id"]) for row in rows]
        assert len(set(texts)) == len(texts)
        assert all(text.endswith(_mark(row)) for row, text in zip(rows, texts, strict=True))
        assert set(arrived.values()) <= set(texts)
        copies += len(arrived)
    # One for each kill after Telegram took it; of each kill no more than one a chat.
    assert len(DAYS) <= copies <= len(DAYS) * len(POINTS) * len(everybody)


def _planned_in_peace(county: County, control: str) -> list[Key]:
    engine = open_engine(control)
    store = Store(engine)
    for day in DAYS:
        clock = FrozenClock(at(day.isoformat(), "08:30"), county.clock.zone)
        with store.begin() as work:
            Services(work, clock, county.policy).reminders.plan()
    planned = [_key(row) for row in _rows(store, Reminder)]
    engine.dispose()
    return planned


def _copied(store: Store, path: Path) -> str:
    with (
        closing(sqlite3.connect(str(store.engine.url.database))) as original,
        closing(sqlite3.connect(path)) as copy,
    ):
        original.backup(copy)
    return f"sqlite:///{path}"


def _rows(store: Store, table: type[SQLModel]) -> list[dict[str, Any]]:
    with store.read() as work:
        found = work.session.execute(select(table_of(table)).order_by(table_of(table).c.id))
        return [dict(row) for row in found.mappings()]


def _key(row: dict[str, Any]) -> Key:
    return row["milestone_id"], row["deadline_revision"], row["rung"], row["person_id"]


def _mark(row: dict[str, Any]) -> str:
    return f"#r{row['id']}" if row["body"].get("marked") else ""


def _from_bot(county: County, person: Person) -> list[Message]:
    return [message for message in county.sandbox.messages(person) if message.from_bot]


def _first_with(words: str, texts: Sequence[str]) -> int:
    place = next((place for place, text in enumerate(texts) if words in text), None)
    assert place is not None, f"{words} is missing"
    return place
