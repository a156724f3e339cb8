"""Which projects a person means by the words behind /summary, and which of them they may see."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from bot.clock import Clock
from bot.domain.deadlines import Mode, read_deadline
from bot.domain.errors import DayNotPastError, GroupNotFoundError, NoMeetingError
from bot.domain.groups import ALL, Group, GroupKind
from bot.domain.permissions import Action
from bot.domain.records import Person
from bot.domain.terms import Kind, Status
from bot.services.access import may
from bot.services.projects import Projects
from storage.groups import Among
from storage.unit_of_work import Work

MEETING_FACT = "last_meeting"
MEETING_WORDS = ("上次会议", "上次会", "会后", "meeting")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the words behind /summary ask for: one of these groups, and changes since a day."""

    groups: tuple[Group, ...]
    since: date | None


class Groups:
    """Reads, labels and bounds groups of projects."""

    def __init__(self, work: Work, clock: Clock, projects: Projects) -> None:
        self.work = work
        self.clock = clock
        self.projects = projects

    def among(self, person: Person, group: Group, action: Action = Action.SEE_SUMMARY) -> Among:
        """Return the projects of *group* over which *person* may do *action*."""
        if may(person, action):
            return Among(group)
        return Among(group, [each.id for each in self.projects.visible_to(person, action)])

    def labelled(self, group: Group) -> Group:
        """Return a group that a button names with what people call it."""
        if group.number is None:
            return replace(group, label=group.kind.value if group.kind else "")
        if group.by is GroupKind.CAMPAIGN:
            campaign = self.work.campaigns.by_id(group.number)
            names = [campaign.name] if campaign else []
        elif group.by is GroupKind.PERSON:
            people = self.work.people.by_ids([group.number])
            names = [person.name for person in people.values()]
        else:
            units = self.work.people.units().items()
            names = [name for name, number in units if number == group.number]
        return replace(group, label=names[0] if names else "")

    def wanted(self, words: Iterable[str]) -> Wanted:
        """Return what *words* ask for: a name, a day, both, or nothing for all projects.

        Raises:
            GroupNotFoundError: No unit, person or kind is called so.
            DayNotPastError: The day is still to come.
            NoMeetingError: No meeting was noted yet.
        """
        since, names = None, []
        for word in words:
            day = self.day_of(word)
            if day is None:
                names.append(word)
            else:
                since = day
        if not names:
            return Wanted((ALL,), since)
        name = "".join(names)
        groups = self._called(name)
        if not groups:
            raise GroupNotFoundError(name)
        return Wanted(tuple(groups), since)

    def day_of(self, word: str) -> date | None:
        """Return the past day that *word* names, None if it names none."""
        if word.lower() in MEETING_WORDS:
            noted = self.work.facts.get(MEETING_FACT)
            if noted is None:
                raise NoMeetingError
            return date.fromisoformat(noted)
        day = self.day_written(word)
        if day is not None and day >= self.clock.today():
            raise DayNotPastError(day)
        return day

    def day_written(self, word: str) -> date | None:
        """Return the day that *word* is as people write it, past or not; None if it is none."""
        reading = read_deadline(word, self.clock.today(), Mode.CELL)
        return reading.date if reading.status is Status.OK else None

    def _called(self, name: str) -> list[Group]:
        """Return the groups of exactly this name; without any, those whose name holds it."""
        known = [
            *(Group(GroupKind.KIND, kind=each, label=each.value) for each in Kind),
            *(
                Group(GroupKind.UNIT, number=number, label=unit)
                for unit, number in self.work.people.units().items()
            ),
            *(
                Group(GroupKind.CAMPAIGN, number=each.id, label=each.name)
                for each in self.work.campaigns.running()
            ),
            *(
                Group(GroupKind.PERSON, number=person.id, label=person.name)
                for person in self.work.people.everybody()
            ),
        ]
        exact = [group for group in known if group.label in {name, name.removesuffix("项目")}]
        return exact or [group for group in known if name in group.label]
