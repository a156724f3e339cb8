"""Which rung of a reminder ladder is in force, for whom, and when to look again.

A rung is a whole number of days to the deadline: 7 is a week before, 0 the day itself, -3 three
days after. Source: RULES.md section 5. Rest days are the caller's: without `is_working_day`
every day is a working day, which is the calendar-day form of the rules. A rung on a rest day
moves to the working day before: on each day the rungs of the rest days that follow count too.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice

from bot.domain.policies import DayKind, Policy
from bot.domain.policy_values import Weekday
from bot.domain.terms import Role

IsWorkingDay = Callable[[date], bool]


class Untold(StrEnum):
    """Why a rung that was due told its person nothing."""

    NOT_LINKED = "not_linked"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"


# No rest is longer: a calendar that knows no working day for a year is not believed.
LONGEST_REST = 366


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of one role, from far to near, and how it is chased once the day has passed.

    Attributes:
        rungs: Days before the deadline.
        chase_days: Working days after the deadline that have a rung each; 0 for no chase.
        chase_weekdays: Days of the week that have one from then on.
        in_working_days: Whether the rungs count working days.
    """

    rungs: tuple[int, ...]
    chase_days: int = 0
    chase_weekdays: tuple[Weekday, ...] = ()
    in_working_days: bool = False

    def before(self, deadline: date, is_working_day: "IsWorkingDay") -> "Ladder":
        """Return the ladder of one deadline, its rungs in calendar days."""
        if not self.in_working_days:
            return self
        days = [
            deadline,
            *islice(_working_days_before(deadline, is_working_day), max(self.rungs, default=0)),
        ]
        return replace(
            self,
            rungs=tuple((deadline - days[rung]).days for rung in self.rungs),
            in_working_days=False,
        )


@dataclass(frozen=True, slots=True)
class Duty:
    """A person who answers for a milestone, and as what."""

    person_id: int
    role: Role


@dataclass(frozen=True, slots=True)
class ReminderDue:
    """A rung that is in force for a person."""

    person_id: int
    role: Role
    rung: int


Ladders = Mapping[Role, Ladder]
Rungs = Mapping[Role, int | None]


def every_day(_day: date) -> bool:
    """Return that work goes on, whatever the day."""
    return True


def rung_in_force(
    deadline: date, today: date, ladder: Iterable[int], is_working_day: IsWorkingDay = every_day
) -> int | None:
    """Return the rung of *ladder* that applies on *today*, or None before the first.

    Args:
        deadline: Last day that counts as on time.
        today: Calendar day in the county's zone.
        ladder: Days before the deadline at which to remind, such as 7, 3, 1 and 0.
        is_working_day: Tells the days on which reminders go out.

    Only the latest rung reached is returned: after a week offline one reminder goes out, not four.
    """
    days_left = (deadline - _reach(today, is_working_day)).days
    return min((rung for rung in ladder if days_left <= rung), default=None)


def chase_in_force(
    deadline: date, today: date, ladder: Ladder, is_working_day: IsWorkingDay = every_day
) -> int | None:
    """Return the negative rung that applies to an overdue milestone, or None before the first.

    Each of the first `chase_days` working days after the deadline has one, later each of
    `chase_weekdays`. On the days between, the last one stays in force.
    """
    reach = _reach(today, is_working_day)
    days = tuple(_daily_chase(deadline, ladder, is_working_day))
    if not days or reach < days[0]:
        return None
    daily = max(day for day in days if day <= reach)
    weekly = (day for day in _days_back_to(days[-1], reach) if _is_weekly(day, ladder))
    return (deadline - next(weekly, daily)).days


def latest_rung(
    deadline: date, today: date, ladder: Ladder, is_working_day: IsWorkingDay = every_day
) -> int | None:
    """Return the rung in force on *today*, before or after the deadline, or None."""
    chase = chase_in_force(deadline, today, ladder, is_working_day)
    return rung_in_force(deadline, today, ladder.rungs, is_working_day) if chase is None else chase


def next_check_on(
    deadline: date,
    today: date,
    ladders: Iterable[Ladder],
    is_working_day: IsWorkingDay = every_day,
) -> date | None:
    """Return the next day after *today* on which a rung of any of *ladders* comes into force.

    Looking on these days alone misses no rung, and looking on a day between adds none. None when
    nothing will ever come: the last rung is passed and nobody is chased.
    """
    reach = _reach(today, is_working_day)
    days = (
        day
        for ladder in (each.before(deadline, is_working_day) for each in ladders)
        for day in (
            _next_rung_day(deadline, reach, ladder),
            _next_chase_day(deadline, reach, ladder, is_working_day),
        )
        if day
    )
    soonest = min(days, default=None)
    return None if soonest is None else _working_day_by(soonest, is_working_day)


def ladders_of(policy: Policy, *, special_watch: bool = False) -> Ladders:
    """Return the ladder of each role that is reminded of deadlines, the closest ladder first.

    Under special watch 挂牌督战 the owner's side has its closer ladder; the others keep theirs.
    """
    settings = policy.reminders
    working = settings.days is DayKind.WORKING
    owner = Ladder(
        settings.special_watch_ladder if special_watch else settings.owner_ladder,
        settings.chase_days,
        settings.chase_weekdays,
        working,
    )
    ladders = {
        Role.RESPONSIBLE: owner,
        Role.LIAISON: owner,
        Role.LEADER: Ladder(settings.leader_ladder, in_working_days=working),
        Role.UNIT_HEAD: Ladder(settings.unit_head_ladder, in_working_days=working),
    }
    return dict(sorted(ladders.items(), key=lambda item: _closeness(item[1]), reverse=True))


def rungs_on(
    deadline: date, today: date, ladders: Ladders, is_working_day: IsWorkingDay = every_day
) -> Rungs:
    """Return the rung in force on *today* for each role, in the order of *ladders*.

    It is the same for all milestones of one deadline: who plans many asks once for each day.
    """
    return {
        role: latest_rung(deadline, today, ladder.before(deadline, is_working_day), is_working_day)
        for role, ladder in ladders.items()
    }


def reminders_due(rungs: Rungs, people: Iterable[Duty]) -> tuple[ReminderDue, ...]:
    """Return who is to be reminded of a milestone that is not done, and by which rung.

    Args:
        rungs: What `rungs_on` found, the closest ladder first.
        people: All duties on the milestone.

    Who holds several duties is reminded once, by the closest of their ladders and no other. Roles
    without a ladder are not reminded. The order is that of *people*.
    """
    closeness = tuple(rungs)
    closest: dict[int, Role] = {}
    for duty in people:
        if duty.role in rungs:
            held = closest.setdefault(duty.person_id, duty.role)
            closest[duty.person_id] = min(held, duty.role, key=closeness.index)
    return tuple(
        ReminderDue(person_id, role, rung)
        for person_id, role in closest.items()
        if (rung := rungs[role]) is not None
    )


def working_days_after(day: date, is_working_day: IsWorkingDay = every_day) -> Iterator[date]:
    """Yield the working days after *day*, soonest first, without end."""
    while True:
        day = _next_working_day(day, is_working_day)
        yield day


def _working_days_before(day: date, is_working_day: IsWorkingDay) -> Iterator[date]:
    while True:
        day = _working_day_by(day - timedelta(days=1), is_working_day)
        yield day


def _closeness(ladder: Ladder) -> tuple[bool, int]:
    return ladder.chase_days > 0, len(ladder.rungs)


def _next_working_day(day: date, is_working_day: IsWorkingDay) -> date:
    following = (day + timedelta(days=n) for n in range(1, LONGEST_REST))
    return next(filter(is_working_day, following), day + timedelta(days=1))


def _reach(today: date, is_working_day: IsWorkingDay) -> date:
    """Return the last day whose rungs are in force on *today*: the rest days ahead count."""
    return _next_working_day(today, is_working_day) - timedelta(days=1)


def _working_day_by(day: date, is_working_day: IsWorkingDay) -> date:
    until_then = (day - timedelta(days=n) for n in range(LONGEST_REST))
    return next(filter(is_working_day, until_then), day)


def _next_rung_day(deadline: date, reach: date, ladder: Ladder) -> date | None:
    days_left = (deadline - reach).days
    rung = max((rung for rung in ladder.rungs if rung < days_left), default=None)
    return None if rung is None else deadline - timedelta(days=rung)


def _next_chase_day(
    deadline: date, reach: date, ladder: Ladder, is_working_day: IsWorkingDay
) -> date | None:
    days = tuple(_daily_chase(deadline, ladder, is_working_day))
    if not days:
        return None
    if reach < days[-1]:
        return min(day for day in days if day > reach)
    week = (reach + timedelta(days=n) for n in range(1, 8))
    return next((day for day in week if _is_weekly(day, ladder)), None)


def _daily_chase(deadline: date, ladder: Ladder, is_working_day: IsWorkingDay) -> Iterator[date]:
    return islice(working_days_after(deadline, is_working_day), ladder.chase_days)


def _days_back_to(earliest: date, latest: date) -> Iterator[date]:
    """Yield up to a week of days from *latest* back, *earliest* not among them."""
    days = min((latest - earliest).days, 7)
    return (latest - timedelta(days=n) for n in range(days))


def _is_weekly(day: date, ladder: Ladder) -> bool:
    return Weekday.of(day) in ladder.chase_weekdays
