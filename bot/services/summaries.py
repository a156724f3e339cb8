"""How things stand, for whoever may see something of it."""

from datetime import date, datetime

from bot.clock import Clock
from bot.domain.errors import NoRecordError
from bot.domain.groups import ALL, Group
from bot.domain.outcomes import (
    Changes,
    LostLine,
    MeetingNoted,
    Summary,
    Turned,
    Undelivered,
    WhichGroup,
)
from bot.domain.permissions import Action
from bot.domain.records import Person
from bot.domain.terms import Role
from bot.services.access import require, require_anywhere
from bot.services.figures import Figures
from bot.services.groups import MEETING_FACT, Groups
from bot.services.papers import papers_of
from bot.services.standings import Standings
from bot.texts.messages import without_marks
from storage.groups import Among
from storage.unit_of_work import Work

WORST = 5
MOST_LINES = 20


class Summaries:
    """Answers what the office is asked at 17:40."""

    def __init__(
        self, work: Work, clock: Clock, groups: Groups, figures: Figures, standings: Standings
    ) -> None:
        self.work = work
        self.clock = clock
        self.groups = groups
        self.figures = figures
        self.standings = standings

    def asked(self, person: Person, words: list[str]) -> Summary | WhichGroup:
        """Return the summary that *words* ask for, or the groups among which to choose.

        Raises:
            NotPermittedError: The person sees no summary.
            GroupNotFoundError: No unit, person or kind is called so.
            DayNotPastError: The day is still to come.
            NoMeetingError: No meeting was noted yet.
            NoRecordError: The record does not go back so far.
        """
        require_anywhere(person, Action.SEE_SUMMARY)
        wanted = self.groups.wanted(words)
        if len(wanted.groups) > 1:
            return WhichGroup(wanted.groups, wanted.since)
        return self.summary(person, wanted.groups[0], wanted.since)

    def summary(self, person: Person, group: Group = ALL, since: date | None = None) -> Summary:
        """Return how the projects of *group* that *person* may see stand now.

        Raises:
            NotPermittedError: The person sees no summary.
            NoRecordError: The record does not go back to *since*.
        """
        require_anywhere(person, Action.SEE_SUMMARY)
        day = self.standings.bring_up_to_date()
        among = self.groups.among(person, group)
        self.figures.shown(person, group, day)
        headline = self.figures.headline(day, among)
        return Summary(
            as_of=self.clock.local(),
            on=day,
            group=self.groups.labelled(group),
            is_own=among.visible is not None,
            headline=headline,
            worst=tuple(self.standings.lines(self.work.figures.worst(day, among, WORST))),
            aware_leaders=self.work.figures.aware(among, Role.LEADER),
            aware_line_leaders=self.work.figures.aware(among, Role.LINE_LEADER),
            changes=None if since is None else self._changes(day, since, among),
            unread=self.work.questions.count_unread(),
            undelivered=self.work.outbox.undelivered() + self.work.inbox.dead_letters(),
            not_linked=len(self.work.people.not_linked()),
            refused_rows=len(self.work.imports.to_complete()),
            office_view=person.holds(Role.OFFICE) and group == ALL,
            papers=papers_of(person),
        )

    def _changes(self, day: date, since: date, among: Among) -> Changes:
        before = self.work.standings.last_day(since)
        if before is None:
            raise NoRecordError(since, self.work.standings.first_day())
        turned = self.work.figures.turned(day, before, among, WORST)
        lines = self.standings.lines(member for member, _ in turned)
        return Changes(
            since=before,
            before=self.figures.headline(before, among),
            turned=tuple(Turned(line, was) for line, (_, was) in zip(lines, turned, strict=True)),
        )

    def note_meeting(self, person: Person) -> MeetingNoted:
        """Note that there is a meeting today, since which changes can be asked for."""
        require(person, Action.ISSUE_PAPERS)
        today = self.clock.today()
        self.work.facts.put(MEETING_FACT, today.isoformat())
        return MeetingNoted(today)

    def undelivered(self, person: Person) -> Undelivered:
        """Return what did not arrive and what could not be handled, newest first."""
        require(person, Action.SEE_GAPS)
        lost = self.work.outbox.dead_letters(MOST_LINES)
        people = self.work.people.by_ids([person_id for _, person_id, _, _ in lost if person_id])
        names = {number: each.name for number, each in people.items()}
        lines = [
            self._lost(at, names.get(person_id or 0, ""), words, why, incoming=False)
            for at, person_id, words, why in lost
        ]
        for at, chat_id, why in self.work.inbox.unhandled(MOST_LINES):
            teller = self.work.people.by_chat(chat_id or 0)
            lines.append(self._lost(at, teller.name if teller else "", "", why, incoming=True))
        return Undelivered(tuple(sorted(lines, key=lambda line: line.at, reverse=True)))

    def _lost(self, at: datetime, name: str, words: str, why: str, *, incoming: bool) -> LostLine:
        return LostLine(at.astimezone(self.clock.zone), name, without_marks(words), why, incoming)
