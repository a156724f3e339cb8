"""Small frozen records made for whoever reads them: what services hand out, never rows."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bot.domain.terms import Kind, MilestoneKind, ProcedureStep, Role, WorksState


@dataclass(frozen=True, slots=True)
class Source:
    """The message a change came from; both None when it came from the command line."""

    chat_id: int | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the county, as far as permissions and messages need to know them."""

    id: int
    name: str
    unit_id: int | None
    unit: str | None
    phone: str | None
    chat_id: int | None
    roles: frozenset[Role]
    language: str = "zh"
    unreachable: bool = False

    @property
    def is_reachable(self) -> bool:
        """Whether the person can be written to."""
        return self.chat_id is not None and not self.unreachable

    def holds(self, *roles: Role) -> bool:
        """Say whether the person holds any of *roles*."""
        return not self.roles.isdisjoint(roles)


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A person's part in a project; `told_at` and `aware_at` are the two halves of 知情."""

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


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """A dated node. `deadline` is the last day that counts as on time, in the county's zone."""

    id: int
    project_id: int
    kind: MilestoneKind
    baseline_deadline: date
    deadline: date
    deadline_revision: int
    done_on: date | None


@dataclass(frozen=True, slots=True)
class Project:
    """A project with its people and nodes. Money in 万元, `percent` from 0 to 100."""

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
    def main_milestone(self) -> MilestoneLine:
        """The node the ledger's 完成时限 speaks of: the finish, or the start where that is all."""
        return max(self.milestones, key=lambda each: each.kind is MilestoneKind.FINISH)


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
