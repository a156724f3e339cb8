"""Projects with their people and nodes."""

from decimal import Decimal

from ledger_entries import Ledger, duty, project_row

from bot.domain.terms import Role
from storage.unit_of_work import Store


def test_a_project_is_returned_with_its_people_and_nodes(store: Store, ledger: Ledger) -> None:
    with store.begin() as work:
        leaders = work.people.add_all(
            [{"name": name, "unit_id": None} for name in ("马国栋", "江巴尖措")]
        )
        second_first = [
            duty(ledger.project, person, Role.LEADER) | {"position": position}
            for position, person in reversed(list(enumerate(leaders)))
        ]
        work.duties.add(second_first)
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
