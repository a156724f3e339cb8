"""The fixed cast: a person for each role, and a county in which p1 has been imported."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from county import P1, ZONE, County, at

from bot.clock import FrozenClock
from bot.domain.outcomes import Ask, Receipt, ReportUndone
from bot.domain.policies import Policy
from bot.domain.records import Person, Project, Source
from bot.domain.terms import Role
from bot.sandbox import Person as SandboxPerson
from bot.services.services import Services
from bot.workbooks.ledgers import read_ledger
from storage.engine import open_engine
from storage.schema import bring_up_to_date
from storage.statements import table_of
from storage.tables import Outbox
from storage.unit_of_work import Store

UNIT = "县住建局"
"""Owner of P02 县城主街道建设项目, with which each of the cast has to do as their role says."""

CAST = {
    Role.CHIEF: "县委书记",
    Role.LEADER: "马国栋",
    Role.LINE_LEADER: "赵副县长",
    Role.UNIT_HEAD: "何局长",
    Role.RESPONSIBLE: "陈海平",
    Role.LIAISON: "联络员小林",
    Role.OFFICE: "王主任",
    Role.PLANNING: "发改局老孙",
    Role.STATISTICS: "统计局老钱",
    Role.FINANCE: "财政局老李",
    Role.READER: "审计局老周",
}
_OF_THE_UNIT = {Role.UNIT_HEAD, Role.RESPONSIBLE, Role.LIAISON}


@cache
def county_database() -> bytes:
    """Return a database that holds p1 and the cast, nobody of it linked; made once a session."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "county.db"
        engine = open_engine(f"sqlite:///{path}")
        bring_up_to_date(engine)
        clock = FrozenClock(at("2020-05-08"), ZONE)
        with Store(engine).begin() as work:
            _populate(Services(work, clock, Policy()))
        engine.dispose()
        return path.read_bytes()


def _populate(services: Services) -> None:
    ledger = read_ledger(P1.read_bytes(), P1.name, services.clock.today())
    batch = services.imports.preview(None, P1.name, ledger).batch_id
    services.imports.apply(None, batch, Source())
    for role, name in CAST.items():
        unit = UNIT if role in _OF_THE_UNIT else None
        services.people.invite(name, "duban_bot", unit=unit, role=role)
    work = services.work
    line_leader = id_of(services, Role.LINE_LEADER)
    work.people.change_unit(work.people.units()[UNIT], line_leader_id=line_leader)
    project = services.projects.find("P02")
    tomorrow = services.clock.today() + timedelta(days=1)
    work.duties.renew_line_leaders(services.clock.now(), tomorrow)
    work.duties.add(
        [
            {
                "project_id": project.id,
                "person_id": id_of(services, Role.LIAISON),
                "role": Role.LIAISON,
                "position": 0,
                "since": services.clock.now(),
                "card_due_on": tomorrow,
            }
        ]
    )


def id_of(services: Services, role: Role) -> int:
    """Return the number of the one of the cast who plays *role*."""
    (person,) = services.work.people.by_name(CAST[role])
    return person.id


def seat(county: County, role: Role) -> SandboxPerson:
    """Let one of the cast open their chat with the bot, without the way through an invite."""
    person = county.sandbox.add_person(CAST[role])
    start_chat(county, person)
    with county.store.begin() as work:
        (record,) = work.people.by_name(person.name)
        work.people.change(record.id, chat_id=person.id, linked_at=county.clock.now())
    return person


def start_chat(county: County, person: SandboxPerson) -> None:
    """Let somebody press Start without saying anything: from then on the bot may write to them."""
    chat = county.sandbox.chats.find(person.id)
    assert chat is not None
    chat.started = True


@dataclass
class Cast:
    """The cast at work below the handlers: each thing said or done is a unit of its own."""

    store: Store
    clock: FrozenClock
    policy: Policy = field(default_factory=Policy)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @contextmanager
    def services(self) -> Iterator[Services]:
        """Open the use cases in one unit of work."""
        with self.store.begin() as work:
            yield Services(work, self.clock, self.policy)

    def link(self, *roles: Role) -> None:
        """Let those of the cast open their chats; the number of a chat is 1000 + the person's."""
        with self.services() as services:
            for role in roles:
                number = id_of(services, role)
                services.work.people.change(number, chat_id=1000 + number)

    def morning(self, day: str, hour: str = "08:30") -> int:
        """Let a morning come; return how many bundled messages were queued."""
        self.clock.set(at(day, hour))
        with self.services() as services:
            services.reminders.plan()
            return services.digests.queue()

    def person(self, services: Services, role: Role) -> Person:
        """Return the one of the cast who plays *role*."""
        return services.work.people.by_id(id_of(services, role))

    def hear(self, role: Role, text: str, *, about: Sequence[int] = ()) -> list[Any]:
        """Let somebody write *text*; return what they are answered."""
        with self.services() as services:
            person = self.person(services, role)
            source = Source(1000 + person.id, next(self.numbers))
            return list(services.replies.hear(person, text, source, about=about))

    def report(self, text: str, role: Role = Role.RESPONSIBLE) -> Receipt:
        """Let somebody report what is clear; return the receipt."""
        (receipt,) = self.hear(role, text)
        assert isinstance(receipt, Receipt), receipt
        return receipt

    def choose(self, role: Role, asked: Ask, index: int | None) -> list[Any]:
        """Let somebody tap a choice below a question."""
        with self.services() as services:
            person = self.person(services, role)
            return list(services.taps.choose(person, asked.question_id, index))

    def undo(self, report_id: int, role: Role = Role.RESPONSIBLE) -> ReportUndone:
        """Let somebody take a report back."""
        with self.services() as services:
            person = self.person(services, role)
            return services.reports.undo(person, report_id, Source(1000 + person.id, None))

    def order(self, line: str, role: Role = Role.OFFICE) -> Any:
        """Let somebody give an order in a line; return what they are answered."""
        with self.services() as services:
            person = self.person(services, role)
            source = Source(1000 + person.id, next(self.numbers))
            return services.orders.hear(person, line, source)

    def id_of(self, role: Role) -> int:
        """Return the number of the one of the cast who plays *role*."""
        with self.services() as services:
            return id_of(services, role)

    def queued(self, kind: str) -> list[Any]:
        """Return the rows of the outbox that wait to be made as *kind*."""
        with self.services() as services:
            rows = services.work.session.execute(table_of(Outbox).select()).all()
            return [row for row in rows if row.render and row.render["kind"] == kind]

    def project(self, code: str = "P02") -> Project:
        """Return a project as it stands in the store."""
        with self.services() as services:
            return services.projects.find(code)
