"""Who and what is the same: people merged and told apart, units renamed and joined."""

from dataclasses import replace

from bot.clock import Clock
from bot.domain.errors import (
    NothingToPassOnError,
    OldButtonError,
    SamePersonError,
    SameProjectsError,
    UnitExistsError,
)
from bot.domain.orders.people import read_apart, read_pair
from bot.domain.outcomes import (
    JoinAsked,
    MergeAsked,
    PeopleMerged,
    PersonSplit,
    UnitRenamed,
    UnitsJoined,
)
from bot.domain.permissions import Action
from bot.domain.records import Person, Source
from bot.services.access import require
from bot.services.finding_people import find_person, find_unit, told_apart
from bot.services.lacks import OrderLine
from bot.services.projects import Projects
from storage.trail import Change
from storage.unit_of_work import Work


class Identities:
    """Mends who is who; what the trail says of either name stays."""

    def __init__(self, work: Work, clock: Clock, projects: Projects) -> None:
        self.work = work
        self.clock = clock
        self.projects = projects

    # people

    def ask_merge(self, order: OrderLine) -> MergeAsked:
        """Return what would become one: 合并 张三（县水务局） → 张三（县住建局）.

        Raises:
            OrderUnclearError: One of the two is missing.
            PersonNotFoundError, NamesakesError: One of the two is nobody, or several.
            SamePersonError: They are one already.
        """
        require(order.by, Action.KEEP_PEOPLE)
        pair = read_pair(order.text, "merge")
        first, second = find_person(self.work, pair.first), find_person(self.work, pair.second)
        if first.id == second.id:
            raise SamePersonError(first.name)
        held = self.work.duties.counts()
        return MergeAsked(first, second, held.get(first.id, 0), held.get(second.id, 0))

    def merge(self, person: Person, first_id: int, second_id: int, source: Source) -> PeopleMerged:
        """Let the first be another entry of the second, to whom all that is theirs goes.

        Raises:
            OldButtonError: That was done before.
        """
        require(person, Action.KEEP_PEOPLE)
        here = {each.id: each for each in self.work.people.everybody()}
        if first_id not in here or second_id not in here:
            raise OldButtonError
        first, second = here[first_id], here[second_id]
        self.work.identities.give_all(first.id, second.id, self.clock.now())
        chat = second.chat_id or first.chat_id
        self.work.people.change(first.id, chat_id=None, now_id=second.id)
        self.work.people.change(second.id, chat_id=chat, phone=second.phone or first.phone)
        old, new = told_apart([first, second])
        self._note(Change("person", first.id, "merged", old, new), person, source)
        return PeopleMerged(first, second)

    def split(self, order: OrderLine) -> PersonSplit:
        """Let projects be a namesake's: 分开 张三 13900000000 P07, whose phone tells them apart.

        Raises:
            OrderUnclearError: The person or the projects are missing.
            PersonNotFoundError, NamesakesError: Nobody is called so, or several are.
            NothingToPassOnError: They hold nothing on these projects.
        """
        require(order.by, Action.KEEP_PEOPLE)
        told = read_apart(order.text)
        old = find_person(self.work, replace(told.who, phone=None))
        named = {self.projects.find(code).id for code in told.codes}
        duties = [each for each in self.work.duties.held_by(old.id) if each.project_id in named]
        if not duties:
            raise NothingToPassOnError(old.name)
        new_id = self.work.people.add(old.name, old.unit_id, told.who.phone)
        self.work.identities.give_duties([each.id for each in duties], new_id)
        self.work.people.grant((new_id, each.role) for each in duties)
        left = {each.role for each in self.work.duties.held_by(old.id)}
        self.work.people.revoke_roles(old.id, {each.role for each in duties} - left)
        change = Change("person", new_id, "split", old.name, " ".join(told.codes))
        self._note(change, order.by, order.source)
        projects = self.work.projects.by_ids(named)
        return PersonSplit(self.work.people.by_id(new_id), tuple(projects))

    # units

    def rename(self, order: OrderLine) -> UnitRenamed:
        """Give a unit another name; the former one still finds it: 更名 县水利局 → 县水务局.

        Raises:
            OrderUnclearError: One of the two names is missing.
            UnitNotFoundError: There is no such unit.
            UnitExistsError: Another unit has the new name.
        """
        require(order.by, Action.KEEP_PEOPLE)
        pair = read_pair(order.text, "rename")
        old, new = pair.first.name, pair.second.name
        unit_id = find_unit(self.work, old)
        before = self.work.units.lines()[unit_id].name
        if new == before or self.work.people.units().get(new, unit_id) != unit_id:
            raise UnitExistsError(new)
        self.work.identities.rename_unit(unit_id, before, new)
        self._note(Change("unit", unit_id, "name", before, new), order.by, order.source)
        return UnitRenamed(unit_id, before, new)

    def rename_back(self, person: Person, unit_id: int, source: Source) -> UnitRenamed:
        """Give a unit its former name again.

        Raises:
            OldButtonError: It never had another.
        """
        require(person, Action.KEEP_PEOPLE)
        former = self.work.identities.former_name(unit_id)
        unit = self.work.units.lines().get(unit_id)
        if former is None or unit is None:
            raise OldButtonError
        self.work.identities.rename_unit(unit_id, unit.name, former)
        self._note(Change("unit", unit_id, "name", unit.name, former), person, source)
        return UnitRenamed(unit_id, unit.name, former)

    def ask_join(self, order: OrderLine) -> JoinAsked:
        """Return what would become one unit: 并入 县规划局 → 县自然资源局.

        Raises:
            OrderUnclearError: One of the two is missing.
            UnitNotFoundError: One of the two is no unit.
            UnitExistsError: They are one already.
            SameProjectsError: Both have a project of one name.
        """
        require(order.by, Action.KEEP_PEOPLE)
        pair = read_pair(order.text, "join")
        first = find_unit(self.work, pair.first.name)
        second = find_unit(self.work, pair.second.name)
        if first == second:
            raise UnitExistsError(pair.second.name)
        lines = self.work.units.lines()
        return JoinAsked(
            first, second, lines[first].name, lines[second].name, self._joined(first, second)
        )

    def join(self, person: Person, first: int, second: int, source: Source) -> UnitsJoined:
        """Let the first unit's projects and people be the second's; its name still finds it.

        Raises:
            OldButtonError: That was done before.
            SameProjectsError: Both have a project of one name.
        """
        require(person, Action.KEEP_PEOPLE)
        lines = self.work.units.lines()
        if first not in lines or second not in lines:
            raise OldButtonError
        count = self._joined(first, second)
        self.work.identities.join_units(first, second)
        self.work.duties.renew_line_leaders(self.clock.now(), self.clock.today())
        names = lines[first].name, lines[second].name
        self._note(Change("unit", first, "joined", *names), person, source)
        return UnitsJoined(*names, count)

    def _joined(self, first: int, second: int) -> int:
        """Return how many projects would pass; two of one name cannot be told apart."""
        passing = self.work.projects.of_owner(first)
        there = {each.name for each in self.work.projects.of_owner(second)}
        for project in passing:
            if project.name in there:
                raise SameProjectsError(project.name)
        return len(passing)

    def _note(self, change: Change, person: Person, source: Source) -> None:
        self.work.trail.add([change], self.clock.now(), person.id, source)
