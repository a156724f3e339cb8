"""The day on which a node must be looked at again is the schedule."""

from datetime import date, timedelta

from ledger_entries import Ledger, node

from bot.domain.terms import MilestoneKind
from storage.unit_of_work import Store, Work

CHECK = date(2020, 5, 9)
DEADLINE = date(2020, 8, 31)


def _due(work: Work, day: date, limit: int = 10) -> list[int]:
    return [each.id for each in work.milestones.due_for_check(day, limit)]


def test_a_node_is_due_from_its_next_check_on(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        assert _due(work, CHECK - timedelta(days=1)) == []
        assert _due(work, CHECK) == [ledger.milestone]
        assert _due(work, CHECK + timedelta(days=7)) == [ledger.milestone]


def test_due_nodes_tell_what_the_planner_needs(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        (due,) = work.milestones.due_for_check(CHECK, 10)
    assert (due.project_id, due.kind) == (ledger.project, MilestoneKind.FINISH)
    assert (due.deadline, due.deadline_revision) == (DEADLINE, 0)


def test_a_next_check_is_set_for_many_nodes_at_once_and_none_is_never(
    store: Store, ledger: Ledger
) -> None:
    with store.begin() as work:
        work.milestones.add_all([node(ledger.project, DEADLINE, CHECK) for _ in range(2)])
        one, two, three = _due(work, CHECK)
        tomorrow = CHECK + timedelta(days=1)
        work.milestones.set_next_checks([(one, tomorrow), (two, None), (three, CHECK)])
        assert _due(work, CHECK) == [three]
        assert _due(work, tomorrow) == [three, one], "longest waiting first"
        assert _due(work, date(2030, 1, 1), limit=1) == [three]
        work.milestones.set_next_checks([])


def test_a_moved_deadline_is_a_new_revision_and_looked_at_today(
    store: Store, ledger: Ledger
) -> None:
    today, later = date(2020, 5, 8), date(2020, 9, 30)
    with store.begin() as work:
        work.milestones.move(ledger.milestone, later, today)
        work.milestones.move(ledger.milestone, later, date(2020, 5, 10))  # no move at all
        (due,) = work.milestones.due_for_check(today, 10)
        milestone = work.projects.all()[0].main_milestone
    assert (due.deadline, due.deadline_revision) == (later, 1)
    assert milestone.baseline_deadline == DEADLINE


def test_a_finished_node_is_never_due_and_can_be_opened_again(
    store: Store, ledger: Ledger
) -> None:
    today = date(2020, 8, 1)
    with store.begin() as work:
        assert work.milestones.finish([], today) == []
        assert work.milestones.finish([ledger.milestone], today) == [ledger.milestone]
        assert work.milestones.finish([ledger.milestone], today) == [], "it was done before"
        assert _due(work, date(2030, 1, 1)) == []
        work.milestones.reopen([ledger.milestone], today)
        assert _due(work, today) == [ledger.milestone]
        assert work.projects.all()[0].main_milestone.done_on is None
