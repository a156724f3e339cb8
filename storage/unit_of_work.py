"""One transaction and the queries that run in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from sqlalchemy import Engine, NestedTransaction
from sqlmodel import Session

from bot.domain.working_days import WorkingDays
from storage.absences import Absences
from storage.audits import Audits
from storage.bulletins import Bulletins
from storage.campaigns import Campaigns
from storage.cases import Cases
from storage.difficulties import Difficulties
from storage.duties import Duties
from storage.engine import READ_ONLY, UNSYNCED
from storage.facts import Facts
from storage.figures import Figures
from storage.handovers import Handovers
from storage.holidays import Holidays
from storage.identities import Identities
from storage.imports import Imports
from storage.inbox import InboxRows
from storage.instructions import Instructions
from storage.letters import Letters
from storage.milestones import Milestones
from storage.outbox import OutboxRows
from storage.people import People
from storage.procedures import Procedures
from storage.projects import Projects
from storage.questions import Questions
from storage.rankings import Rankings
from storage.reminders import Reminders
from storage.reports import Reports
from storage.returns import Returns
from storage.standings import Standings
from storage.stops import Stops
from storage.successions import Successions
from storage.trail import Trails
from storage.units import Units
from storage.verifications import Verifications


class Work:
    """The open unit of work: queries by noun, all in one transaction.

    One that only reads is not to be written to: what a look would leave behind is left out.
    """

    def __init__(self, session: Session, *, only_reads: bool = False) -> None:
        self.session = session
        self.only_reads = only_reads

    def savepoint(self) -> NestedTransaction:
        """Return a context whose writes are undone, and only they, if it ends with an error.

        Its `rollback` undoes them without one.
        """
        return self.session.connection().begin_nested()

    def forget(self) -> None:
        """Undo all that was done in this unit; it was only tried."""
        self.session.rollback()

    @cached_property
    def people(self) -> People:
        """Persons, units, roles and invites."""
        return People(self.session)

    @cached_property
    def projects(self) -> Projects:
        """Projects."""
        return Projects(self.session)

    @cached_property
    def identities(self) -> Identities:
        """People and units that turn out to be another one."""
        return Identities(self.session)

    @cached_property
    def units(self) -> Units:
        """The register of units."""
        return Units(self.session)

    @cached_property
    def duties(self) -> Duties:
        """Who has which part in a project."""
        return Duties(self.session)

    @cached_property
    def handovers(self) -> Handovers:
        """Duties that pass from one person to another."""
        return Handovers(self.session)

    @cached_property
    def absences(self) -> Absences:
        """Who is away, and who stands in."""
        return Absences(self.session)

    @cached_property
    def milestones(self) -> Milestones:
        """Dated nodes."""
        return Milestones(self.session)

    @cached_property
    def successions(self) -> Successions:
        """Projects that left the lists."""
        return Successions(self.session)

    @cached_property
    def procedures(self) -> Procedures:
        """Permits on their way."""
        return Procedures(self.session)

    @cached_property
    def difficulties(self) -> Difficulties:
        """What holds projects up."""
        return Difficulties(self.session)

    @cached_property
    def instructions(self) -> Instructions:
        """What leaders asked of projects."""
        return Instructions(self.session)

    @cached_property
    def reports(self) -> Reports:
        """Progress told."""
        return Reports(self.session)

    @cached_property
    def returns(self) -> Returns:
        """Monthly investment returns."""
        return Returns(self.session)

    @cached_property
    def bulletins(self) -> Bulletins:
        """Bulletins, from draft to issue."""
        return Bulletins(self.session)

    @cached_property
    def letters(self) -> Letters:
        """What the weekly letter adds up."""
        return Letters(self.session)

    @cached_property
    def campaigns(self) -> Campaigns:
        """Drives with a list of their own."""
        return Campaigns(self.session)

    @cached_property
    def standings(self) -> Standings:
        """How projects stood, day by day."""
        return Standings(self.session)

    @cached_property
    def figures(self) -> Figures:
        """What a stored day adds up to."""
        return Figures(self.session)

    @cached_property
    def verifications(self) -> Verifications:
        """States as reported."""
        return Verifications(self.session)

    @cached_property
    def rankings(self) -> Rankings:
        """Weekly rankings."""
        return Rankings(self.session)

    @cached_property
    def trail(self) -> Trails:
        """Who changed what."""
        return Trails(self.session)

    @cached_property
    def imports(self) -> Imports:
        """Ledger files."""
        return Imports(self.session, "ledger")

    @cached_property
    def registers(self) -> Imports:
        """Registers of units that came in."""
        return Imports(self.session, "register")

    @cached_property
    def reminders(self) -> Reminders:
        """The rung ledger."""
        return Reminders(self.session)

    @cached_property
    def cases(self) -> Cases:
        """Overdue cases and their steps."""
        return Cases(self.session)

    @cached_property
    def audits(self) -> Audits:
        """Self-audits."""
        return Audits(self.session)

    @cached_property
    def stops(self) -> Stops:
        """Seasons in which projects rest."""
        return Stops(self.session)

    @cached_property
    def holidays(self) -> Holidays:
        """Holiday notices."""
        return Holidays(self.session)

    @cached_property
    def working_days(self) -> WorkingDays:
        """The county's working days, with what the office entered."""
        return WorkingDays(self.holidays.overrides())

    @cached_property
    def questions(self) -> Questions:
        """What was asked back."""
        return Questions(self.session)

    @cached_property
    def inbox(self) -> InboxRows:
        """Updates that came in."""
        return InboxRows(self.session)

    @cached_property
    def outbox(self) -> OutboxRows:
        """Messages that go out."""
        return OutboxRows(self.session)

    @cached_property
    def facts(self) -> Facts:
        """Single values and the lease."""
        return Facts(self.session)


class Store:
    """Opens units of work."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._reader = engine.execution_options(**{READ_ONLY: True})
        self._unsynced = engine.execution_options(**{UNSYNCED: True})

    @contextmanager
    def begin(self) -> Iterator[Work]:
        """Open a unit that commits at its end and is undone whole if anything raises."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield Work(session)

    @contextmanager
    def begin_unsynced(self) -> Iterator[Work]:
        """Open a unit like `begin` that does not wait for the disk.

        A crash of the program costs it nothing. A power cut may undo it, so it is for what would
        then only be done again: claiming and settling messages, which may go out twice.
        """
        with Session(self._unsynced, expire_on_commit=False) as session, session.begin():
            yield Work(session)

    @contextmanager
    def read(self) -> Iterator[Work]:
        """Open a unit that reads one consistent state and writes nothing."""
        with Session(self._reader, expire_on_commit=False) as session:
            yield Work(session, only_reads=True)
