"""A ledger file: shown first, applied whole or not at all, undone with one tap."""

from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter

from bot.clock import Clock
from bot.domain.errors import (
    ImportLeanedOnError,
    ImportSettledError,
    ImportTooOldError,
    OldButtonError,
)
from bot.domain.ledger_rows import LedgerFile, RejectedRow
from bot.domain.outcomes import (
    CardsSent,
    ImportApplied,
    ImportCancelled,
    ImportPreview,
    ImportUndone,
)
from bot.domain.permissions import Action
from bot.domain.records import Person, Source
from bot.services.access import require
from bot.services.digests import Digests
from bot.services.import_previews import preview_of
from bot.services.lacks import Lack
from bot.services.ledger_changes import Comparison, Register, changed_since, compare
from bot.services.ledger_matches import NEW_PROJECT
from bot.services.ledger_writing import LedgerWriter
from bot.services.trail_reasons import import_reason
from storage.tables import ImportBatch
from storage.trail import Change
from storage.unit_of_work import Work

UNDO_WITHIN = timedelta(days=1)
REASON = "order_import_reason"
"""The question why a file changes the plan."""

SHORTEST_REASON = 4
"""Characters: below it stands a greeting rather than a reason."""

MOST_EXAMPLES = 20
MOST_CHANGES = 100_000
"""Changes since an export that are looked at; with more of them it is another ledger."""

_LEDGER = TypeAdapter(LedgerFile)
_REFUSED = TypeAdapter(list[RejectedRow])


class Imports:
    """Takes ledger files in."""

    def __init__(self, work: Work, clock: Clock, digests: Digests) -> None:
        self.work = work
        self.clock = clock
        self.digests = digests

    def preview(
        self, person: Person | None, file_name: str, ledger: LedgerFile, data: bytes | None = None
    ) -> ImportPreview:
        """Keep what a file said and return what applying it would do; nothing changes yet.

        Its bytes are kept if rows were refused, to be sent back with what is wrong in each.
        """
        if person is not None:
            require(person, Action.IMPORT_LEDGER)
        stored = _LEDGER.dump_python(ledger, mode="json")
        batch_id = self.work.imports.add(
            person.id if person else None, file_name, stored, self.clock.now()
        )
        preview = self._show(batch_id, file_name, ledger, self._compare(ledger))
        if preview.refused and data is not None:
            self.work.imports.keep_file(batch_id, data)
        return preview

    def replace(
        self, person: Person, file_name: str, ledger: LedgerFile, data: bytes
    ) -> ImportPreview:
        """Preview the file that took another's place in a message; what waited is put aside."""
        require(person, Action.IMPORT_LEDGER)
        self.work.imports.drop_waiting(person.id, self.clock.now())
        return self.preview(person, file_name, ledger, data)

    def settle(
        self, person: Person, batch_id: int, position: int | None, *, is_same: bool
    ) -> ImportPreview:
        """Note whether a row is the project it is alike to; without *position*: none of them is.

        Raises:
            ImportSettledError: The file was applied or cancelled before.
            OldButtonError: Nothing is asked of that row.
        """
        require(person, Action.IMPORT_LEDGER)
        batch = self._batch(batch_id, "waiting")
        ledger = _LEDGER.validate_python(batch.ledger)
        asked = [
            each
            for each in self._compare(ledger, batch).similar
            if position in {None, each.position}
        ]
        if not asked:
            raise OldButtonError
        said = {str(each.position): each.project.id if is_same else NEW_PROJECT for each in asked}
        self.work.imports.change(batch_id, said={**batch.said, **said})
        self.work.session.refresh(batch)
        return self._show(batch_id, batch.file_name, ledger, self._compare(ledger, batch))

    def order(
        self, person: Person, text: str, source: Source, *, keeps_refused: bool
    ) -> ImportApplied | ImportPreview | Lack:
        """Apply the file whose number begins *text*; what stands behind it is the reason."""
        number, _, reason = text.partition(" ")
        said = reason.strip() if len(reason.strip()) >= SHORTEST_REASON else ""
        return self.apply(person, int(number), source, said, keeps_refused=keeps_refused)

    def apply(
        self,
        person: Person | None,
        batch_id: int,
        source: Source,
        reason: str = "",
        *,
        keeps_refused: bool = True,
    ) -> ImportApplied | ImportPreview | Lack:
        """Take the accepted rows of a file into the ledger; nobody is told before the morning.

        If the ledger changed since the preview, a new preview comes instead. A change of the plan
        by a person needs a *reason*. The refused rows stay in 待补登 if it *keeps_refused*.

        Raises:
            ImportSettledError: The file was applied or cancelled before.
        """
        if person is not None:
            require(person, Action.IMPORT_LEDGER)
        batch = self._batch(batch_id, "waiting")
        ledger = _LEDGER.validate_python(batch.ledger)
        comparison = self._compare(ledger, batch)
        is_stale = comparison.fingerprint != batch.shown
        if is_stale or (comparison.similar and person is not None):
            return self._show(batch_id, batch.file_name, ledger, comparison, is_stale=is_stale)
        if comparison.plan_changes and not reason and person is not None:
            return Lack(REASON, about=str(comparison.plan_changes))
        refused = [*ledger.rejected, *comparison.refused]
        first = self.work.trail.count() + 1
        writer = LedgerWriter(
            self.work, self.clock, person, source, import_reason(batch_id, batch.file_name, reason)
        )
        effects = writer.write(comparison)
        effects["trail"] = [first, self.work.trail.count()]
        kept = _REFUSED.dump_python(refused, mode="json") if keeps_refused else []
        self._move(batch, "applied", effects={**effects, "to_complete": kept})
        return ImportApplied(
            batch_id=batch_id,
            file_name=batch.file_name,
            new=len(comparison.new),
            changed=len(comparison.changed),
            refused=len(kept),
            not_linked=len(self.work.people.not_linked()),
        )

    def refused(self, batch: ImportBatch) -> tuple[LedgerFile, list[RejectedRow]]:
        """Return what a file said and all its rows that are refused, as things stand now."""
        ledger = _LEDGER.validate_python(batch.ledger)
        comparison = self._compare(ledger, batch)
        return ledger, sorted((*ledger.rejected, *comparison.refused), key=lambda each: each.row)

    def cancel(self, person: Person, batch_id: int) -> ImportCancelled:
        """Put a file aside.

        Raises:
            ImportSettledError: The file was applied or cancelled before.
        """
        require(person, Action.IMPORT_LEDGER)
        batch = self._batch(batch_id, "waiting")
        self._move(batch, "cancelled")
        return ImportCancelled(batch.file_name)

    def undo(self, person: Person, batch_id: int, source: Source) -> ImportUndone:
        """Take back all that an import did, unless later work leans on it.

        Raises:
            ImportSettledError: It is not applied, or undone already.
            ImportTooOldError: A day has gone by.
            ImportLeanedOnError: Reports, other changes or a later file lean on it.
        """
        require(person, Action.UNDO_IMPORT)
        batch = self._batch(batch_id, "applied")
        applied_at = batch.ended_at
        if applied_at is None or self.clock.now() - applied_at > UNDO_WITHIN:
            raise ImportTooOldError(int(UNDO_WITHIN.total_seconds() // 3600))
        effects: dict[str, Any] = batch.effects or {}
        self._require_nothing_leans_on(batch, effects, applied_at)
        first = self.work.trail.count() + 1
        writer = LedgerWriter(
            self.work,
            self.clock,
            person,
            source,
            f"undo of {import_reason(batch_id, batch.file_name)}",
        )
        writer.take_back(effects)
        undone = [first, self.work.trail.count()]
        self._move(batch, "undone", effects={**effects, "undone": undone})
        return ImportUndone(batch.file_name, len(effects["projects"]), len(effects["changed"]))

    def _require_nothing_leans_on(
        self, batch: ImportBatch, effects: dict[str, Any], applied_at: datetime
    ) -> None:
        later = self.work.imports.last_applied()
        if later is not None and (later.id or 0) > (batch.id or 0):
            raise ImportLeanedOnError(0, later_file=later.file_name)
        touched = [*effects["projects"], *(each["id"] for each in effects["changed"])]
        reports = self.work.reports.on_projects(touched, since=applied_at)
        undone = [each.effects or {} for each in self.work.imports.undone_since(batch.id or 0)]
        besides = [each[what] for each in undone for what in ("trail", "undone")]
        _, last = effects["trail"]
        changes = self.work.trail.after(last, touched, besides, MOST_EXAMPLES)
        if reports or changes:
            told = dict.fromkeys((each.code, each.field) for each in changes)
            raise ImportLeanedOnError(reports, tuple(told))

    def send_cards_now(self, person: Person, batch_id: int) -> CardsSent:
        """Send the assignment cards of a file instead of the next morning, in working hours."""
        require(person, Action.SEND_NOW)
        return self._send_cards(self._batch(batch_id, "applied"), person, "", Source())

    def order_cards(self, person: Person, reason: str, source: Source) -> CardsSent:
        """Send the assignment cards that wait, with a *reason* at any hour.

        Raises:
            ImportSettledError: No file was applied, so nobody is to be told of one.
        """
        require(person, Action.SEND_NOW)
        batch = self.work.imports.last_applied()
        if batch is None:
            raise ImportSettledError("gone")
        return self._send_cards(batch, person, reason.strip(), source)

    def _send_cards(
        self, batch: ImportBatch, person: Person, reason: str, source: Source
    ) -> CardsSent:
        number, now = batch.id or 0, self.clock.now()
        before = batch.cards_sent_at
        change = Change("import", number, "cards_sent_at", before, now, reason=reason or None)
        self.work.imports.change(number, cards_sent_at=now)
        self.work.trail.add([change], now, person.id, source)
        return self.digests.send_cards_now(reason)

    def _compare(self, ledger: LedgerFile, batch: ImportBatch | None = None) -> Comparison:
        said = {
            int(position): number for position, number in (batch.said if batch else {}).items()
        }
        projects = self.work.projects.ever()
        before = {}
        if ledger.as_of_change is not None:
            ids = [each.id for each in projects]
            later = self.work.trail.after(ledger.as_of_change, ids, (), MOST_CHANGES)
            before = changed_since(later, projects)
        return compare(ledger, projects, self._register(), said, before)

    def _register(self) -> Register:
        people = {each.id: each.name for each in self.work.people.in_county()}
        leaders = self.work.people.line_leaders()
        return Register(
            units=self.work.people.units(),
            line_leaders={
                unit: people[leader] for unit, leader in leaders.items() if leader in people
            },
        )

    def _show(
        self,
        batch_id: int,
        file_name: str,
        ledger: LedgerFile,
        comparison: Comparison,
        *,
        is_stale: bool = False,
    ) -> ImportPreview:
        """Return the preview and remember what it shows."""
        self.work.imports.change(batch_id, shown=comparison.fingerprint)
        return preview_of(batch_id, file_name, ledger, comparison, is_stale=is_stale)

    def _batch(self, batch_id: int, state: str) -> ImportBatch:
        batch = self.work.imports.get(batch_id)
        if batch is None or batch.state != state:
            raise ImportSettledError(batch.state if batch else "gone")
        return batch

    def _move(self, batch: ImportBatch, state: str, **values: object) -> None:
        """Carry a file on to its next state; of two who try at once the second gets an error."""
        now = self.clock.now()
        if not self.work.imports.move(batch.id or 0, batch.state, state, ended_at=now, **values):
            raise ImportSettledError(state)
