"""A ledger file: shown first, applied whole or not at all, undone with one tap."""

from datetime import timedelta
from typing import Any

from pydantic import TypeAdapter

from bot.clock import Clock
from bot.domain.errors import ImportLeanedOnError, ImportSettledError, ImportTooOldError
from bot.domain.ledger_rows import LedgerFile
from bot.domain.outcomes import (
    CardsSent,
    ChangedProject,
    ImportApplied,
    ImportCancelled,
    ImportPreview,
    ImportUndone,
    Refusal,
)
from bot.domain.permissions import Action
from bot.domain.records import Person, Source
from bot.services.access import require
from bot.services.digests import Digests
from bot.services.ledger_changes import Comparison, Register, compare
from bot.services.ledger_writing import LedgerWriter
from storage.tables import ImportBatch
from storage.trail import Change
from storage.unit_of_work import Work

UNDO_WITHIN = timedelta(days=1)
_LEDGER = TypeAdapter(LedgerFile)


class Imports:
    """Takes ledger files in."""

    def __init__(self, work: Work, clock: Clock, digests: Digests) -> None:
        self.work = work
        self.clock = clock
        self.digests = digests

    def preview(self, person: Person | None, file_name: str, ledger: LedgerFile) -> ImportPreview:
        """Keep what a file said and return what applying it would do; nothing changes yet."""
        if person is not None:
            require(person, Action.IMPORT_LEDGER)
        stored = _LEDGER.dump_python(ledger, mode="json")
        batch_id = self.work.imports.add(
            person.id if person else None, file_name, stored, self.clock.now()
        )
        return _preview(batch_id, file_name, ledger, self._compare(ledger))

    def apply(self, person: Person | None, batch_id: int, source: Source) -> ImportApplied:
        """Take the accepted rows of a file into the ledger; nobody is told before the morning.

        Raises:
            ImportSettledError: The file was applied or cancelled before.
        """
        if person is not None:
            require(person, Action.IMPORT_LEDGER)
        batch = self._waiting(batch_id, "waiting", "applied")
        ledger = _LEDGER.validate_python(batch.ledger)
        comparison = self._compare(ledger)
        reason = f"import {batch_id} {batch.file_name}"
        writer = LedgerWriter(self.work, self.clock, person, source, reason)
        effects = writer.write(comparison)
        self.work.imports.change(batch_id, effects=effects, ended_at=self.clock.now())
        not_linked = len(self.work.people.not_linked())
        return ImportApplied(
            batch_id=batch_id,
            file_name=batch.file_name,
            new=len(comparison.new),
            changed=len(comparison.changed),
            refused=len(ledger.rejected) + len(comparison.refused),
            not_linked=not_linked,
            told=0,
        )

    def cancel(self, person: Person, batch_id: int) -> ImportCancelled:
        """Put a file aside.

        Raises:
            ImportSettledError: The file was applied or cancelled before.
        """
        require(person, Action.IMPORT_LEDGER)
        batch = self._waiting(batch_id, "waiting", "cancelled")
        return ImportCancelled(batch.file_name)

    def undo(self, person: Person, batch_id: int, source: Source) -> ImportUndone:
        """Take back all that an import did, unless later work leans on it.

        Raises:
            ImportSettledError: It is not applied, or undone already.
            ImportTooOldError: A day has gone by.
            ImportLeanedOnError: Reports or a later file lean on it.
        """
        require(person, Action.UNDO_IMPORT)
        batch = self._waiting(batch_id, "applied", "undone")
        if batch.ended_at is None or self.clock.now() - batch.ended_at > UNDO_WITHIN:
            raise ImportTooOldError(int(UNDO_WITHIN.total_seconds() // 3600))
        later = self.work.imports.last_applied()
        if later is not None and later.id is not None and later.id > batch_id:
            raise ImportLeanedOnError(0, later.file_name)
        effects: dict[str, Any] = batch.effects or {}
        touched = [*effects["projects"], *(each["id"] for each in effects["changed"])]
        reports = self.work.reports.on_projects(touched, since=batch.ended_at)
        if reports:
            raise ImportLeanedOnError(reports)
        writer = LedgerWriter(self.work, self.clock, person, source, f"undo of import {batch_id}")
        writer.take_back(effects)
        self.work.imports.change(batch_id, ended_at=self.clock.now())
        return ImportUndone(batch.file_name, len(effects["projects"]), len(effects["changed"]))

    def send_cards_now(self, person: Person, batch_id: int) -> CardsSent:
        """Send the assignment cards at once instead of the next morning."""
        require(person, Action.SEND_NOW)
        batch = self.work.imports.get(batch_id)
        if batch is None or batch.state != "applied":
            raise ImportSettledError(batch.state if batch else "gone")
        now = self.clock.now()
        change = Change("import", batch_id, "cards_sent_at", batch.cards_sent_at, now)
        self.work.imports.change(batch_id, cards_sent_at=now)
        self.work.trail.add([change], now, person.id, Source())
        return self.digests.send_cards_now()

    def _compare(self, ledger: LedgerFile) -> Comparison:
        return compare(ledger, self.work.projects.all(), self._register())

    def _register(self) -> Register:
        people = {each.id: each.name for each in self.work.people.in_county()}
        leaders = self.work.people.line_leaders()
        return Register(
            units=self.work.people.units(),
            line_leaders={
                unit: people[leader] for unit, leader in leaders.items() if leader in people
            },
        )

    def _waiting(self, batch_id: int, old: str, new: str) -> ImportBatch:
        batch = self.work.imports.get(batch_id)
        if batch is None or not self.work.imports.move(batch_id, old, new):
            raise ImportSettledError(batch.state if batch else "gone")
        return batch


def _preview(
    batch_id: int, file_name: str, ledger: LedgerFile, comparison: Comparison
) -> ImportPreview:
    return ImportPreview(
        batch_id=batch_id,
        file_name=file_name,
        new=len(comparison.new),
        changed=tuple(
            ChangedProject(each.project.code, each.project.name, each.changes)
            for each in comparison.changed
        ),
        unchanged=comparison.unchanged,
        missing=tuple(f"{each.code} {each.name}" for each in comparison.missing),
        refused=tuple(
            Refusal(each.row, each.name, each.reason.value, each.cell, each.text)
            for each in (*ledger.rejected, *comparison.refused)
        ),
        warned=sum(1 for row in ledger.accepted if row.warnings),
        unread_sheets=ledger.unread_sheets,
    )
