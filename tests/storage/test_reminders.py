"""Rungs are planned once for each revision of a deadline, and count as sent only if they were."""

from datetime import date

from ledger_entries import Ledger

from bot.domain.escalations import Skip, Step
from bot.domain.terms import Role
from storage.reminders import PlannedReminder
from storage.unit_of_work import Store, Work

TODAY = date(2020, 8, 24)


def _rung(
    ledger: Ledger, rung: int, *, revision: int = 0, person: int | None = None
) -> dict[str, object]:
    return {
        "milestone_id": ledger.milestone,
        "project_id": ledger.project,
        "deadline_revision": revision,
        "rung": rung,
        "person_id": person or ledger.owner,
        "role": Role.RESPONSIBLE,
        "planned_on": TODAY,
    }


def planned(work: Work, person: int) -> list[PlannedReminder]:
    return work.reminders.planned_for([person], TODAY)


def test_a_rung_is_planned_once_a_milestone_revision_and_person(
    store: Store, ledger: Ledger
) -> None:
    with store.begin() as work:
        other = work.people.add("周毅", None)
        assert work.reminders.plan([_rung(ledger, 7)]) == 1
        assert work.reminders.plan([_rung(ledger, 7), _rung(ledger, 3)]) == 1
        assert work.reminders.plan([_rung(ledger, 7, person=other)]) == 1
        assert work.reminders.plan([_rung(ledger, 7, revision=1)]) == 1
        assert work.reminders.plan([_rung(ledger, 7), _rung(ledger, 7, revision=1)]) == 0
        assert work.reminders.plan([]) == 0


def test_what_is_planned_waits_for_its_person(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        work.reminders.plan([_rung(ledger, 7)])
        assert work.reminders.people_waiting(TODAY) == {ledger.owner}
        (planned,) = work.reminders.planned_for([ledger.owner], TODAY)
        assert (planned.project_id, planned.rung) == (ledger.project, 7)
        assert planned.role is Role.RESPONSIBLE


def test_a_sent_rung_is_planned_no_more_and_tells_with_which_message_it_went(
    store: Store, ledger: Ledger
) -> None:
    with store.begin() as work:
        work.reminders.plan([_rung(ledger, 7)])
        (planned,) = work.reminders.planned_for([ledger.owner], TODAY)
        work.reminders.bundle([planned.id], outbox_id=5)
        assert work.reminders.people_waiting(TODAY) == set()
        assert work.reminders.sent_with(5) == [ledger.project]
        assert work.reminders.plan([_rung(ledger, 7)]) == 0


def test_a_rung_whose_message_never_arrived_is_planned_again(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        work.reminders.plan([_rung(ledger, 7)])
        (planned,) = work.reminders.planned_for([ledger.owner], TODAY)
        work.reminders.bundle([planned.id], outbox_id=5)
        work.reminders.unsend([5])
        assert work.reminders.people_waiting(TODAY) == {ledger.owner}


def test_an_answer_retires_what_is_planned_for_its_project(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        work.reminders.plan([_rung(ledger, 7)])
        work.reminders.answered(ledger.project + 1, overdue_too=True)
        assert work.reminders.people_waiting(TODAY) == {ledger.owner}
        work.reminders.answered(ledger.project, overdue_too=True)
        assert work.reminders.people_waiting(TODAY) == set()


def test_a_later_rung_of_the_same_person_retires_the_earlier_one_that_waits(
    store: Store, ledger: Ledger
) -> None:
    later = {"planned_on": date(2020, 8, 28)}
    with store.begin() as work:
        other = work.people.add("周毅", None)
        work.reminders.plan([_rung(ledger, 7), _rung(ledger, 7, person=other)])
        work.reminders.plan([_rung(ledger, 3) | later])
        work.reminders.supersede({ledger.milestone})
        assert [each.rung for each in planned(work, ledger.owner)] == [3]
        assert [each.rung for each in planned(work, other)] == [7], "nobody else's rung goes"


def test_rungs_of_a_moved_deadline_or_a_reached_one_are_not_said(
    store: Store, ledger: Ledger
) -> None:
    with store.begin() as work:
        work.reminders.plan([_rung(ledger, 7)])
        work.milestones.move(ledger.milestone, date(2020, 9, 30), TODAY)
        assert work.reminders.planned_for([ledger.owner], TODAY) == []
        work.reminders.plan([_rung(ledger, 30, revision=1)])
        assert [each.rung for each in work.reminders.planned_for([ledger.owner], TODAY)] == [30]
        work.milestones.change(ledger.milestone, done_on=TODAY)
        assert work.reminders.planned_for([ledger.owner], TODAY) == []


def test_steps_of_an_open_case_are_those_of_the_present_deadline(
    store: Store, ledger: Ledger
) -> None:
    step = {
        "milestone_id": ledger.milestone,
        "project_id": ledger.project,
        "deadline_revision": 0,
        "step": Step.UNIT_HEAD,
        "person_id": None,
        "to_phone": False,
        "skipped": Skip.VACANT,
        "on": date(2020, 9, 1),
    }
    with store.begin() as work:
        work.cases.escalate([step])
        (taken,) = work.cases.steps_of_milestones([ledger.milestone])
        assert (taken.step, taken.skipped, taken.on) == (
            Step.UNIT_HEAD,
            Skip.VACANT,
            date(2020, 9, 1),
        )
        work.milestones.move(ledger.milestone, date(2020, 9, 30), date(2020, 9, 2))
        assert work.cases.steps_of_milestones([ledger.milestone]) == []
        assert len(work.cases.steps_of_project(ledger.project)) == 1, "history stays"


def test_what_was_planned_for_a_project_can_be_forgotten_with_it(
    store: Store, ledger: Ledger
) -> None:
    with store.begin() as work:
        work.reminders.plan([_rung(ledger, 7)])
        work.reminders.forget([ledger.project])
        work.projects.remove([ledger.project])
        assert work.projects.all() == []
        assert work.reminders.people_waiting(TODAY) == set()
