"""The register of units: shown first, applied whole, undone with one tap within a day."""

import dataclasses
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.clock import Clock
from bot.domain.errors import ImportLeanedOnError, ImportSettledError, ImportTooOldError
from bot.domain.outcomes import (
    ChangedUnit,
    FieldChange,
    RegisterApplied,
    RegisterDropped,
    RegisterPreview,
)
from bot.domain.permissions import Action
from bot.domain.records import Person, Source
from bot.domain.terms import Role
from bot.domain.unit_rows import RegisterFile, UnitRow
from bot.services.access import require
from bot.services.passing_on import Effects, PassingOn, effects_as_json
from bot.services.prepared_files import register_as_json
from bot.texts.catalogue import catalogue
from bot.texts.messages import Document
from storage.tables import ImportBatch
from storage.trail import Change
from storage.unit_of_work import Work
from storage.units import UnitLine

UNDO_WITHIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Comparison:
    """A register beside what is known: `changes` by row, those of unknown units too."""

    new: tuple[UnitRow, ...]
    changed: tuple[tuple[UnitRow, tuple[FieldChange, ...]], ...]
    unchanged: int
    missing: tuple[str, ...]


class Registers:
    """Takes registers of units in."""

    def __init__(self, work: Work, clock: Clock, passing_on: PassingOn) -> None:
        self.work = work
        self.clock = clock
        self.passing_on = passing_on

    def paper(self, person: Person) -> Document:
        """Return the register as a workbook that reads back as it was written."""
        from bot.papers.registers import render_register  # noqa: PLC0415 -- loads the writer

        require(person, Action.KEEP_PEOPLE)
        words, as_of = catalogue(person.language), self.clock.local()
        lines = [
            tuple(each or "" for each in dataclasses.astuple(line))
            for line in self.work.units.lines().values()
        ]
        title, note = words.say("register.title"), words.say("ledger.as_of", as_of=as_of)
        return Document(
            data=render_register(title, note, lines),
            file_name=f"{title}{as_of:%Y%m%d}.xlsx",
            caption=note,
        )

    def preview(
        self, person: Person | None, file_name: str, register: RegisterFile
    ) -> RegisterPreview:
        """Keep what a register said and return what applying it would do; nothing changes yet."""
        if person is not None:
            require(person, Action.IMPORT_LEDGER)
        stored = register_as_json().dump_python(register, mode="json")
        batch_id = self.work.registers.add(
            person.id if person else None, file_name, stored, self.clock.now()
        )
        found = self._compare(register)
        return RegisterPreview(
            batch_id=batch_id,
            file_name=file_name,
            new=tuple(row.unit for row in found.new),
            changed=tuple(ChangedUnit(row.unit, changes) for row, changes in found.changed),
            unchanged=found.unchanged,
            missing=found.missing,
            refused=register.refused,
        )

    def apply(self, person: Person | None, batch_id: int, source: Source) -> RegisterApplied:
        """Take the accepted rows in; whoever gets a post gets the card of its projects next morning.

        Raises:
            ImportSettledError: The file was applied or cancelled before.
        """
        if person is not None:
            require(person, Action.IMPORT_LEDGER)
        batch = self._moved(batch_id, "waiting", "applied")
        found = self._compare(register_as_json().validate_python(batch.ledger))
        writer = _Writer(self.work, self.clock, self.passing_on)
        for row in found.new:
            writer.enter(row)
        for row, _ in found.changed:
            writer.change(row)
        self._trail(found, f"register {batch_id} {batch.file_name}", person, source)
        tomorrow = self.clock.today() + timedelta(days=1)
        renewed = self.work.duties.renew_line_leaders(self.clock.now(), tomorrow)
        effects = writer.effects()
        effects |= {"ended": renewed.ended, "begun": [duty for duty, _ in renewed.begun]}
        self.work.registers.change(batch_id, effects=effects, ended_at=self.clock.now())
        return RegisterApplied(
            batch_id=batch_id,
            file_name=batch.file_name,
            new=len(found.new),
            changed=len(found.changed),
            not_linked=len(self.work.people.not_linked()),
        )

    def drop(self, person: Person, batch_id: int, source: Source) -> RegisterDropped:
        """Put a register aside, or undo all that one did within a day.

        Raises:
            ImportSettledError: It was cancelled or undone before.
            ImportTooOldError: A day has gone by.
            ImportLeanedOnError: A later register leans on it, or a post has passed on since.
        """
        require(person, Action.UNDO_IMPORT)
        batch = self.work.registers.get(batch_id)
        if batch is None or batch.state != "applied":
            moved = self._moved(batch_id, "waiting", "cancelled")
            return RegisterDropped(moved.file_name, undone=False)
        if batch.ended_at is None or self.clock.now() - batch.ended_at > UNDO_WITHIN:
            raise ImportTooOldError(int(UNDO_WITHIN.total_seconds() // 3600))
        later = self.work.registers.last_applied()
        if later is not None and (later.id or 0) > batch_id:
            raise ImportLeanedOnError(0, later_file=later.file_name)
        self._moved(batch_id, "applied", "undone")
        self._take_back(batch.effects or {}, batch.file_name)
        change = Change("register", batch_id, "undone", None, batch.file_name)
        self.work.trail.add([change], self.clock.now(), person.id, source)
        return RegisterDropped(batch.file_name, undone=True)

    def _take_back(self, effects: dict[str, Any], file_name: str) -> None:
        self.work.duties.remove(effects["begun"])
        self.work.duties.reopen(effects["ended"])
        for old, new, told in reversed(effects["passed"]):
            passed: Effects = effects_as_json().validate_python(told)
            if not self.work.handovers.still_held(passed["begun"]):
                raise ImportLeanedOnError(0, later_file=file_name)
            self.passing_on.take_back(passed, old, new)
        for unit_id, role in effects["given"]:
            self.work.units.give_post(unit_id, Role(role), None)
        for unit_id, township in effects["townships"]:
            self.work.people.change_unit(unit_id, township=township)
        for person_id, phone in effects["phones"]:
            self.work.people.change(person_id, phone=phone)
        self.work.people.revoke(effects["granted"])
        self.work.duties.renew_line_leaders(self.clock.now(), self.clock.today())
        self.work.people.remove(self.work.people.unneeded(effects["people"]))
        self.work.people.remove_units(self.work.people.unneeded_units(effects["units"]))

    def _compare(self, register: RegisterFile) -> _Comparison:
        units, known = self.work.people.units(), self.work.units.lines()
        new = tuple(row for row in register.accepted if row.unit not in units)
        told = [
            (row, _differences(known[units[row.unit]], row))
            for row in register.accepted
            if row.unit in units
        ]
        changed = tuple((row, changes) for row, changes in told if changes)
        named = {units[row.unit] for row, _ in told}
        return _Comparison(
            new=new,
            changed=changed,
            unchanged=len(told) - len(changed),
            missing=tuple(each.name for number, each in known.items() if number not in named),
        )

    def _trail(
        self, found: _Comparison, reason: str, person: Person | None, source: Source
    ) -> None:
        units = self.work.people.units()
        changes = [Change("unit", units[row.unit], "entered", None, row.unit) for row in found.new]
        changes += [
            Change("unit", units[row.unit], each.field, each.old, each.new, None, reason)
            for row, told in found.changed
            for each in told
        ]
        self.work.trail.add(changes, self.clock.now(), person.id if person else None, source)

    def _moved(self, batch_id: int, old: str, new: str) -> ImportBatch:
        batch = self.work.registers.get(batch_id)
        if batch is None or not self.work.registers.move(batch_id, old, new):
            raise ImportSettledError(batch.state if batch else "gone")
        return batch


class _Writer:
    """Writes the rows of one register and notes what it did."""

    def __init__(self, work: Work, clock: Clock, passing_on: PassingOn) -> None:
        self.work = work
        self.clock = clock
        self.passing_on = passing_on
        self.units: list[int] = []
        self.people: list[int] = []
        self.granted: list[int] = []
        self.given: list[tuple[int, str]] = []
        self.townships: list[tuple[int, str | None]] = []
        self.phones: list[tuple[int, str | None]] = []
        self.passed: list[tuple[int, int, Any]] = []

    def effects(self) -> dict[str, Any]:
        """Return what is needed to take it back."""
        return {
            "units": self.units,
            "people": self.people,
            "granted": self.granted,
            "given": self.given,
            "townships": self.townships,
            "phones": self.phones,
            "passed": self.passed,
        }

    def enter(self, row: UnitRow) -> None:
        """Enter a unit nobody knew."""
        unit_id = self.work.people.add_units([row.unit])[row.unit]
        self.units.append(unit_id)
        self._write(unit_id, row, None)

    def change(self, row: UnitRow) -> None:
        """Change what a row tells differently of a known unit."""
        unit_id = self.work.people.units()[row.unit]
        self._write(unit_id, row, self.work.units.lines()[unit_id].township)

    def _write(self, unit_id: int, row: UnitRow, township: str | None) -> None:
        if row.township and row.township != township:
            self.townships.append((unit_id, township))
            self.work.people.change_unit(unit_id, township=row.township)
        if row.head:
            self._give(unit_id, Role.UNIT_HEAD, self._person(row.head, unit_id, row.head_phone))
        if row.line_leader:
            leader = self._person(row.line_leader, None, row.line_leader_phone)
            self._give(unit_id, Role.LINE_LEADER, leader)

    def _person(self, name: str, unit_id: int | None, phone: str | None) -> int:
        """Return the number of a name in a unit, entered if nobody has it; its phone is set."""
        same = [each for each in self.work.people.by_name(name) if each.unit_id == unit_id]
        found = next((each for each in same if each.phone == phone), None) or next(
            iter(same), None
        )
        if found is None:
            self.people.append(self.work.people.add(name, unit_id, phone))
            return self.people[-1]
        if phone and found.phone != phone:
            self.phones.append((found.id, found.phone))
            self.work.people.change(found.id, phone=phone)
        return found.id

    def _give(self, unit_id: int, role: Role, person_id: int) -> None:
        before = self.work.units.holder(unit_id, role)
        if before == person_id:
            return
        if before is None:
            self.work.units.give_post(unit_id, role, person_id)
            self.given.append((unit_id, role.value))
            self.granted += self.work.people.grant([(person_id, role)])
            return
        posts = [
            each
            for each in self.work.units.posts_of(before)
            if (each.unit_id, each.role) == (unit_id, role)
        ]
        effects = self.passing_on.pass_on(before, person_id, self.clock.today(), (), posts)
        self.passed.append(
            (before, person_id, effects_as_json().dump_python(effects, mode="json"))
        )


def _differences(known: UnitLine, row: UnitRow) -> tuple[FieldChange, ...]:
    """Return what *row* tells differently, old → new; a cell left empty says nothing."""
    told = (
        ("head", known.head, row.head),
        ("head_phone", known.head_phone, row.head_phone),
        ("line_leader", known.line_leader, row.line_leader),
        ("line_leader_phone", known.line_leader_phone, row.line_leader_phone),
        ("township", known.township, row.township),
    )
    return tuple(FieldChange(field, old, new) for field, old, new in told if new and new != old)
