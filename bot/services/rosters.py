"""How each person can be reached: linked, unreachable, away, silent, never heard of."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.clock import Clock
from bot.domain.escalations import overdue_days
from bot.domain.outcomes import Contact, PersonLine, Roster, RosterGroup
from bot.domain.permissions import Action
from bot.domain.policies import Policy
from bot.domain.records import Person
from bot.services.access import require
from storage.unit_of_work import Work

PAGE = 8


class Rosters:
    """Tells the office whom its messages do not reach."""

    def __init__(self, work: Work, clock: Clock, policy: Policy) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy

    def roster(self, person: Person) -> Roster:
        """Return how many people stand how."""
        require(person, Action.SEE_GAPS)
        lines = self.lines()
        return Roster(len(lines), counts_of(lines))

    def group(self, person: Person, word: str, page: int) -> RosterGroup:
        """Return a page of those who stand in one way, those with most projects first."""
        require(person, Action.SEE_GAPS)
        contact = Contact(word) if word in tuple(Contact) else Contact.NOT_LINKED
        found = [each for each in self.lines() if each.contact is contact]
        found.sort(key=lambda each: (-each.silent_days, -each.projects, each.person.id))
        pages = max(1, -(-len(found) // PAGE))
        page = min(max(page, 1), pages)
        shown = found[(page - 1) * PAGE : page * PAGE]
        return RosterGroup(contact, tuple(shown), page, pages, len(found))

    def lines(self) -> list[PersonLine]:
        """Return everybody who holds a role, and how they can be reached."""
        today = self.clock.today()
        waiting = self.work.people.waiting_for_answers()
        held = self.work.duties.counts()
        standing_in = self.work.people.standing_in(today)
        away = {
            each.person_id
            for each in self.work.absences.from_day(today)
            if each.first_day <= today
        }
        names = self.work.people.by_ids(set(standing_in.values()))
        lines = []
        for person in self.work.people.everybody():
            if person.roles:
                days = self._silent_days(waiting.get(person.id))
                delegate = standing_in.get(person.id)
                lines.append(
                    PersonLine(
                        person=person,
                        contact=self._contact(person, days, is_away=person.id in away),
                        projects=held.get(person.id, 0),
                        silent_days=days,
                        delegate=names[delegate].name if delegate else None,
                    )
                )
        return lines

    def _contact(self, person: Person, silent_days: int, *, is_away: bool) -> Contact:
        if person.chat_id is None:
            return Contact.NOT_LINKED
        if person.unreachable:
            return Contact.UNREACHABLE
        if is_away:
            return Contact.AWAY
        if silent_days >= self.policy.people.silent_days:
            return Contact.SILENT
        return Contact.LINKED if person.heard_at else Contact.UNANSWERED

    def _silent_days(self, first_sent: datetime | None) -> int:
        """Return the working days since the first message that nothing was said to."""
        if first_sent is None:
            return 0
        day = first_sent.astimezone(self.clock.zone).date()
        return overdue_days(day, self.clock.today(), self.work.working_days)


def counts_of(lines: Sequence[PersonLine]) -> tuple[tuple[Contact, int], ...]:
    """Return how many stand how, in the order of `Contact`; none are left out."""
    counts: Mapping[Contact, int] = Counter(each.contact for each in lines)
    return tuple((each, counts[each]) for each in Contact if counts[each])
