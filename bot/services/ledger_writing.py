"""Takes the rows of a ledger file into the store, set by set, and takes them back.

Longer than most: each kind of field is set here, and here alone is it set back.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from bot.clock import Clock
from bot.domain.codes import code_of
from bot.domain.ledger_rows import LedgerRow
from bot.domain.moves import days_late
from bot.domain.outcomes import FieldChange
from bot.domain.records import Person, Project, Source
from bot.domain.terms import MilestoneKind, MoveKind, Role
from bot.services.ledger_changes import Comparison, node
from bot.services.ledger_effects import CHANGED, Changed, Fields, fields_of, flat
from bot.services.ledger_matches import name_key
from bot.services.ledger_values import (
    PersonKey,
    as_told,
    milestone_values,
    node_values,
    person_key,
    project_values,
    roles_of,
)
from storage.duties import Renewed
from storage.trail import CREATED, Change
from storage.unit_of_work import Work


@dataclass(frozen=True, slots=True)
class _Names:
    """Numbers of all units and people that a file names."""

    units: Mapping[str, int]
    people: Mapping[PersonKey, int]


class LedgerWriter:
    """Writes one file, for one person, from one message."""

    def __init__(
        self, work: Work, clock: Clock, person: Person | None, source: Source, reason: str
    ) -> None:
        self.work = work
        self.clock = clock
        self.person_id = person.id if person else None
        self.source = source
        self.reason = reason
        self.effects: dict[str, Any] = {
            "projects": [], "changed": [], "units": [], "people": [], "grants": [],
            "ended": [], "begun": [], "phones": [], "line_leaders": [],
            "moves": [],
        }  # fmt: skip

    def write(self, comparison: Comparison) -> dict[str, Any]:
        """Enter new projects and change known ones; return what is needed to take it back."""
        rows = [*comparison.new, *(each.row for each in comparison.changed)]
        names = self._enter_names(rows)
        self._set_line_leaders(comparison.line_leaders, names)
        self._enter_projects(comparison.new, names)
        for each in comparison.changed:
            told = fields_of({change.field: change.new for change in each.changes})
            before = fields_of({change.field: change.old for change in each.changes})
            self._set_fields(each.project, told)
            self._trail_fields(each.project, each.changes)
            self._note_moves(each.project, each.changes)
            stored: Changed = {"id": each.project.id, "fields": before, "told": told}
            self.effects["changed"].append(CHANGED.dump_python(stored, mode="json"))
        renewed = self._renew_line_leaders()
        self.effects["ended"] += renewed.ended
        new = set(self.effects["projects"])
        self.effects["begun"] += [duty for duty, project in renewed.begun if project not in new]
        return self.effects

    def take_back(self, effects: Mapping[str, Any]) -> None:
        """Undo what `write` did and nothing leans on."""
        # As they were held: who had been told and had tapped 知悉 is not asked again.
        self.work.duties.remove(effects["begun"])
        self.work.duties.reopen(effects["ended"])
        for each in effects["changed"]:
            changed = CHANGED.validate_python(each)
            project = self.work.projects.by_id(changed["id"])
            if project is not None:
                told, before = flat(changed["told"]), flat(changed["fields"])
                self._set_fields(project, changed["fields"])
                self._trail_fields(
                    project, [FieldChange(name, told[name], before[name]) for name in before]
                )
        self.work.milestones.forget_moves(effects["moves"])
        gone = effects["projects"]
        self.work.reminders.forget(gone)
        self.work.cases.forget(gone)
        self.work.stops.forget(gone)
        self.work.questions.forget(gone)
        self.work.projects.remove(gone)
        self.work.people.revoke(effects["grants"])
        for unit_id, leader in effects["line_leaders"]:
            self.work.people.change_unit(unit_id, line_leader_id=leader)
        self._renew_line_leaders()
        for person_id in effects["phones"]:
            self.work.people.change(person_id, phone=None)
        self.work.people.remove(self.work.people.unneeded(effects["people"]))
        self.work.people.remove_units(self.work.people.unneeded_units(effects["units"]))
        self._trail(Change("project", number, "removed", None, None, number) for number in gone)

    # names

    def _enter_names(self, rows: Sequence[LedgerRow]) -> _Names:
        units = self._enter_units(rows)
        people = self._enter_people(rows, units)
        grants = [(people[key], role) for row in rows for role, key in roles_of(row, units)]
        self.effects["grants"] = self.work.people.grant(grants)
        return _Names(units, people)

    def _set_line_leaders(self, told: Mapping[str, str], names: _Names) -> None:
        before = self.work.people.line_leaders()
        for owner, name in told.items():
            unit_id, leader = names.units.get(owner), names.people.get((name, None))
            if unit_id and leader and leader != before[unit_id]:
                self.effects["line_leaders"].append((unit_id, before[unit_id]))
                self.work.people.change_unit(unit_id, line_leader_id=leader)

    def _enter_units(self, rows: Sequence[LedgerRow]) -> dict[str, int]:
        units = self.work.people.units()
        unknown = list(dict.fromkeys(row.owner for row in rows if row.owner not in units))
        new = self.work.people.add_units(unknown)
        self.effects["units"] = list(new.values())
        return units | new

    def _enter_people(
        self, rows: Sequence[LedgerRow], units: Mapping[str, int]
    ) -> dict[PersonKey, int]:
        people = {(each.name, each.unit_id): each for each in self.work.people.everybody()}
        phones: dict[PersonKey, str | None] = {}
        for row in rows:
            for role, key in roles_of(row, units):
                phones.setdefault(key, row.phone if role is Role.RESPONSIBLE else None)
        for key, phone in phones.items():
            if phone and key in people and people[key].phone is None:
                self.work.people.change(people[key].id, phone=phone)
                self.effects["phones"].append(people[key].id)
        known = {key: person.id for key, person in people.items()}
        unknown = [key for key in phones if key not in known]
        new = self.work.people.add_all(
            [{"name": key[0], "unit_id": key[1], "phone": phones[key]} for key in unknown]
        )
        self.effects["people"] = new
        return known | dict(zip(unknown, new, strict=True))

    # new projects

    def _enter_projects(self, rows: Sequence[LedgerRow], names: _Names) -> None:
        now = self.clock.now()
        first = 1 + max((int(code[1:]) for code in self.work.projects.codes()), default=0)
        values = [
            project_values(row, code_of(number), names.units[row.owner], now)
            for number, row in enumerate(rows, first)
        ]
        ids = self.work.projects.add_all(values)
        self.effects["projects"] = ids
        placed = list(zip(ids, rows, strict=True))
        start_by = self.work.facts.start_by()
        self.work.milestones.add_all(
            [
                each
                for number, row in placed
                for each in milestone_values(number, row, self.clock.today(), start_by)
            ]
        )
        self.work.duties.add(
            [each for number, row in placed for each in self._duties(number, row, names)]
        )
        self._trail(
            Change("project", number, CREATED, None, as_told(row), number)
            for number, row in placed
        )

    def _duties(self, project_id: int, row: LedgerRow, names: _Names) -> list[dict[str, Any]]:
        people = [
            (Role.LEADER, names.people[name, None], position)
            for position, name in enumerate(row.leaders)
        ]
        if row.person:
            people.append((Role.RESPONSIBLE, names.people[person_key(row, names.units)], 0))
        return [self._duty(project_id, *each) for each in people]

    def _duty(self, project_id: int, role: Role, person_id: int, position: int) -> dict[str, Any]:
        return {
            "project_id": project_id,
            "person_id": person_id,
            "role": role,
            "position": position,
            "since": self.clock.now(),
            "card_due_on": self._tomorrow(),
        }

    def _tomorrow(self) -> date:
        """Return when people are told: a wrong import, undone today, has told nobody."""
        return self.clock.today() + timedelta(days=1)

    def _renew_line_leaders(self) -> Renewed:
        return self.work.duties.renew_line_leaders(self.clock.now(), self._tomorrow())

    # known projects

    def _set_fields(self, project: Project, told: Fields) -> None:
        """Set what was *told* of a project; who is in charge of its unit is set by itself."""
        setters: dict[str, Callable[[Project, Any], None]] = {
            "name": self._set_name,
            "owner": self._set_owner,
            "start": partial(self._set_date, MilestoneKind.START),
            "deadline": partial(self._set_date, MilestoneKind.FINISH),
            "leaders": self._set_leaders,
            "line_leaders": lambda _project, _names: None,
            "person": partial(self._set_person, told.get("owner", project.owner)),
            "phone": self._set_phone,
            "extra": self._set_extra,
        }
        plain = {field: value for field, value in told.items() if field not in setters}
        if "co_owners" in plain:
            plain["co_owners"] = list(told["co_owners"])
        if plain:
            self.work.projects.change(project.id, **plain)
        for field, setter in setters.items():
            if field in told:
                setter(project, told[field])  # type: ignore[literal-required]  # it is in told

    def _set_name(self, project: Project, name: str) -> None:
        self.work.projects.change(project.id, name=name, name_key=name_key(name))

    def _set_owner(self, project: Project, owner: str) -> None:
        """Pass a project on to another unit; its responsible person goes by the same name there."""
        self.work.projects.change(project.id, owner_unit_id=self.work.people.units()[owner])
        if project.responsible is not None:
            self._set_person(owner, project, project.responsible.name)

    def _set_extra(self, project: Project, told: Mapping[str, str | None]) -> None:
        kept = {**dict(project.extra), **told}
        extra = {heading: text for heading, text in kept.items() if text is not None}
        self.work.projects.change(project.id, extra=extra)

    def _set_date(self, kind: MilestoneKind, project: Project, day: date | None) -> None:
        """Move a node, enter it where there is none yet, or take it out again."""
        at, today = node(project, kind), self.clock.today()
        if at is None and day is not None:
            self.work.milestones.add_all([node_values(project.id, kind, day, today)])
        elif at is not None and day is None:
            self.work.milestones.remove(at.id)
        elif at is not None and day is not None:
            self.work.milestones.move(at.id, day, today)

    def _note_moves(self, project: Project, changes: Iterable[FieldChange]) -> None:
        """Keep how late a node was whose deadline a file moves, decided elsewhere as it is."""
        dates = {"start": MilestoneKind.START, "deadline": MilestoneKind.FINISH}
        for change in changes:
            at = node(project, dates[change.field]) if change.field in dates else None
            if at is not None and change.new is not None:
                move = {
                    "project_id": project.id,
                    "milestone_id": at.id,
                    "kind": MoveKind.ADJUSTMENT,
                    "old_date": change.old,
                    "new_date": change.new,
                    "moved_on": self.clock.today(),
                    "days_late": days_late(at, self.clock.today()),
                    "reason": self.reason,
                    "basis": None,
                    "person_id": self.person_id,
                }
                self.effects["moves"].append(self.work.milestones.note_move(move))

    def _set_leaders(self, project: Project, names: Sequence[str]) -> None:
        people = {each.name: each.id for each in self.work.people.in_county()}
        ids = [people[name] for name in names if name in people]
        self._replace(project, Role.LEADER, ids)

    def _set_person(self, owner: str, project: Project, name: str | None) -> None:
        found = self.work.people.by_name(name, owner) if name else []
        self._replace(project, Role.RESPONSIBLE, [each.id for each in found[:1]])

    def _set_phone(self, project: Project, phone: str | None) -> None:
        now = self.work.projects.by_id(project.id)
        if now is not None and now.responsible is not None:
            self.work.people.change(now.responsible.person_id, phone=phone)

    def _replace(self, project: Project, role: Role, ids: Sequence[int]) -> None:
        held = [duty for duty in project.duties if duty.role is role]
        gone = [duty.person_id for duty in held if duty.person_id not in ids]
        self.effects["ended"] += self.work.duties.end(project.id, role, gone, self.clock.now())
        self.effects["begun"] += self.work.duties.add(
            [self._duty(project.id, role, person_id, 0) for person_id in ids]
        )
        self.work.duties.order(project.id, role, ids)

    def _trail_fields(self, project: Project, changes: Iterable[FieldChange]) -> None:
        self._trail(
            Change("project", project.id, each.field, each.old, each.new, project.id)
            for each in changes
        )

    def _trail(self, changes: Iterable[Change]) -> None:
        reasoned = [
            Change(
                each.entity, each.entity_id, each.field, each.old, each.new, each.project_id,
                self.reason,
            )
            for each in changes
        ]  # fmt: skip
        self.work.trail.add(reasoned, self.clock.now(), self.person_id, self.source)
