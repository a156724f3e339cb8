"""Duties pass from one person to another on the office's day; nobody's history is lost."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from typing_extensions import TypedDict

from bot.clock import Clock
from bot.domain.errors import (
    HandoverLeanedOnError,
    HandoverSettledError,
    NothingToPassOnError,
    SamePersonError,
)
from bot.domain.orders.people import read_handover
from bot.domain.outcomes import (
    HandedOver,
    HandoverAsked,
    HandoverDropped,
    HandoverSettled,
    Relieved,
)
from bot.domain.permissions import Action
from bot.domain.records import Person, Source
from bot.domain.terms import Role
from bot.services.access import require
from bot.services.finding_people import find_or_none, find_person, newcomer
from bot.services.notices import Notices
from bot.services.passing_on import PassingOn, effects_as_json
from bot.services.projects import Projects
from storage.duties import HeldDuty
from storage.tables import Handover
from storage.trail import Change
from storage.unit_of_work import Work
from storage.units import UnitPost

UNDO_WITHIN = timedelta(days=1)
_FIELDS = {Role.LEADER: "leaders", Role.RESPONSIBLE: "person", Role.LIAISON: "liaison"}


class Plan(TypedDict):
    """What a handover is to pass on: some projects or all, to somebody known or new."""

    codes: list[str]
    newcomer: dict[str, Any] | None


class Handovers:
    """Asks for confirmation, carries out on the day, takes back."""

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

    def ask(self, person: Person, text: str, _source: Source) -> HandoverAsked:
        """Keep a handover as it was written and return what it would pass on.

        Raises:
            OrderUnclearError: One of the two people is missing.
            PersonNotFoundError, NamesakesError: The former holder is nobody, or several.
            SamePersonError: The two are one.
            NothingToPassOnError: There is nothing the former holder could pass on.
        """
        require(person, Action.KEEP_PEOPLE)
        order = read_handover(text, self.clock.today())
        old, new = find_person(self.work, order.old), find_or_none(self.work, order.new)
        if new is not None and new.id == old.id:
            raise SamePersonError(old.name)
        for code in order.codes:
            self.projects.find(code)
        plan: Plan = {
            "codes": list(order.codes),
            "newcomer": None if new else newcomer(self.work, order.new, old.unit_id),
        }
        handover_id = self.work.handovers.add(
            {
                "from_id": old.id,
                "to_id": new.id if new else None,
                "by_id": person.id,
                "day": order.day,
                "made_at": self.clock.now(),
                "plan": plan,
            }
        )
        duties, posts = self.passing_on.passing(old.id, order.codes)
        if not duties and not posts:
            raise NothingToPassOnError(old.name)
        return HandoverAsked(
            handover_id=handover_id,
            old=old,
            new=order.new.name,
            is_newcomer=new is None,
            day=order.day,
            projects=tuple(self.work.projects.by_ids({each.project_id for each in duties})),
            units=tuple(each.unit for each in posts),
        )

    def settle(self, person: Person, handover_id: int, source: Source) -> HandoverSettled:
        """Confirm a handover: it is carried out now, or on its day.

        Raises:
            HandoverSettledError: It was confirmed or cancelled before.
        """
        require(person, Action.KEEP_PEOPLE)
        handover = self._moved(handover_id, "asked", "settled")
        new_id = self._new_holder(handover)  # who can be invited before the day
        self.work.handovers.move(handover_id, "settled", "settled", to_id=new_id)
        done = handover.day <= self.clock.today()
        count = self.carry_out(handover_id, source) if done else self._count(handover)
        return self._settled(handover_id, count, done=done)

    def drop(self, person: Person, handover_id: int, source: Source) -> HandoverDropped:
        """Cancel a handover, or undo one that was carried out within a day.

        Raises:
            HandoverSettledError: It was cancelled or undone before.
            HandoverLeanedOnError: What it passed on has passed on since, or a day has gone by.
        """
        require(person, Action.KEEP_PEOPLE)
        found = self.work.handovers.get(handover_id)
        if found is not None and found.state == "done":
            handover = self._moved(handover_id, "done", "undone")
            self._undo(handover, source)
        else:
            state = found.state if found else "gone"
            before = state if state in {"asked", "settled"} else "asked"
            handover = self._moved(handover_id, before, "cancelled")
        old, new = self._names(handover)
        return HandoverDropped(old, new)

    def carry_out_due(self) -> None:
        """Carry out the handovers whose day has come; asked twice, it does nothing more."""
        for handover_id in self.work.handovers.due(self.clock.today()):
            self.carry_out(handover_id, Source())

    def carry_out(self, handover_id: int, source: Source) -> int:
        """Let duties, posts and what waits pass on; return how many projects did."""
        handover = self._moved(handover_id, "settled", "done")
        old, new_id = self.work.people.by_id(handover.from_id), self._new_holder(handover)
        plan: Plan = handover.plan  # type: ignore[assignment]  # JSON that was written by `ask`
        duties, posts = self.passing_on.passing(old.id, plan["codes"])
        effects = self.passing_on.pass_on(old.id, new_id, handover.day, duties, posts)
        self.work.handovers.move(
            handover_id,
            "done",
            "done",
            to_id=new_id,
            effects=effects_as_json().dump_python(effects, mode="json"),
        )
        new = self.work.people.by_id(new_id)
        self._trail(handover, duties, posts, (old.name, new.name), source)
        order = {"handover": handover_id}
        self.notices.notify(new, f"handed_over:{handover_id}", {"kind": "handed_over", **order})
        self.notices.notify(old, f"relieved:{handover_id}", {"kind": "relieved", **order})
        return len(effects["projects"])

    # what the two are told

    def handed_over(self, handover_id: int) -> HandedOver | None:
        """Return what the new holder is to know, None if it was undone meanwhile."""
        handover = self.work.handovers.get(handover_id)
        if handover is None or handover.state != "done" or handover.to_id is None:
            return None
        effects = effects_as_json().validate_python(handover.effects)
        projects = self.work.projects.by_ids(effects["projects"])
        posts = self.work.units.posts_of(handover.to_id)
        given = {unit_id for unit_id, _ in effects["posts"]}
        return HandedOver(
            old=self._names(handover)[0],
            day=handover.day,
            lines=tuple(map(self.projects.standing, projects)),
            units=tuple(dict.fromkeys(each.unit for each in posts if each.unit_id in given)),
            requests=len(self.work.milestones.open_requests(effects["projects"])),
        )

    def relieved(self, handover_id: int) -> Relieved | None:
        """Return what the former holder is told, None if it was undone meanwhile."""
        told = self.handed_over(handover_id)
        handover = self.work.handovers.get(handover_id)
        if told is None or handover is None:
            return None
        return Relieved(self._names(handover)[1], told.day, len(told.lines), told.units)

    def _undo(self, handover: Handover, source: Source) -> None:
        effects = effects_as_json().validate_python(handover.effects)
        is_fresh = self.clock.now() - self.clock.midnight(handover.day) <= UNDO_WITHIN
        made_lately = self.clock.now() - handover.made_at <= UNDO_WITHIN
        if not (is_fresh or made_lately) or not self.work.handovers.still_held(effects["begun"]):
            raise HandoverLeanedOnError
        self.passing_on.take_back(effects, handover.from_id, handover.to_id or 0)
        old_name, new_name = self._names(handover)
        changes = [
            Change("project", each, "handover", new_name, old_name, each, "undone")
            for each in effects["projects"]
        ]
        self.work.trail.add(changes, self.clock.now(), handover.by_id, source)

    # records

    def _moved(self, handover_id: int, old: str, new: str) -> Handover:
        moved = self.work.handovers.move(handover_id, old, new)
        handover = self.work.handovers.get(handover_id)
        if handover is None or not moved:
            raise HandoverSettledError(handover.state if handover else "gone")
        return handover

    def _new_holder(self, handover: Handover) -> int:
        """Return the number of the new holder, who is entered if nobody knew them."""
        if handover.to_id is not None:
            return handover.to_id
        entry = handover.plan["newcomer"]
        person_id = self.work.people.add(**entry)
        entered = Change("person", person_id, "entered", None, entry["name"])
        self.work.trail.add([entered], self.clock.now(), handover.by_id, Source())
        return person_id

    def _count(self, handover: Handover) -> int:
        duties, _ = self.passing_on.passing(handover.from_id, handover.plan["codes"])
        return len({each.project_id for each in duties})

    def _names(self, handover: Handover) -> tuple[str, str]:
        old = self.work.people.by_id(handover.from_id).name
        if handover.to_id is None:
            return old, handover.plan["newcomer"]["name"]
        return old, self.work.people.by_id(handover.to_id).name

    def _settled(self, handover_id: int, projects: int, *, done: bool) -> HandoverSettled:
        handover = self.work.handovers.get(handover_id)
        if handover is None:
            raise HandoverSettledError("gone")
        old, _ = self._names(handover)
        to = self.work.people.by_id(handover.to_id or 0)
        return HandoverSettled(handover_id, old, to, handover.day, projects, done, to.is_reachable)

    def _trail(
        self,
        handover: Handover,
        duties: Sequence[HeldDuty],
        posts: Sequence[UnitPost],
        names: tuple[str, str],
        source: Source,
    ) -> None:
        reason = f"handover {handover.day}"
        changes = [
            Change("project", duty.project_id, _FIELDS[duty.role], *names, duty.project_id, reason)
            for duty in duties
        ]
        changes += [
            Change("unit", post.unit_id, post.role.value, *names, None, reason) for post in posts
        ]
        self.work.trail.add(changes, self.clock.now(), handover.by_id, source)
