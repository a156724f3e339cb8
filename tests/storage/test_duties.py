"""Who has which part in a project, from when to when, and who is aware of it."""

from datetime import date

from county import at
from ledger_entries import Ledger, duty

from bot.domain.terms import Role
from storage.unit_of_work import Store, Work

NOW = at("2020-05-09", "08:30")
TODAY = date(2020, 5, 9)
TOMORROW = date(2020, 5, 10)


def _held(work: Work) -> list[tuple[str, Role]]:
    (project,) = work.projects.all()
    return [(each.name, each.role) for each in project.duties]


def test_a_duty_is_given_once(store: Store, ledger: Ledger) -> None:
    again = duty(ledger.project, ledger.owner, Role.RESPONSIBLE)
    with store.begin() as work:
        assert work.duties.add([again]) == []
        assert len(work.duties.add([again | {"role": Role.LIAISON}])) == 1


def test_an_ended_duty_is_history_and_may_be_held_again(store: Store, ledger: Ledger) -> None:
    again = duty(ledger.project, ledger.owner, Role.RESPONSIBLE)
    with store.begin() as work:
        ended = work.duties.end(ledger.project, Role.RESPONSIBLE, [ledger.owner], NOW)
        assert len(ended) == 1
        assert _held(work) == []
        assert work.projects.of_person(ledger.owner) == []
        assert work.duties.card_due(TODAY) == set()
        assert work.duties.answerable({ledger.project}) == []
        assert work.duties.end(ledger.project, Role.RESPONSIBLE, [ledger.owner], NOW) == []
        assert len(work.duties.add([again])) == 1
        assert _held(work) == [("陈海平", Role.RESPONSIBLE)]


def test_a_duty_that_was_ended_by_mistake_is_as_it_was(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        work.duties.aware(ledger.owner, NOW)
        ended = work.duties.end(ledger.project, Role.RESPONSIBLE, [ledger.owner], NOW)
        begun = work.duties.add([duty(ledger.project, ledger.owner, Role.RESPONSIBLE)])
        work.duties.remove(begun)
        work.duties.reopen(ended)
        (line,) = work.projects.all()[0].duties
    assert line.aware_at == NOW


def test_line_leaders_follow_the_post(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        first, second = work.people.add("赵副县长", None), work.people.add("钱副县长", None)
        work.people.change_unit(ledger.unit, line_leader_id=first)
        renewed = work.duties.renew_line_leaders(NOW, TOMORROW)
        assert [project for _, project in renewed.begun] == [ledger.project]
        again = work.duties.renew_line_leaders(NOW, TOMORROW)
        assert (again.ended, again.begun) == ([], [])
        work.people.change_unit(ledger.unit, line_leader_id=second)
        changed = work.duties.renew_line_leaders(NOW, TOMORROW)
        assert changed.ended == [renewed.begun[0][0]]
        assert ("钱副县长", Role.LINE_LEADER) in _held(work)
        assert ("赵副县长", Role.LINE_LEADER) not in _held(work)
        work.people.change_unit(ledger.unit, line_leader_id=None)
        work.duties.renew_line_leaders(NOW, TOMORROW)
        assert _held(work) == [("陈海平", Role.RESPONSIBLE)]


def test_who_answers_for_a_project_are_its_people_and_the_head_of_its_unit(
    store: Store, ledger: Ledger
) -> None:
    with store.begin() as work:
        head, line = work.people.add("何局长", ledger.unit), work.people.add("尕玛求培", None)
        leader = work.people.add("马国栋", None)
        work.people.change_unit(ledger.unit, head_id=head, line_leader_id=line)
        work.duties.renew_line_leaders(NOW, TOMORROW)
        work.duties.add([duty(ledger.project, leader, Role.LEADER)])
        found = work.duties.answerable({ledger.project})
    assert [(each.person_id, each.role) for each in found] == [
        (ledger.owner, Role.RESPONSIBLE),
        (line, Role.LINE_LEADER),
        (leader, Role.LEADER),
        (head, Role.UNIT_HEAD),
    ]


def test_a_card_is_due_until_its_reader_is_aware(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        assert work.duties.card_due(TODAY) == {ledger.owner}
        assert work.duties.card_due(date(2020, 5, 8)) == set()
        assert work.duties.untold() == {ledger.owner}
        (card,) = work.duties.open_cards([ledger.owner], [ledger.project])
        assert card.told_at is None
        work.duties.told(card.duty_id, NOW, TOMORROW)
        assert work.duties.untold() == set()
        assert work.duties.card_due(TODAY) == set()
        assert work.duties.card_due(TOMORROW) == {ledger.owner}
        assert work.duties.aware(ledger.owner, NOW) == 1
        assert work.duties.card_due(TOMORROW) == set()
        assert work.duties.open_cards([ledger.owner], [ledger.project]) == []


def test_knowing_of_a_project_means_one_was_told_of_it(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        assert work.duties.aware(ledger.owner, NOW) == 1
        assert work.duties.aware(ledger.owner, NOW) == 0
        (line,) = work.projects.all()[0].duties
    assert line.aware_at == NOW
    assert line.told_at == NOW


def test_what_is_not_theirs_is_not_known_until_the_office_says_so(
    store: Store, ledger: Ledger
) -> None:
    with store.begin() as work:
        work.duties.aware(ledger.owner, NOW)
        work.duties.disputed([ledger.owner], ledger.project, NOW)
        assert work.duties.card_due(TODAY) == set(), "the office has it now"
        assert work.duties.aware(ledger.owner, NOW) == 0
        (line,) = work.projects.all()[0].duties
        assert (line.aware_at, line.disputed_at) == (None, NOW)
        work.duties.settle_dispute(ledger.owner, ledger.project, TODAY)
        assert work.duties.card_due(TODAY) == {ledger.owner}
        assert work.duties.aware(ledger.owner, NOW) == 1
