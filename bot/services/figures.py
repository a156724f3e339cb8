"""Every figure opened: what it is made of, which projects stand behind it, and their reports."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from bot.clock import Clock
from bot.domain.curves import curve_of, done_by, expected_share
from bot.domain.errors import NumberNotFoundError
from bot.domain.groups import ALL, Group, GroupKind, group_of
from bot.domain.money import show_wan
from bot.domain.outcomes import FigureLine, FigureOpened, WhichFigure
from bot.domain.permissions import Action
from bot.domain.policies import Policy
from bot.domain.rates import AMOUNTS, Figure, Headline, Rate, RateName, Sums, Tally, rate, rates
from bot.domain.records import Person
from bot.domain.terms import Kind, Role
from bot.services.access import may, may_read, require_anywhere
from bot.services.groups import Groups
from bot.services.standings import Standings
from storage.figures import Member
from storage.groups import Among
from storage.tables import BulletinState
from storage.unit_of_work import Work

LINES_A_PAGE = 8
SUMS = "sums"
"""Under which the fields of a bulletin hold the figures that its draft was made of."""
_NUMBER = re.compile(r"[0-9][0-9,.]*")
_MOST_PLACES = 2


class Figures:
    """Adds up a stored day, and shows what a sum is made of."""

    def __init__(
        self, work: Work, clock: Clock, policy: Policy, groups: Groups, standings: Standings
    ) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy
        self.groups = groups
        self.standings = standings

    def headline(self, day: date, among: Among) -> Headline:
        """Return the figures of a stored day; what the county is measured by is for all of it."""
        sums = self.work.figures.sums(day, among)
        is_county = among == Among(ALL)
        year = self.policy.year
        target = Decimal(year.target_wan)
        return Headline(
            sums=sums,
            rates=rates(sums),
            expected=expected_share(day, curve_of(self.policy.curve)),
            last_year_wan=done_by(day, year.last_year) if is_county else None,
            of_target=Rate(sums[Tally.DONE_YEAR_WAN], target) if is_county and target else None,
        )

    def open(
        self, person: Person, figure: Figure, group: Group, day: date, page: int = 1
    ) -> FigureOpened:
        """Return the projects behind a figure of a stored day, those first that it lacks.

        Raises:
            NotPermittedError: The person sees no summary.
        """
        require_anywhere(person, Action.SEE_SUMMARY)
        among = self.groups.among(person, group)
        total = self.work.figures.count_behind(day, among, figure)
        pages = max(1, -(-total // LINES_A_PAGE))
        page = min(max(page, 1), pages)
        members = self.work.figures.behind(
            day, among, figure, LINES_A_PAGE, (page - 1) * LINES_A_PAGE
        )
        return FigureOpened(
            figure=figure,
            group=self.groups.labelled(group),
            on=day,
            rate=_rate(self.work.figures.sums(day, among), figure),
            lines=tuple(self._lines(person, members)),
            page=page,
            pages=pages,
            total=total,
        )

    def _lines(self, person: Person, members: Sequence[Member]) -> Iterator[FigureLine]:
        reports = self.work.reports.last_of_projects([each.project_id for each in members])
        for line, member in zip(self.standings.lines(members), members, strict=True):
            report = reports.get(member.project_id)
            if report is not None and may_read(person, report.text, line.project):
                report = replace(report, at=report.at.astimezone(self.clock.zone))
            else:
                report = None
            yield FigureLine(line, member.numerator, member.denominator, report)

    # from a number back to what it is made of

    def shown(self, person: Person, group: Group, day: date) -> None:
        """Remember of which group and day the person saw the figures last."""
        if not self.work.only_reads:
            self.work.facts.put(_shown_fact(person), f"{group.key} {day}")

    def why(self, person: Person, number: str) -> FigureOpened | WhichFigure:
        """Return what the figure is made of that shows *number*.

        It is looked for in the last summary seen, then in what the papers print: the county and
        its kinds as of today, of the last bulletin and of the last return; what that bulletin
        printed before more was told on its day; then by leader and unit.

        Raises:
            NumberNotFoundError: None of them shows such a number.
        """
        found = (
            self._shown_by(person, number, self._whole(person))
            or self._of_bulletin(person, number)
            or self._shown_by(person, number, self._parts())
        )
        if found is None:
            raise NumberNotFoundError(number)
        return found

    def _shown_by(
        self, person: Person, number: str, printed: Iterator[tuple[Group, date]]
    ) -> FigureOpened | WhichFigure | None:
        """Return what the first of these groups and days has that shows *number*."""
        for group, day in printed:
            among = self.groups.among(person, group)
            found = list(_showing(self.work.figures.sums(day, among), number))
            if len(found) == 1:
                return self.open(person, found[0], group, day)
            if found:
                return WhichFigure(number, tuple(found), self.groups.labelled(group), day)
        return None

    def _of_bulletin(self, person: Person, number: str) -> FigureOpened | None:
        """Return the figure that the last bulletin's draft shows as *number*, None if none does."""
        kept = self.work.bulletins.latest(*BulletinState)
        if kept is None or SUMS not in kept.fields or not may(person, Action.SEE_SUMMARY):
            return None
        drafted_at = kept.drafted_at.astimezone(self.clock.zone)
        day = self.work.standings.last_day(drafted_at.date())
        sums = {Tally(name): Decimal(value) for name, value in kept.fields[SUMS].items()}
        found = next(_showing(sums, number), None)
        if found is None or day is None:
            return None
        opened = self.open(person, found, ALL, day)
        return replace(opened, printed=_rate(sums, found), printed_at=drafted_at)

    def _whole(self, person: Person) -> Iterator[tuple[Group, date]]:
        """Yield what a person saw last, and the county and its kinds on the days of papers."""
        yield self._last_shown(person)
        whole = (ALL, *(Group(GroupKind.KIND, kind=each) for each in Kind))
        for day in self._days_of_papers():
            yield from ((group, day) for group in whole)

    def _parts(self) -> Iterator[tuple[Group, date]]:
        """Yield each leader and each unit today."""
        today = self.standings.bring_up_to_date()
        for leader in self.work.people.holding(Role.LEADER):
            yield Group(GroupKind.PERSON, number=leader.id), today
        for number in self.work.people.units().values():
            yield Group(GroupKind.UNIT, number=number), today

    def _days_of_papers(self) -> list[date]:
        """Return the stored days as of which papers were made: today and those of the last ones."""
        today = self.standings.bring_up_to_date()
        bulletin = self.work.bulletins.latest(*BulletinState)
        locked = self.work.returns.last()
        made = [
            None if bulletin is None else bulletin.drafted_at,
            None if locked is None else locked.locked_at,
        ]
        days = [at.astimezone(self.clock.zone).date() for at in made if at is not None]
        stored = (self.work.standings.last_day(day) for day in days)
        return list(dict.fromkeys([today, *(day for day in stored if day is not None)]))

    def _last_shown(self, person: Person) -> tuple[Group, date]:
        require_anywhere(person, Action.SEE_SUMMARY)
        key, _, day = (self.work.facts.get(_shown_fact(person)) or "").partition(" ")
        group = group_of(key)
        if group is None:
            return ALL, self.standings.bring_up_to_date()
        return group, date.fromisoformat(day)


def _shown_fact(person: Person) -> str:
    return f"summary:{person.id}"


def _rate(sums: Sums, figure: Figure) -> Rate:
    if isinstance(figure, RateName):
        return rate(sums, figure)
    whole = Tally.TOTAL_WAN if figure in AMOUNTS else Tally.PROJECTS
    return Rate(sums[figure], sums[whole])


def _showing(sums: Sums, number: str) -> Iterator[Figure]:
    """Yield the figures that print *number*: a percent, both sides of a rate, or a plain one."""
    typed = [Decimal(each.replace(",", "").rstrip(".")) for each in _NUMBER.findall(number)]
    if len(typed) == 2 and re.search("[/／]", number):
        yield from (name for name in RateName if _sides(sums, name) == tuple(typed))
    elif len(typed) == 1 and re.search("[%％]", number):
        yield from (name for name in RateName if _prints(rate(sums, name).share, typed[0]))
    elif len(typed) == 1:
        yield from (tally for tally in Tally if _is_shown(tally, sums[tally], typed[0], number))


def _sides(sums: Sums, name: RateName) -> tuple[Decimal, Decimal]:
    shown = rate(sums, name)
    return shown.numerator, shown.denominator


def _prints(share: Decimal | None, percent: Decimal) -> bool:
    """Say whether a share is printed as *percent* with as many decimals as were typed."""
    if share is None:
        return False
    places = max(0, -int(percent.as_tuple().exponent))
    return places <= _MOST_PLACES and (share * 100).quantize(percent, ROUND_HALF_UP) == percent


def _is_shown(tally: Tally, value: Decimal, typed: Decimal, number: str) -> bool:
    if tally not in AMOUNTS or value == typed:
        return value == typed
    shown = show_wan(value)
    return shown.startswith(f"{typed:f}") and _NUMBER.sub("", number).strip() in {
        "", _NUMBER.sub("", shown), _NUMBER.sub("", shown)[:1]
    }  # fmt: skip
