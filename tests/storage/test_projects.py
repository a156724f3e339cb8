"""Projects with their people and nodes, and who knows of them."""

from decimal import Decimal

from county import at
from ledger_entries import Ledger, duty, project_row

from bot.domain.terms import Role
from storage.unit_of_work import Store

NOW = at("2020-05-09", "08:30")
MIDNIGHT = at("2020-05-09", "00:00")


def test_a_project_is_returned_with_its_people_and_nodes(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        leaders = work.people.add_all(
            [{"name": name, "unit_id": None} for name in ("马国栋", "江巴尖措")]
        )
        second_first = [
            duty(ledger.project, person, Role.LEADER) | {"position": position}
            for position, person in reversed(list(enumerate(leaders)))
        ]
        work.projects.add_duties(second_first)
        project = work.projects.by_code("P01")
    assert project is not None
    assert [each.name for each in project.leaders] == ["马国栋", "江巴尖措"]
    assert project.responsible is not None
    assert project.responsible.phone == "13800000002"
    assert (project.owner, project.total_wan) == ("县住建局", Decimal(12600))
    assert project.main_milestone.id == ledger.milestone


def test_projects_come_in_the_order_of_their_codes(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        work.projects.change(ledger.project, code="P100")
        work.projects.add_all(
            [project_row(ledger.unit, code, f"项目{code}") for code in ("P20", "P03")]
        )
        assert [each.code for each in work.projects.all()] == ["P03", "P20", "P100"]


def test_a_duty_is_given_once(store: Store, ledger: Ledger) -> None:
    again = duty(ledger.project, ledger.owner, Role.RESPONSIBLE)
    with store.begin() as work:
        assert work.projects.add_duties([again]) == []
        assert len(work.projects.add_duties([again | {"role": Role.LIAISON}])) == 1
        work.projects.remove_duties(ledger.project, Role.LIAISON, [ledger.owner])
        (project,) = work.projects.all()
    assert [each.role for each in project.duties] == [Role.RESPONSIBLE]


def test_who_was_not_told_is_told_once(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        assert work.projects.untold_people(before=MIDNIGHT) == {ledger.owner}
        assert work.projects.untold_people(before=at("2020-05-08", "00:00")) == set()
        work.projects.mark_told(ledger.owner, [ledger.project], NOW)
        assert work.projects.untold_people(before=NOW) == set()


def test_knowing_of_a_project_means_one_was_told_of_it(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        work.projects.mark_disputed(ledger.owner, ledger.project, NOW)
        assert work.projects.mark_aware(ledger.owner, NOW) == 1
        assert work.projects.mark_aware(ledger.owner, NOW) == 0
        (line,) = work.projects.all()[0].duties
    assert line.aware_at == NOW
    assert line.told_at == NOW
