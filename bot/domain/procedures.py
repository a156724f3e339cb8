"""Permits 前期手续: which step a project is at, and what runs ahead of its permit."""

from collections.abc import Sequence

from bot.domain.records import StepState
from bot.domain.terms import ProcedureStep, WorksState


def step_at(steps: Sequence[StepState]) -> ProcedureStep | None:
    """Return the first open step in the required order, or else the last that was granted."""
    in_order = sorted(steps, key=lambda each: list(ProcedureStep).index(each.step))
    still_open = [each.step for each in in_order if each.done_on is None]
    return still_open[0] if still_open else in_order[-1].step if in_order else None


def builds_without_planning(steps: Sequence[StepState], state: WorksState) -> bool:
    """Return whether 建设 goes on while 规划 is open. Source: RULES.md section 2."""
    told = {each.step: each for each in steps}
    planning = told.get(ProcedureStep.PLANNING)
    is_open = planning is not None and planning.done_on is None
    return is_open and (ProcedureStep.CONSTRUCTION in told or state.has_started)
