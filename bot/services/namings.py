"""The responsible person and the liaison of a project, named by its unit head or the office."""

from collections.abc import Sequence
from dataclasses import replace

from bot.clock import Clock
from bot.domain.orders.people import NamingOrder, read_naming
from bot.domain.outcomes import PersonNamed
from bot.domain.permissions import Action
from bot.domain.records import Person, Project, Source
from bot.domain.terms import Role
from bot.services.access import may, require
from bot.services.finding_people import find_or_none, newcomer
from bot.services.notices import Notices
from bot.services.passing_on import PassingOn
from bot.services.projects import Projects
from storage.trail import Change
from storage.unit_of_work import Work

FIELDS = {Role.RESPONSIBLE: "person", Role.LIAISON: "liaison"}


class Namings:
    """Gives a part in projects to somebody of the unit."""

    def __init__(
        self,
        work: Work,
        clock: Clock,
        projects: Projects,
        notices: Notices,
        passing_on: PassingOn,
    ) -> None:
        self.work = work
        self.clock = clock
        self.projects = projects
        self.notices = notices
        self.passing_on = passing_on

    def name(self, person: Person, text: str, source: Source) -> PersonNamed:
        """Name somebody, such as P07 责任人 李四 13900000000; who held the part before ends.

        A name that the owner unit does not know is entered there.

        Raises:
            OrderUnclearError: Project, part or person is missing.
            NotPermittedError: A project is not of the person's unit.
            NamesakesError: Several of the unit have the name.
        """
        order = read_naming(text)
        projects = [self.projects.find(code) for code in order.codes]
        for project in projects:
            require(person, Action.NAME_PEOPLE, project)
        named, is_newcomer = self._named(order, projects[0], person, source)
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

    def _named(
        self, order: NamingOrder, project: Project, person: Person, source: Source
    ) -> tuple[Person, bool]:
        """Return whom an order names, and whether nobody knew them: a name in the owner unit."""
        who = order.who if order.who.unit else replace(order.who, unit=project.owner)
        known = find_or_none(self.work, who)
        if known is not None:
            if who.phone and known.phone is None:
                self.work.people.change(known.id, phone=who.phone)
            return known, False
        entry = newcomer(self.work, who, project.owner_unit_id)
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
