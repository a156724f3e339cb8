"""The day's one message a person: queued at their hour, made when it goes out."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.clock import Clock
from bot.domain.awareness import next_card_on
from bot.domain.escalations import Step
from bot.domain.hours import Hours, hours_of
from bot.domain.outcomes import Call, CardsSent, Digest, DigestItem, Notices, ProjectStanding
from bot.domain.policies import Policy
from bot.domain.records import DutyLine, Person
from bot.domain.terms import Role
from bot.services.difficulties import Difficulties
from bot.services.instructions import Instructions
from bot.services.returns import Returns
from bot.services.standings import worst_first
from bot.services.weekly_reports import WeeklyReports
from storage.outbox import DIGEST, NOTICE
from storage.reminders import PlannedReminder
from storage.unit_of_work import Work

_LEADING = frozenset({Role.LEADER, Role.LINE_LEADER})


class Digests:
    """Bundles what is due to a person; nothing to say, nothing sent."""

    def __init__(
        self,
        work: Work,
        clock: Clock,
        policy: Policy,
        weekly_reports: WeeklyReports,
        returns: Returns,
        difficulties: Difficulties,
        instructions: Instructions,
    ) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy
        self.weekly_reports = weekly_reports
        self.returns = returns
        self.difficulties = difficulties
        self.instructions = instructions

    def queue(self) -> int:
        """Queue the day's bundled message for whoever has one coming; once a person a day."""
        now, today = self.clock.now(), self.clock.today()
        waiting = self._waiting(today)
        if not waiting:
            return 0
        self.work.reminders.supersede_settled()
        hours = {
            person: self._hours(person)
            for person in self.work.people.linked()
            if person.id in waiting
        }
        due = {person: each for person, each in hours.items() if each.is_digest_time(now)}
        queued = [
            self._queue(
                person,
                f"digest:{person.id}:{now.astimezone(each.zone).date()}",
                "digest",
                DIGEST,
                each.closes_at(now),
            )
            for person, each in due.items()
        ]
        if self._is_morning_past():
            self.work.reminders.skip_unwritable(self._standing_in(today))
        return sum(number is not None for number in queued)

    def _hours(self, person: Person) -> Hours:
        return hours_of(person, self.policy.messages, self.clock.zone, self.work.working_days)

    def _waiting(self, today: date) -> set[int]:
        waiting = self.work.reminders.people_waiting(today) | self.work.duties.card_due(today)
        waiting |= {each.person_id for each in self.weekly_reports.missing()}
        waiting |= {each.person_id for each in self.returns.unreturned()}
        waiting |= self.difficulties.people_waiting()
        if self._news_for_office(today):
            waiting |= {each.id for each in self.work.people.holding(Role.OFFICE)}
        if not waiting:
            return waiting
        # The delegate gets the message; whoever is away gets theirs when they are back.
        standing_in = self._standing_in(today)
        delegates = {delegate for each, delegate in standing_in.items() if each in waiting}
        return (waiting - standing_in.keys()) | delegates

    def _standing_in(self, today: date) -> dict[int, int]:
        """Return who reads in place of whom: a delegate who cannot be written to reads nothing."""
        found = self.work.people.standing_in(today)
        delegates = self.work.people.by_ids(set(found.values()))
        return {away: each for away, each in found.items() if delegates[each].is_reachable}

    def _news_for_office(self, today: date) -> bool:
        return bool(
            self._missing_year(today)
            or self.weekly_reports.listed()
            or self.instructions.has_expired_since(self.work.working_days.before(today))
        )

    def _missing_year(self, today: date) -> int | None:
        """Return the year whose holiday notice the office is asked for, once a week."""
        if self.work.working_days.before(today).isocalendar()[1] == today.isocalendar()[1]:
            return None
        return self.work.working_days.missing_year(today)

    def _is_morning_past(self) -> bool:
        """Return whether the county's bundled messages of today have been queued."""
        local = self.clock.local()
        return (
            self.work.working_days(local.date()) and local.time() >= self.policy.messages.digest_at
        )

    def send_cards_now(self, reason: str = "") -> CardsSent:
        """Queue the assignment cards of whoever was not told of a project yet.

        Outside a person's working hours theirs waits for these to open, unless the office gives
        a *reason* not to (RULES.md section 5).
        """
        now, waits = self.clock.now(), []
        untold = self.work.duties.untold()
        linked = [each for each in self.work.people.linked() if each.id in untold]
        for person in linked:
            opens_at = None if reason else self._hours(person).opens_at(now)
            if opens_at is not None:
                waits.append(opens_at)
            key = f"cards:{person.id}:{now.isoformat()}"
            self._queue(person, key, "cards", NOTICE, None, opens_at, at_once=bool(reason))
        opening = min(waits).astimezone(self.clock.zone) if waits else None
        not_linked = len(untold) - len(linked)
        return CardsSent(len(linked), not_linked, len(waits), opening, reason)

    def told(self, person_id: int, project_ids: Sequence[int]) -> None:
        """Note that the assignment card of these projects has arrived, at a delegate's if need be.

        To those who lead it goes out again until they tap 知悉; who carries a project out
        shows by reporting that they know of it.
        """
        now, today = self.clock.now(), self.clock.today()
        readers = [person_id, *self._principals(person_id, today)]
        for card in self.work.duties.open_cards(readers, project_ids):
            first = card.told_at or now
            ladder = self.policy.people.card_ladder if card.role in _LEADING else ()
            due = next_card_on(first.astimezone(self.clock.zone).date(), today, ladder)
            self.work.duties.told(card.duty_id, first, due)

    def _queue(
        self,
        person: Person,
        key: str,
        kind: str,
        priority: int,
        expires: datetime | None,
        not_before: datetime | None = None,
        **about: object,
    ) -> int | None:
        if person.chat_id is None:
            return None
        return self.work.outbox.add(
            person.chat_id,
            self.clock.now(),
            render={"kind": kind, "person": person.id, **about},
            priority=priority,
            person_id=person.id,
            key=key,
            not_before=not_before,
            expires_at=expires,
        )

    def digest(self, person_id: int, outbox_id: int, *, cards_only: bool = False) -> Digest | None:
        """Return a person's bundled message as of now; None if nothing is left to say.

        Whoever answered since it was queued is not in it. The rungs in it are on their way.
        """
        person, today = self.work.people.by_id(person_id), self.clock.today()
        posts = [person_id, *self._principals(person_id, today)]
        projects = {number: self.work.projects.of_person(number) for number in posts}
        planned = [] if cards_only else self.work.reminders.planned_for(posts, today)
        items = self._items(planned, person_id, today)
        said = {item.line.project.id for item in items}
        cards = [
            (project, duty)
            for number, held in projects.items()
            for project in held
            for duty in project.duties
            if duty.person_id == number and _card_is_due(duty, today, unseen_only=cards_only)
        ]
        seen = {project.id: project for project, duty in cards if planned and duty.told_at}
        unseen = {project.id: project for project, _ in cards if project.id not in seen}
        digest = Digest(
            person=person,
            day=today,
            items=items,
            first_look=tuple(worst_first(unseen.values(), today, self.policy)),
            still_unaware=tuple(seen),
            healthy=len([each for each in projects[person_id] if each.id not in said]),
            notices=Notices() if cards_only else self._notices(person, said, today),
            unknown_year=None if self.work.working_days.is_known(today.year) else today.year,
            most_lines=self.policy.messages.digest_lines,
        )
        self.work.reminders.bundle([each.id for each in planned], outbox_id)
        return digest if digest.says_something else None

    def _principals(self, person_id: int, today: date) -> list[int]:
        """Return who is away today and for whom this person stands in."""
        standing_in = self._standing_in(today)
        return [each for each, delegate in standing_in.items() if delegate == person_id]

    def _notices(self, person: Person, said: Collection[int], today: date) -> Notices:
        """Return what stands below the projects: reports that are missing, the office's own list."""
        owed = [
            each.project_id
            for each in self.weekly_reports.missing(person.id)
            if each.project_id not in said
        ]
        lines = worst_first(self.work.projects.by_ids(owed), today, self.policy)
        difficulties = self.difficulties.open_for(person)
        self.difficulties.listed(difficulties)
        own = Notices(
            tuple(lines),
            self.policy.weekly_report.due_at,
            unreturned=self._unreturned(person, today),
            difficulties=difficulties,
            return_by=self.returns.lock_day_of(self.returns.open_month()),
        )
        if not person.holds(Role.OFFICE):
            return own
        return replace(
            own,
            missed=self.weekly_reports.listed(),
            to_release=len(self.work.cases.releasable()),
            missing_year=self._missing_year(today),
            unanswered=self.instructions.unanswered(),
        )

    def _unreturned(self, person: Person, today: date) -> tuple[ProjectStanding, ...]:
        own = [
            each.project_id for each in self.returns.unreturned() if each.person_id == person.id
        ]
        return tuple(worst_first(self.work.projects.by_ids(own), today, self.policy))

    def _items(
        self, planned: Sequence[PlannedReminder], reader_id: int, today: date
    ) -> tuple[DigestItem, ...]:
        """Return what is due by project: specially watched ones first, then red first."""
        due: dict[int, PlannedReminder] = {}
        for each in planned:  # the most overdue node speaks for its project
            due.setdefault(each.project_id, each)
        lines = worst_first(self.work.projects.by_ids(list(due)), today, self.policy)
        calls = self._calls(due.values())
        principals = self.work.people.by_ids({each.person_id for each in planned} - {reader_id})
        items = []
        for line in lines:
            each = due[line.project.id]
            away = principals.get(each.person_id)
            to_phone = calls.get(each.milestone_id, ()) if each.role is Role.OFFICE else ()
            (node,) = [one for one in line.project.milestones if one.id == each.milestone_id]
            items.append(
                DigestItem(
                    line,
                    node,
                    (node.deadline - today).days,
                    each.rung,
                    each.role,
                    tuple(to_phone),
                    away.name if away else None,
                )
            )
        return tuple(sorted(items, key=lambda item: not item.is_watched))

    def _calls(self, due: Iterable[PlannedReminder]) -> dict[int, list[Call]]:
        """Return whom the office is to phone, by node: the latest step's holders, or nobody."""
        nodes = [each.milestone_id for each in due if each.role is Role.OFFICE]
        steps = self.work.cases.steps_of_milestones(nodes) if nodes else []
        people = self.work.people.by_ids({each.person_id for each in steps if each.person_id})
        latest = {each.milestone_id: each.step for each in steps}
        calls: dict[int, list[Call]] = {}
        for each in steps:
            if each.step is not latest[each.milestone_id] or each.step is Step.OFFICE:
                continue
            if each.to_phone and each.person_id:
                person = people[each.person_id]
                calls.setdefault(each.milestone_id, []).append(
                    Call(each.step, person.name, person.phone)
                )
            elif each.person_id is None:
                calls.setdefault(each.milestone_id, []).append(Call(each.step, None, None))
        return calls


def _card_is_due(duty: DutyLine, today: date, *, unseen_only: bool) -> bool:
    """Say whether a card is due by *today*; by hand, every one not seen yet is."""
    if duty.card_due_on is None:
        return False
    return duty.told_at is None if unseen_only else duty.card_due_on <= today
