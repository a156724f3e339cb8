"""The responsible person and the liaison of a project, named by its unit head or the office."""

from collections.abc import Sequence
from dataclasses import replace

from bot.clock import Clock
from bot.domain.errors import SeveralLeadersError
from bot.domain.orders.people import NamingOrder, Who, read_naming
from bot.domain.outcomes import PeopleToName, PersonNamed
from bot.domain.permissions import Action
from bot.domain.policies import Policy
from bot.domain.records import Person, Project, Source
from bot.domain.terms import Role
from bot.services.access import may, require
from bot.services.finding_people import find_or_none, find_unit, newcomer
from bot.services.notices import Notices
from bot.services.passing_on import PassingOn
from bot.services.projects import Projects
from storage.trail import Change
from storage.unit_of_work import Work

FIELDS = {Role.LEADER: "leaders", Role.RESPONSIBLE: "person", Role.LIAISON: "liaison"}
ASKED_FACT = "heads_asked_on"
UNIT_S_OWN = frozenset({Role.RESPONSIBLE, Role.LIAISON})
"""The parts that a unit head may give, to people of the unit."""


class Namings:
    """Gives a part in projects to somebody of the unit."""

    def __init__(
        self,
        work: Work,
        clock: Clock,
        policy: Policy,
        projects: Projects,
        notices: Notices,
        passing_on: PassingOn,
    ) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy
        self.projects = projects
        self.notices = notices
        self.passing_on = passing_on

    def name(self, person: Person, text: str, source: Source) -> PersonNamed:
        """Name somebody, such as P07 责任人 李四 13900000000; who held the part before ends.

        A name that the owner unit does not know is entered there. The office names leaders too,
        and who heads a unit or is in charge of it: 县水务局 分管领导 李四.

        Raises:
            OrderUnclearError: Project, part or person is missing.
            NotPermittedError: A project is not of the person's unit.
            NamesakesError: Several of the unit have the name.
            UnitNotFoundError: There is no such unit.
            SeveralLeadersError: A project has several leaders: a handover says whose part it is.
        """
        order = read_naming(text)
        if order.unit is not None:
            return self._give_post(order, order.unit, person, source)
        projects = [self.projects.find(code) for code in order.codes]
        for project in projects:
            own = order.role in UNIT_S_OWN
            require(person, Action.NAME_PEOPLE if own else Action.KEEP_PEOPLE, project)
            if order.role is Role.LEADER and len(project.leaders) > 1:
                raise SeveralLeadersError(project.code)
        who = order.who
        if order.role in UNIT_S_OWN and not who.unit:
            who = replace(who, unit=projects[0].owner)
        named, is_newcomer = self._named(who, person, source)
        before = [name for each in projects for name in self._give(each, order.role, named)]
        self._trail(projects, order.role, before, named, person, source)
        if set(before) != {named.name}:
            key = f"cards:{named.id}:{self.clock.now().isoformat()}"
            self.notices.notify(named, key, {"kind": "cards", "person": named.id})
        return PersonNamed(
            who=named,
            role=order.role,
            projects=tuple(projects),
            before=tuple(dict.fromkeys(name for name in before if name)),
            is_newcomer=is_newcomer,
            is_linked=named.is_reachable,
            may_invite=may(person, Action.INVITE),
        )

    def ask_heads(self) -> None:
        """Ask the unit heads, once a working day, who is responsible where nobody is.

        It goes out at the county's hour, so that an import of today has told nobody.
        """
        today, local = self.clock.today(), self.clock.local()
        if local.time() < self.policy.messages.digest_at or not self.work.working_days(today):
            return
        if self.work.facts.get(ASKED_FACT) == today.isoformat():
            return
        self.work.facts.put(ASKED_FACT, today.isoformat())
        heads = self.work.people.by_ids(self.work.projects.without_person())
        for head in heads.values():
            order = {"kind": "name_people", "person": head.id}
            self.notices.notify(head, f"name_people:{today}", order)

    def to_name(self, head_id: int) -> PeopleToName | None:
        """Return the projects for which a unit head is to name somebody, None if none is left."""
        ids = self.work.projects.without_person().get(head_id, [])
        days = self.policy.people.missing_person_days
        due = self.work.working_days.add(self.clock.today(), days)
        return PeopleToName(tuple(self.work.projects.by_ids(ids)), due) if ids else None

    def asked(self, head_id: int) -> None:
        """Note that a unit head has read which projects lack a responsible person."""
        ids = self.work.projects.without_person().get(head_id, [])
        self.work.projects.asked_for_person(ids, self.clock.today())

    def _give_post(
        self, order: NamingOrder, unit: str, person: Person, source: Source
    ) -> PersonNamed:
        """Let somebody head a unit, or be in charge of it."""
        require(person, Action.KEEP_PEOPLE)
        unit_id = find_unit(self.work, unit)
        is_head = order.role is Role.UNIT_HEAD
        who = replace(order.who, unit=order.who.unit or (unit if is_head else None))
        named, is_newcomer = self._named(who, person, source)
        before = self.work.units.holder(unit_id, order.role)
        if before is not None and before != named.id:
            posts = [
                each
                for each in self.work.units.posts_of(before)
                if (each.unit_id, each.role) == (unit_id, order.role)
            ]
            self.passing_on.pass_on(before, named.id, self.clock.today(), (), posts)
        elif before is None:
            self.work.units.give_post(unit_id, order.role, named.id)
            self.work.people.grant([(named.id, order.role)])
            self.work.duties.renew_line_leaders(self.clock.now(), self.clock.today())
        names = (self.work.people.by_id(before).name,) if before else ()
        change = Change("unit", unit_id, order.role.value, names or None, named.name)
        self.work.trail.add([change], self.clock.now(), person.id, source)
        return PersonNamed(
            who=named,
            role=order.role,
            projects=(),
            before=names,
            is_newcomer=is_newcomer,
            is_linked=named.is_reachable,
            may_invite=may(person, Action.INVITE),
            unit=unit,
        )

    def _named(self, who: Who, person: Person, source: Source) -> tuple[Person, bool]:
        """Return whom an order names, and whether nobody knew them."""
        known = find_or_none(self.work, who)
        if known is not None:
            if who.phone and known.phone is None:
                self.work.people.change(known.id, phone=who.phone)
            return known, False
        entry = newcomer(self.work, who, None)
        person_id = self.work.people.add(**entry)
        change = Change("person", person_id, "entered", None, who.name)
        self.work.trail.add([change], self.clock.now(), person.id, source)
        return self.work.people.by_id(person_id), True

    def _give(self, project: Project, role: Role, named: Person) -> list[str | None]:
        """Let *named* have the part; return who had it before."""
        held = [duty for duty in project.duties if duty.role is role]
        if any(duty.person_id == named.id for duty in held):
            return [named.name]
        for duty in held:
            parts = [
                each
                for each in self.work.duties.held_by(duty.person_id)
                if each.project_id == project.id and each.role is role
            ]
            self.passing_on.pass_on(duty.person_id, named.id, self.clock.today(), parts, ())
        if not held:
            self.work.people.grant([(named.id, role)])
            self.work.duties.add(
                [
                    {
                        "project_id": project.id,
                        "person_id": named.id,
                        "role": role,
                        "position": 0,
                        "since": self.clock.now(),
                        "card_due_on": self.clock.today(),
                    }
                ]
            )
        return [duty.name for duty in held] or [None]

    def _trail(
        self,
        projects: Sequence[Project],
        role: Role,
        before: Sequence[str | None],
        named: Person,
        person: Person,
        source: Source,
    ) -> None:
        changes = [
            Change("project", project.id, FIELDS[role], old, named.name, project.id)
            for project, old in zip(projects, before, strict=False)
        ]
        self.work.trail.add(changes, self.clock.now(), person.id, source)
