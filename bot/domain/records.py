"""Small frozen records made for whoever reads them: what services hand out, never rows."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from bot.domain.terms import (
    Ending,
    Kind,
    MilestoneKind,
    MoveKind,
    ProcedureStep,
    Role,
    WorksState,
)


@dataclass(frozen=True, slots=True)
class Source:
    """The message a change came from; both None when it came from the command line."""

    chat_id: int | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the county, as far as permissions and messages need to know them.

    `principals` are those who are away and for whom this person stands in today.
    `digest_at`, `zone` and `rest_weekdays` are set where they differ from the county's.
    """

    id: int
    name: str
    unit_id: int | None
    unit: str | None
    phone: str | None
    chat_id: int | None
    roles: frozenset[Role]
    language: str = "zh"
    unreachable: bool = False
    principals: tuple["Person", ...] = ()
    digest_at: time | None = None
    zone: str | None = None
    rest_weekdays: tuple[str, ...] = ()
    deputy_id: int | None = None
    heard_at: datetime | None = None

    @property
    def is_reachable(self) -> bool:
        """Whether the person can be written to."""
        return self.chat_id is not None and not self.unreachable

    def holds(self, *roles: Role) -> bool:
        """Say whether the person holds any of *roles*."""
        return not self.roles.isdisjoint(roles)


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A person's part in a project; `told_at` and `aware_at` are the two halves of 知情.

    `card_due_on` is the day on which the assignment card goes out, or goes out again.
    """

    project_id: int
    person_id: int
    name: str
    role: Role
    position: int
    phone: str | None
    chat_id: int | None
    unreachable: bool
    since: datetime
    told_at: datetime | None
    aware_at: datetime | None
    card_due_on: date | None = None
    disputed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """A dated node. `deadline` is the last day that counts as on time, in the county's zone.

    Only the county's own nodes have a `name`. `weight` is its share of the works in percent.
    """

    id: int
    project_id: int
    kind: MilestoneKind
    baseline_deadline: date
    deadline: date
    deadline_revision: int
    done_on: date | None
    name: str | None = None
    weight: int | None = None


@dataclass(frozen=True, slots=True)
class MoveLine:
    """A deadline that was moved, by whom and why; `days_late` is what was overdue that day.

    `basis` is the paper that decided it elsewhere, with its number and date.
    """

    project_id: int
    milestone_id: int
    kind: MoveKind
    old_date: date
    new_date: date
    moved_on: date
    days_late: int
    reason: str | None
    basis: str | None


@dataclass(frozen=True, slots=True)
class StepState:
    """A permit on its way 前期手续: with which department, and waiting since when."""

    project_id: int
    step: ProcedureStep
    department: str | None
    since: date | None
    done_on: date | None


@dataclass(frozen=True, slots=True)
class Project:
    """A project with its people and nodes. Money in 万元, `percent` from 0 to 100.

    `exemption` is the office's reason 豁免; the weeks are the streaks of its last stored standing.
    """

    id: int
    code: str
    name: str
    kind: Kind
    owner_unit_id: int
    owner: str
    owner_head_id: int | None
    owner_line_leader_id: int | None
    co_owners: tuple[str, ...]
    total_wan: Decimal
    plan_wan: Decimal | None
    done_year_wan: Decimal | None
    cumulative_wan: Decimal | None
    percent: Decimal | None
    works_state: WorksState
    state_verified: bool
    procedure_step: ProcedureStep | None
    difficulty: str | None
    reported_at: datetime | None
    duties: tuple[DutyLine, ...]
    milestones: tuple[MilestoneLine, ...]
    extra: tuple[tuple[str, str], ...] = ()
    baseline_total_wan: Decimal | None = None
    baseline_plan_wan: Decimal | None = None
    person_asked_on: date | None = None
    ended: Ending | None = None
    ended_on: date | None = None
    in_statistics_on: date | None = None
    exemption: str | None = None
    monthly_plan_wan: tuple[Decimal, ...] = ()
    watched_on: date | None = None
    watch_reason: str | None = None
    weeks_behind: int = 0
    weeks_red: int = 0
    township: str | None = None

    @property
    def leaders(self) -> tuple[DutyLine, ...]:
        """包联领导 in the ledger's order; the first-named one decides."""
        return tuple(duty for duty in self.duties if duty.role is Role.LEADER)

    @property
    def responsible(self) -> DutyLine | None:
        """责任人, None where the unit head was not yet able to name one."""
        return next((duty for duty in self.duties if duty.role is Role.RESPONSIBLE), None)

    @property
    def next_milestone(self) -> MilestoneLine:
        """The soonest open node, or the last one once all are done."""
        still_open = [each for each in self.milestones if each.done_on is None]
        return min(still_open or self.milestones[-1:], key=lambda each: each.deadline)

    @property
    def awaits_start(self) -> bool:
        """Whether the next node is a start and works have not begun: no percent is asked then."""
        return self.next_milestone.kind is MilestoneKind.START and not self.works_state.has_started

    @property
    def main_milestone(self) -> MilestoneLine:
        """The node the ledger's 完成时限 speaks of: the finish, or the start where that is all."""
        main = (MilestoneKind.START, MilestoneKind.FINISH)
        return max(
            self.milestones, key=lambda each: main.index(each.kind) if each.kind in main else -1
        )


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A progress report as it is shown and exported."""

    id: int
    project_id: int
    at: datetime
    by: str
    for_office: bool
    text: str
    percent: Decimal | None
    works_state: WorksState | None
    done_year_wan: Decimal | None
    cumulative_wan: Decimal | None
    period_wan: Decimal | None
    difficulty: str | None
    new_date: date | None
    evidence: int
    undone: bool
