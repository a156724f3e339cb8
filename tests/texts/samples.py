"""One of each thing a person can be told, small or as large as a county can make it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

from bot.domain import outcomes as o
from bot.domain.audits import Difference, Finding
from bot.domain.escalations import Skip, Step
from bot.domain.groups import Group, GroupKind
from bot.domain.lights import Reason, ReasonKey, Standing
from bot.domain.permissions import Action
from bot.domain.policies import Ranking, policy_from
from bot.domain.rankings import OnTime, Record
from bot.domain.rates import AMOUNTS, Figure, Headline, Rate, RateName, Tally
from bot.domain.records import (
    DutyLine,
    MilestoneLine,
    MoveLine,
    Person,
    Project,
    ReportLine,
    StepState,
)
from bot.domain.returns import ReturnLine
from bot.domain.schedules import NodeTime, Schedule
from bot.domain.terms import (
    Kind,
    Light,
    MilestoneKind,
    MoveKind,
    ProcedureStep,
    Role,
    WorksState,
)
from bot.domain.unit_rows import RefusedUnit, UnitReason

TODAY = date(2020, 5, 8)
NOW = datetime(2020, 5, 8, 17, 40, tzinfo=UTC)
LOUD = [each for each in Finding if each is not Finding.JOINED]
LARGEST_ID = 2_000_000_000
ROLES = frozenset({Role.LEADER, Role.OFFICE, Role.RESPONSIBLE})


class Samples:
    """Records in which *words* stand wherever somebody's own words can stand.

    Args:
        words: A name, a unit, a reply: whatever people type.
        size: How many projects, people, rows and changes there are.
        number: The id of everything.
    """

    def __init__(self, words: str = "Smith", size: int = 1, number: int = 1) -> None:
        self.words = words
        self.size = size
        self.number = number

    def person(self) -> Person:
        return Person(self.number, self.words, self.number, self.words, "1", self.number, ROLES)

    def duty(self, role: Role) -> DutyLine:
        return DutyLine(
            self.number, self.number, self.words, role, 0, self.words, 1, False, NOW, NOW, None
        )

    def node(self, kind: MilestoneKind) -> MilestoneLine:
        return MilestoneLine(
            self.number, self.number, kind, date(2020, 6, 1), date(2020, 6, 30), 2, None
        )

    def project(self) -> Project:
        return Project(
            id=self.number,
            code="P07",
            name=self.words,
            kind=Kind.CONTINUED,
            owner_unit_id=self.number,
            owner=self.words,
            owner_head_id=None,
            owner_line_leader_id=None,
            co_owners=(self.words,),
            total_wan=Decimal(12000),
            plan_wan=Decimal(3000),
            done_year_wan=Decimal("120.5"),
            cumulative_wan=None,
            percent=Decimal("72.5"),
            works_state=WorksState.NOT_STARTED,
            state_verified=False,
            procedure_step=None,
            difficulty=self.words,
            reported_at=NOW,
            duties=(self.duty(Role.LEADER), self.duty(Role.RESPONSIBLE)),
            milestones=(self.node(MilestoneKind.START), self.node(MilestoneKind.FINISH)),
        )

    def standing(self, key: ReasonKey = ReasonKey.BEHIND) -> o.ProjectStanding:
        reason = Reason(key, TODAY, 5, Decimal("12.44"), 10, 2, self.words)
        share = Decimal("0.3333")
        standing = Standing(
            Light.RED, reason, due_soon=True, done=share, expected=share, deviation_pp=-share
        )
        return o.ProjectStanding(self.project(), standing, 53)

    def lines(self) -> tuple[o.ProjectStanding, ...]:
        return (self.standing(),) * self.size

    def changes(self) -> tuple[o.FieldChange, ...]:
        return (
            o.FieldChange("percent", None, Decimal("72.5")),
            o.FieldChange("works_state", WorksState.NOT_STARTED, WorksState.STARTED),
            o.FieldChange("done_year_wan", Decimal(12000), Decimal(12035)),
            o.FieldChange("cumulative_wan", None, Decimal(1)),
            o.FieldChange("difficulty", None, self.words),
            o.FieldChange("kind", Kind.NEW, Kind.PREPARATORY),
            o.FieldChange("total_wan", Decimal(1), Decimal(2)),
            o.FieldChange("plan_wan", None, Decimal(2)),
            o.FieldChange("deadline", TODAY, TODAY),
            o.FieldChange("leaders", (), (self.words,) * self.size),
            o.FieldChange("person", None, self.words),
            o.FieldChange("phone", None, self.words),
            o.FieldChange("co_owners", (), (self.words, self.words)),
            o.FieldChange("name", self.words, self.words),
            o.FieldChange("owner", self.words, self.words),
            o.FieldChange("township", None, self.words),
            o.FieldChange("start", None, TODAY),
            o.FieldChange("line_leaders", (), (self.words,)),
            o.FieldChange("extra.Remarks", self.words, None),
        )

    def card(self) -> o.Card:
        report = ReportLine(
            1, 1, NOW, self.words, True, self.words, None, None, None, None, None, None, None, 1, True
        )  # fmt: skip
        steps = (
            o.StepLine(TODAY, Step.LEADERS, self.words, to_phone=True, skipped=None),
            *(o.StepLine(TODAY, step, None, to_phone=False, skipped=None) for step in Step),
            *(o.StepLine(TODAY, Step.OFFICE, None, to_phone=False, skipped=skip) for skip in Skip),
        )
        return o.Card(
            self.standing(),
            (report,) * 3,
            steps,
            self.moves(),
            self.permits(),
            self.schedule(),
            True,
            ("P08",),
            ("P01",),
            frozenset(Action),
        )

    def moves(self) -> tuple[MoveLine, ...]:
        """Return a deadline moved in either way."""
        return tuple(
            MoveLine(
                self.number, self.number, kind, TODAY, TODAY, TODAY, 12, self.words, self.words
            )
            for kind in MoveKind
        )

    def histories(self) -> list[o.History]:
        """Return a page full of changes, the first entry alone, and one that was taken back."""
        project, words = self.project(), self.words
        change = o.HistoryChange("percent", "60", "70")
        moved = o.HistoryChange("adjustment", "2020-05-08", "2020-06-08", project.milestones[0])
        entry = o.HistoryEntry(NOW, words, (change, moved) * 5, words, for_office=True)
        first = o.HistoryEntry(NOW, words, (o.HistoryChange("created", None, words),), file=words)
        undo = o.HistoryEntry(NOW, "", (change,), is_undo=True, reason=words)
        return [
            o.History(project, (entry,) * 10, 2, 3),
            o.History(project, (first,), 1, 1),
            o.History(project, (undo,), 1, 1),
            o.History(project, (), 1, 1),
        ]

    def permits(self) -> tuple[o.PermitLine, ...]:
        """Return a permit that waits and one that was granted."""
        waits = StepState(self.number, ProcedureStep.EIA, self.words, TODAY, None)
        given = StepState(self.number, ProcedureStep.LAND, None, None, TODAY)
        return (o.PermitLine(waits, 36), o.PermitLine(given, None))

    def schedule(self, unknown_year: int | None = None) -> Schedule:
        finish, own = self.node(MilestoneKind.FINISH), self.node(MilestoneKind.OWN)
        own = replace(own, name=self.words, weight=30)
        return Schedule(
            goal=finish,
            days_left=50,
            working_days=None if unknown_year else 36,
            unknown_year=unknown_year,
            left_wan=Decimal(2880),
            wan_a_day=Decimal(80),
            percent_a_week=Decimal("3.85"),
            nodes=(NodeTime(own, TODAY), NodeTime(finish, TODAY)),
            is_weighed=False,
            is_plan=True,
        )

    def plans(self) -> list[object]:
        """Return what is told when a plan changes."""
        line, node = self.standing(), replace(self.node(MilestoneKind.OWN), name=self.words)
        planned = replace(
            line, project=replace(line.project, monthly_plan_wan=(Decimal("1234567.5"),) * 12)
        )
        shown = o.ScheduleShown(line, self.schedule(), self.permits(), True, True)
        return [
            self.deadlines_moved(),
            o.NodesSet(line),
            o.MonthlyPlanShown(line, is_followed=False),
            o.MonthlyPlanShown(planned, is_followed=True),
            o.MonthlyPlanSet(planned, (), is_followed=False, undoes=self.number),
            o.MonthlyPlanSet(line, (Decimal(1),) * 12, is_followed=True, undoes=None),
            o.MonthlyPlanSet(line, (), is_followed=True, undoes=None),
            o.NodeReached(line, node),
            o.NodeReached(line, node, taken_back=True),
            shown,
            replace(shown, schedule=self.schedule(2031), permits=(), is_ahead=False),
            replace(shown, schedule=None),
            o.StartsSet(TODAY, 12, 3, self.words),
            *(
                o.ProjectsChanged(what, (self.project(),) * 2, self.lines()[:2])
                for what in ("renamed", "withdrawn", "restored", "split", "merged", "carried")
            ),
            o.Corrected(line, "done_year_wan", "800", "850", self.words),
            o.Corrected(line, "difficulty", self.words, None, self.words),
            o.ExemptionChanged(line),
            o.ExemptionChanged(replace(line, project=replace(line.project, exemption=self.words))),
            o.PlanMenu(
                line,
                ("调整", "节点", "月计划", "倒排", "更正", "豁免", "更名", "拆分", "结转", "撤项"),
            ),
            o.PlanMenu(line, ("恢复",)),
            o.AdjustmentUndone((o.NodeLine(line, node),) * self.size),
            replace(self.deadlines_moved(), undoes=(self.number,) * 3),
        ]

    def deadlines_moved(self) -> o.DeadlinesMoved:
        node = self.node(MilestoneKind.FINISH)
        return o.DeadlinesMoved(
            tuple(o.MovedLine(each, node, self.moves()[0]) for each in self.lines())
        )

    def date_request(self, state: str) -> o.DateRequest:
        """Return a later date asked for, decided or not."""
        old, new = date(2020, 6, 30), date(2020, 8, 31)
        return o.DateRequest(
            1, self.standing(), self.words, old, new, self.words, state, self.words
        )

    def difficulty(self) -> o.DifficultyLine:
        return o.DifficultyLine(
            self.number, self.project(), self.words, self.words, TODAY, self.number,
            self.words, TODAY, is_late=True, asks_teller=True,
        )  # fmt: skip

    def difficulty_raised(self, to_phone: tuple[str, ...] = ()) -> o.DifficultyRaised:
        return o.DifficultyRaised(self.standing(), self.difficulty(), to_phone)

    def receipt(self) -> o.Receipt:
        return o.Receipt(
            report_id=self.number,
            line=self.standing(),
            changes=self.changes(),
            reporter=self.words,
            for_office=True,
            no_progress=False,
            difficulty=self.words,
            coordinating=False,
            new_date=TODAY,
            is_request=True,
            evidence=1,
            asks_completed=True,
            unsummed_wan=Decimal(120),
            is_date_told=False,
            open_difficulties=2,
            ended_difficulties=(self.words,) * 2,
        )

    def ask(self, reason: str, *choices: o.Choice) -> o.Ask:
        return o.Ask(self.number, reason, self.words, self.project(), choices)

    def preview(self) -> o.ImportPreview:
        changed = o.ChangedProject("P07", self.words, self.changes())
        refused = o.Refusal(24, self.words, "bad_amount", "E24", self.words)
        return o.ImportPreview(
            batch_id=self.number,
            file_name=self.words,
            new=3,
            changed=(changed,) * self.size,
            unchanged=1,
            missing=(self.words,) * self.size,
            refused=(refused,) * self.size,
            warned=2,
            unread_sheets=(self.words,) * 5,
            similar=(o.SimilarName(2, 24, self.words, self.words, self.project()),) * self.size,
            kept=1,
            is_stale=True,
        )

    def digest(self, role: Role, *, first_look: bool = True, items: bool = True) -> o.Digest:
        return o.Digest(
            person=self.person(),
            day=TODAY,
            items=tuple(self.due(each, 3, role) for each in self.lines()) if items else (),
            first_look=self.lines() if first_look else (),
            healthy=8,
        )

    def due(self, line: o.ProjectStanding, rung: int, role: Role) -> o.DigestItem:
        return o.DigestItem(line, line.project.next_milestone, rung, rung, role)

    def watched_digest(self) -> o.Digest:
        """Return a message about projects under special watch, others, and whom to phone."""
        line = self.standing()
        watched = replace(line, project=replace(line.project, watched_on=TODAY))
        calls = (
            o.Call(Step.LEADERS, self.words, "1"),
            o.Call(Step.UNIT_HEAD, None, None),
            o.Call(Step.CHIEF, None, None),
        )
        items = (
            replace(self.due(watched, -3, Role.OFFICE), calls=calls),
            replace(self.due(line, 3, Role.RESPONSIBLE), principal=self.words),
            self.due(line, 0, Role.RESPONSIBLE),
            self.due(line, -400, Role.RESPONSIBLE),
        )
        return replace(self.digest(Role.OFFICE, first_look=False), items=items)

    def headline(self) -> Headline:
        sums = dict.fromkeys(Tally, Decimal(3)) | dict.fromkeys(AMOUNTS, Decimal(12000))
        rate = Rate(Decimal(4000), Decimal(12000), 2)
        return Headline(
            sums=sums,
            rates=dict.fromkeys(RateName, rate),
            expected=Decimal("0.3525"),
            last_year_wan=Decimal(9000),
            of_target=rate,
        )

    def group(self) -> Group:
        return Group(GroupKind.UNIT, number=self.number, label=self.words)

    def summary(self, *, since: bool = False) -> o.Summary:
        rate = Rate(Decimal(4000), Decimal(12000), 2)
        turned = tuple(o.Turned(line, Light.GREEN) for line in self.lines()[:5])
        return o.Summary(
            as_of=NOW,
            on=TODAY,
            group=self.group(),
            is_own=True,
            headline=self.headline(),
            worst=self.lines()[:5],
            aware_leaders=rate,
            aware_line_leaders=rate,
            changes=o.Changes(TODAY, self.headline(), turned) if since else None,
            unread=1,
            undelivered=1,
            not_linked=1,
            refused_rows=1,
            office_view=True,
            papers=("ledger",),
        )

    def unverified(self) -> Iterator[o.Unverified]:
        """Return states that wait to be verified, told in words and not, and what came of a tap."""
        project = self.project()
        told = o.ReportedState(project, NOW, self.words, self.words, for_office=True)
        waiting = o.Unverified((told,) * min(self.size, 10), 30, LARGEST_ID)
        yield waiting
        yield replace(waiting, lines=(replace(told, at=None),), total=1, verified=(project,) * 10)
        yield replace(waiting, verified=())
        yield replace(waiting, lines=(), total=0)
        yield replace(waiting, verified=(project,), undoes=(LARGEST_ID, LARGEST_ID))
        yield replace(waiting, taken_back=(project,) * 2)

    def ranking(self) -> o.RankingShown:
        lines = tuple(
            o.RankedLine(
                id=self.number,
                code="P07",
                name=self.words,
                unit=self.words,
                rank=2,
                last_rank=last,
                total=Decimal("92.5"),
                parts={"deviation": Decimal(50), "items": None},
                blocker=self.words,
                exempt=True,
                black=True,
                record=Record(Decimal(110), Decimal(360), Decimal(1000), OnTime(1, 2)),
            )
            for last in (None, 1, 2, 3)
        )
        return o.RankingShown(
            which="units_continued",
            on=TODAY,
            lines=lines,
            page=2,
            pages=3,
            total=20,
            may_make=True,
            weights=Ranking(),
            until=TODAY,
        )

    def figure(self, figure: Figure) -> o.FigureOpened:
        report = self.card().reports[0]
        line = o.FigureLine(self.standing(), Decimal(1), Decimal(3), report)
        return o.FigureOpened(
            figure=figure,
            group=self.group(),
            on=TODAY,
            rate=Rate(Decimal(4000), Decimal(12000)),
            printed=Rate(Decimal(3900), Decimal(12000)),
            printed_at=NOW,
            lines=(line, replace(line, report=None)) * min(self.size, 4),
            page=2,
            pages=3,
            total=20,
        )

    def invited(self) -> o.Invited:
        lines = tuple(
            o.InviteLine(self.words, self.words, Role.OFFICE, "x", f"https://t.me/b?start={each}")
            for each in range(self.size)
        )
        return o.Invited(lines, NOW)

    def posts(self) -> list[object]:
        """Return what is told of posts that change hands."""
        person, projects, words = self.person(), (self.project(),) * self.size, self.words
        return [
            o.HandoverAsked(1, person, words, True, TODAY, projects, (words,) * self.size),
            o.HandoverAsked(1, person, words, False, TODAY, (), (words,)),
            o.HandoverSettled(1, words, person, TODAY, 3, done=True, is_linked=False),
            o.HandoverSettled(1, words, person, TODAY, 1, done=False, is_linked=True),
            o.HandoverDropped(words, words),
            o.HandedOver(words, TODAY, self.lines(), (words,) * self.size, 2),
            o.HandedOver(words, TODAY, (), (words,), 0),
            o.Relieved(words, TODAY, 3, (words,) * self.size),
            o.Relieved(words, TODAY, 0, (words,)),
            o.Away(1, words, TODAY, TODAY, words, TODAY.year),
            o.Away(1, words, TODAY, TODAY, None, TODAY.year - 1),
            o.Back(words),
            o.PeopleToName(projects, TODAY),
            o.DeputySet(words, words),
            o.PersonNamed(person, Role.RESPONSIBLE, projects, (words,), True, False, True),
            o.PersonNamed(person, Role.LIAISON, projects, (), False, True, False),
            o.PersonNamed(person, Role.UNIT_HEAD, (), (words,), False, False, True, words),
            o.MergeAsked(person, person, 3, 2),
            o.PeopleMerged(person, person),
            o.PersonSplit(person, projects),
            o.UnitRenamed(1, words, words),
            o.JoinAsked(LARGEST_ID, LARGEST_ID, words, words, 3),
            o.UnitsJoined(words, words, 1),
            o.Ask(1, "order_person", words, None, (o.Choice("person", words),) * 2, words),
        ]

    def gaps(self) -> list[object]:
        """Return what the office is told of people and of what nobody knows."""
        person, project, words = self.person(), self.project(), self.words
        rate = Rate(Decimal(3), Decimal(12))
        line = o.PersonLine(person, o.Contact.SILENT, 3, 7, words)
        dispute = o.Dispute(project, self.number, words, Role.LEADER, NOW)
        roles = (Role.LINE_LEADER, Role.UNIT_HEAD)
        vacancies = tuple(o.Vacancy(words, role, 3) for role in roles) * self.size
        unstaffed = (o.Unstaffed(project, TODAY), o.Unstaffed(project, None)) * self.size
        counts = tuple((each, 3) for each in o.Contact)
        projects = (project,) * self.size
        return [
            o.Roster(12, counts),
            o.Roster(0, ()),
            *(o.RosterGroup(each, (line,) * min(self.size, 8), 2, 3, 20) for each in o.Contact),
            o.RosterGroup(o.Contact.SILENT, (), 1, 1, 0),
            o.Gaps(NOW, rate, rate, projects, vacancies, unstaffed, 6, 2, counts),
            o.Gaps(NOW, rate, rate, (), vacancies[:1], (), 0, 0, ()),
            o.Gaps(NOW, rate, rate, (), (), unstaffed[:1], 0, 0, ()),
            o.Gaps(NOW, rate, rate, (), (), (), 0, 0, ()),
            o.Disputes(dispute, 3),
            o.Disputes(None, 0),
            o.DisputeSettled(dispute),
            o.StaysYours(project, Role.LEADER),
            o.RowsToComplete(
                words, ((24, words, "bad_amount"), (25, "", "missing_name")) * self.size
            ),
            o.RowsToComplete("", ()),
            o.Ask(1, "order_successor", words, None, (), words),
        ]

    def warnings(self) -> Iterator[object]:
        """Yield what is done about warnings."""
        project, line, words, all_lines = self.project(), self.standing(), self.words, self.lines()
        yield o.SameNoted((project,) * min(self.size, 10), ())
        yield o.SameNoted((), (line,))
        yield o.SameNoted((), ())
        yield o.FillIn(line, 0, (self.number,) * 2, TODAY)
        yield o.FillIn(replace(line, project=self.started()), 1, (self.number,) * 2, TODAY)
        yield from (o.Snoozed(rests, rests, 1 - rests, TODAY, 2) for rests in (0, 1))
        yield from (o.Snoozed(rests, 0, 0, TODAY, 2) for rests in (0, 1))
        yield from (o.ChiefList(lines) for lines in (all_lines, ()))
        yield o.CasesReleased((project,), (words,), (words,))
        yield o.CasesReleased((project,), (), ())
        yield o.WhyWatch(project)
        yield o.WhyWatch(replace(project, watched_on=TODAY))
        yield from (o.WatchChanged(project, words, on=on) for on in (True, False))
        yield o.StopEntered(project, TODAY, TODAY, words)
        yield o.StopLifted(project, ((TODAY, TODAY),) * 2)
        yield o.StopLifted(project, ())
        yield o.HolidaysEntered(2027, 30, 6, 250)
        yield o.HoursSet(time(9), "Asia/Urumqi", ("friday", "sunday"), changed=True)
        yield o.HoursSet(time(9), "Asia/Shanghai", (), changed=False)
        for preset in ("points", "ratio"):
            yield o.PolicyInWords(policy_from({"lights": {"preset": preset}}), 2027)
        found = tuple(Difference(each, "P07", words, rung) for each in LOUD for rung in (3, -3))
        yield o.AuditFailed(TODAY, found * self.size, policy_from({}))

    def started(self) -> Project:
        return replace(self.project(), works_state=WorksState.STARTED)

    def notices(self) -> o.Notices:
        missed = o.MissingReport(self.number, "P07", self.number, self.words)
        return o.Notices(self.lines(), time(12), (missed,) * self.size, 3, 2027)

    def registers(self) -> list[object]:
        """Return what is told of a register of units."""
        words = self.words
        fields = ("head", "head_phone", "line_leader", "line_leader_phone", "township")
        changes = tuple(o.FieldChange(each, None, words) for each in fields)
        changed = (o.ChangedUnit(words, changes),) * self.size
        refused = tuple(RefusedUnit(3, words, each) for each in UnitReason) * self.size
        names = (words,) * self.size
        return [
            o.RegisterPreview(self.number, words, names, changed, 3, names, refused),
            o.RegisterPreview(self.number, words, (), (), 3, (), ()),
            o.RegisterApplied(self.number, words, 2, 1, 5),
            o.RegisterApplied(self.number, words, 2, 1, 0),
            *(o.RegisterDropped(words, each) for each in (True, False)),
        ]

    def letters(self) -> list[object]:
        """Return a letter on a busy week and one on an idle one."""
        unit, county = o.UnitBurden(self.number, self.words, 30, 4), o.UnitBurden(None, "", 3, 0)
        burden = (unit, county) * self.size
        sent = (o.SentLine(NOW, self.words, self.words), o.SentLine(NOW, self.words, ""))
        difficulty = o.OpenDifficulty("P07", TODAY, self.words)
        return [
            o.WeeklyLetter(
                TODAY, TODAY, burden, ("P07",) * self.size, 3, 2, 5, 1,
                (difficulty,) * self.size, 2, (TODAY, TODAY), (TODAY,),
            ),
            o.WeeklyLetter(TODAY, TODAY, (), (), 0, 0, 5, 0, (), 0, (TODAY,), ()),
            o.WeeklyLetter(TODAY, TODAY, (), (), 0, 0, 0, 0, (), 0, (), ()),
            o.WeeklyLetter(TODAY, TODAY, (), (), 0, 0, 0, 0, (), 0, (), (TODAY,)),
            o.BurdenOpened(unit, TODAY, TODAY, sent * 5, 2, 3),
            o.BurdenOpened(county, TODAY, TODAY, sent, 1, 1),
        ]  # fmt: skip

    def bulletins(self) -> list[object]:
        """Return what is told of a bulletin on its way."""
        names = (self.words,) * self.size
        shown = [
            o.BulletinShown(
                self.number, 2, state, number, self.words, self.words, self.words,
                ("submit", "approve", "return", "issue", "drop", "correct"),
                (self.words,) * self.size, 30, 3, names, names,
            )
            for state in ("draft", "submitted", "approved", "issued", "dropped")
            for number in ("", self.words)
        ]  # fmt: skip
        return [
            *shown,
            o.BulletinOffered(self.number, 2, self.words, 3, self.words, "1"),
            o.BulletinStatus(None, None),
            o.BulletinStatus(shown[0], shown[-1]),
            o.TemplateTaken(24),
        ]

    def returns(self) -> list[object]:
        """Return what is told of the monthly return."""
        line = ReturnLine(
            1, "P07", self.words, Kind.NEW, self.words, self.words, None, None, None, None, None,
            self.words, is_unchanged=True, has_returned=False, in_statistics=None,
        )  # fmt: skip
        rate, lines = Rate(Decimal(3), Decimal(4)), (line,) * self.size
        return [
            o.ReturnStatus(TODAY, TODAY, rate, lines, TODAY, self.words, may_lock=True),
            o.ReturnStatus(TODAY, TODAY, rate, (), None, None, may_lock=False),
            o.ReturnChanged(TODAY, locked=True, reason=self.words),
            o.ReturnChanged(TODAY, locked=False, reason=self.words),
            o.StatisticsList((self.project(),) * min(self.size, 20), self.size, self.size),
            o.StatisticsList((), 0, 3),
            o.StatisticsList((), 0, 0),
            o.StatisticsMarked(self.project(), marked=True),
            o.StatisticsMarked(self.project(), marked=False),
        ]

    def campaigns(self) -> tuple[o.CampaignLine, ...]:
        """Return a campaign before its first day, on its way, on its last day and over."""
        return tuple(
            o.CampaignLine(
                self.number,
                self.words,
                since,
                until,
                TODAY,
                3,
                1,
                ((Light.RED, 1), (Light.GREEN, 2)),
            )
            for since, until in (
                (date(2020, 5, 9), date(2020, 8, 15)),
                (date(2020, 5, 1), date(2020, 8, 15)),
                (date(2020, 5, 1), TODAY),
                (date(2020, 1, 1), date(2020, 5, 1)),
            )
        )

    def all(self) -> list[object]:
        """Return every outcome, those of several shapes in each."""
        project, standing, words = self.project(), self.standing(), self.words
        return [
            o.ProjectList(self.lines()[:10], 2, 3, self.size, 4),
            o.ProjectList((), 1, 1, 0, 0),
            self.card(),
            self.receipt(),
            o.ReportUndone(standing, self.changes()),
            self.ask("lower_bound", o.Choice("percent", "70%")),
            self.ask("which_project", o.Choice("project", words)),
            self.ask("nobody knows this reason"),
            o.QuestionDropped(),
            o.DifficultyNoted(project, words, (words,) * 3, asked_to_send=True),
            o.DifficultyNoted(project, words, (), asked_to_send=True),
            o.DifficultyNoted(project, words, (), asked_to_send=True, to_phone=(words,)),
            o.DifficultyNoted(project, words, (), asked_to_send=False),
            *(self.difficulty_raised(each) for each in ((), (words,) * 3)),
            o.DifficultyList((self.difficulty(),) * min(self.size, 10), self.size),
            o.DifficultyList((), 0),
            o.DifficultySteered(self.difficulty(), words),
            o.DifficultySolved(self.difficulty(), words),
            o.Urged(project, (words,) * 3),
            o.Urged(project, ()),
            o.InstructionAnswered(standing, words, words, words),
            o.InstructionAnswered(standing, None, words, words),
            o.AnsweredInWords(project, words, words, is_told=True),
            o.AnsweredInWords(project, words, words, is_told=False, asks_besides=True),
            o.InstructionList((o.InstructionLine(project, words, words, TODAY),) * self.size),
            o.InstructionList(()),
            o.Instruction(standing, words, None),
            self.preview(),
            o.ImportApplied(self.number, words, 3, 2, 1, 5),
            o.ImportCancelled(words),
            o.ReadingFile(words),
            self.ask("order_import_reason"),
            o.ImportUndone(words, 1, 2),
            o.CardsSent(3, 2),
            o.CardsSent(3, 0, 3, NOW),
            o.CardsSent(3, 0, 1, NOW),
            o.CardsSent(3, 2, reason=words),
            o.CardsSent(0, 0),
            o.Acknowledged(1, 2),
            o.Acknowledged(0, 2, (words,) * 3),
            o.Acknowledged(0, 2, left=2),
            o.WhichIsNotMine(self.lines()),
            o.NotMineNoted(project, words),
            self.digest(Role.RESPONSIBLE),
            self.digest(Role.RESPONSIBLE, first_look=False),
            self.digest(Role.LEADER, first_look=False),
            self.digest(Role.OFFICE, items=False),
            replace(self.digest(Role.LEADER, first_look=False), still_unaware=(1, 2)),
            replace(
                self.digest(Role.OFFICE, first_look=False),
                notices=self.notices(),
                unknown_year=2027,
            ),
            replace(self.digest(Role.RESPONSIBLE, items=False), notices=self.notices()),
            self.watched_digest(),
            self.summary(),
            self.summary(since=True),
            *(self.figure(figure) for figure in (*Tally, *RateName)),
            replace(self.figure(Tally.RED), lines=()),
            o.WhichFigure("66%", (*Tally,), self.group(), TODAY),
            o.WhichGroup((self.group(),) * self.size, TODAY),
            o.WhichGroup((self.group(),), None),
            *self.unverified(),
            o.MeetingNoted(TODAY),
            self.ranking(),
            replace(self.ranking(), lines=()),
            replace(self.ranking(), lines=(), total=0),
            replace(
                self.ranking(),
                which="preparatory",
                lines=(replace(self.ranking().lines[0], rank=None, total=None, parts={}),),
            ),
            *(replace(self.ranking(), on=None, may_make=may) for may in (True, False)),
            o.RankingExplained(self.ranking()),
            o.RankingExplained(replace(self.ranking(), on=None, lines=())),
            replace(self.ranking(), on=None, is_past=True),
            o.Unread((("05-08", words, words),) * self.size),
            o.PapersOffered(("summary", "ledger")),
            o.PapersOffered(()),
            *self.returns(),
            *self.bulletins(),
            *self.letters(),
            self.invited(),
            o.WhichPerson(words, (self.person(),)),
            o.Welcome(self.person(), 0),
            o.Welcome(self.person(), 3),
            o.Help(reports=True, lists=True, sums_up=True, keeps_ledger=True, keeps_plan=True),
            o.Undelivered(
                tuple(
                    o.LostLine(NOW, words, words, words, incoming=incoming)
                    for incoming in (True, False)
                )
                * self.size
            ),
            o.Relayed((project,) * self.size, (words,) * 3),
            o.Relayed((), ()),
            o.Found(words, (standing,) * min(self.size, 10), self.size),
            o.Found(words, (), 0),
            *self.histories(),
            *(
                o.CampaignChanged(
                    each, is_new=new, added=("P07",), dropped=("P08",), has_ended=not new
                )
                for each in self.campaigns()
                for new in (True, False)
            ),
            o.CampaignList(self.campaigns(), may_run=True),
            o.CampaignList((), may_run=False),
            o.Instruction(standing, words, words),
            o.Instruction(standing, words, words, to_phone=True),
            o.PercentChanged(standing, words),
            *(self.date_request(state) for state in ("asked", "granted", "refused")),
            *(o.DateDecided(self.date_request(state)) for state in ("granted", "refused")),
            o.Why(words, (o.FactRead("percent", "percent of the project", words),) * 20, "range"),
            o.Why(words, (), None),
            *self.posts(),
            *self.gaps(),
            *self.plans(),
            *self.warnings(),
            *self.registers(),
            *(o.Kept(what) for what in ("voice", "words", "photo", "other")),
        ]
