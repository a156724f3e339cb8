"""A register of units is shown first, applied whole, and undone as if it had never been."""

from dataclasses import replace
from typing import Any

import pytest
from cast import UNIT, Cast
from county import at

from bot.domain.errors import ImportLeanedOnError, ImportSettledError, ImportTooOldError
from bot.domain.outcomes import RegisterPreview
from bot.domain.permissions import NotPermittedError
from bot.domain.records import Source
from bot.domain.terms import Role
from bot.domain.unit_rows import RegisterFile, UnitRow
from bot.workbooks.registers import read_register
from storage.statements import table_of
from storage.tables import Duty, Person, RoleGrant, Unit

ROW = UnitRow(3, "县水务局", "李局长", "13800000001", "钱副县长", "13800000009", "镇一")


def preview(cast: Cast, *rows: UnitRow) -> RegisterPreview:
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        return services.registers.preview(office, "名册.xlsx", RegisterFile(rows, ()))


def take_in(cast: Cast, *rows: UnitRow) -> int:
    batch = preview(cast, *rows).batch_id
    with cast.services() as services:
        services.registers.apply(cast.person(services, Role.OFFICE), batch, Source())
    return batch


def drop(cast: Cast, batch: int) -> None:
    with cast.services() as services:
        services.registers.drop(cast.person(services, Role.OFFICE), batch, Source())


def everything(cast: Cast) -> dict[str, list[str]]:
    """Return all that a register can write, but for numbers."""
    with cast.services() as services:
        return {
            model.__name__: sorted(
                repr({key: value for key, value in row.items() if key != "id"})
                for row in services.work.session.execute(table_of(model).select()).mappings()
            )
            for model in (Unit, Person, RoleGrant, Duty)
        }


def holders(cast: Cast, role: Role, code: str) -> list[str]:
    return [each.name for each in cast.project(code).duties if each.role is role]


def test_a_register_is_shown_before_it_is_applied(cast: Cast) -> None:
    before = everything(cast)
    new = replace(ROW, unit="县新局")
    of_unit = replace(ROW, unit=UNIT, head="何局长", line_leader=None, line_leader_phone=None)
    shown = preview(cast, new, of_unit)
    assert shown.new == ("县新局",)
    (changed,) = shown.changed
    assert changed.unit == UNIT
    assert [(each.field, each.old, each.new) for each in changed.changes] == [
        ("head_phone", None, "13800000001"),
        ("township", None, "镇一"),
    ]
    assert "县水务局" in shown.missing
    assert everything(cast) == before


def test_whoever_gets_a_post_is_to_know_of_its_projects(cast: Cast) -> None:
    take_in(cast, ROW)
    project = next(each for each in _projects(cast) if each.owner == "县水务局")
    assert holders(cast, Role.LINE_LEADER, project.code) == ["钱副县长"]
    with cast.services() as services:
        (head,) = services.work.people.by_name("李局长")
        (leader,) = services.work.people.by_name("钱副县长")
        assert project.owner_head_id == head.id
        assert (head.unit, leader.unit) == ("县水务局", None)
        assert (head.phone, leader.phone) == ("13800000001", "13800000009")
        assert head.roles == {Role.UNIT_HEAD}
        assert leader.id in services.work.duties.card_due(at("2020-05-09").date())


def _projects(cast: Cast) -> list[Any]:
    with cast.services() as services:
        return services.work.projects.all()


def test_applied_twice_it_changes_nothing_the_second_time(cast: Cast) -> None:
    take_in(cast, ROW)
    again = preview(cast, ROW)
    assert (again.new, again.changed, again.unchanged) == ((), (), 1)


def test_another_name_in_a_post_takes_it_over(cast: Cast) -> None:
    take_in(cast, replace(ROW, unit=UNIT))
    assert holders(cast, Role.LINE_LEADER, "P02") == ["钱副县长"]
    with cast.services() as services:
        assert cast.person(services, Role.UNIT_HEAD).roles == set()


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(ROW, id="posts that were vacant"),
        pytest.param(replace(ROW, unit=UNIT), id="posts that others held"),
        pytest.param(replace(ROW, unit="县新局"), id="a new unit"),
        pytest.param(replace(ROW, unit=UNIT, head="何局长"), id="a phone"),
    ],
)
def test_undone_all_is_as_before(cast: Cast, row: UnitRow) -> None:
    before = everything(cast)
    batch = take_in(cast, row)
    assert everything(cast) != before
    drop(cast, batch)
    assert everything(cast) == before
    with pytest.raises(ImportSettledError):
        drop(cast, batch)


def test_what_passed_on_since_or_is_a_day_old_stays(cast: Cast) -> None:
    batch = take_in(cast, replace(ROW, unit=UNIT))
    asked = cast.order("交接 钱副县长 → 孙副县长")
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        services.handovers.settle(office, asked.handover_id, Source())
    with pytest.raises(ImportLeanedOnError):
        drop(cast, batch)
    cast.clock.set(at("2020-05-10", "09:00"))
    with pytest.raises(ImportTooOldError):
        drop(cast, batch)


def test_a_later_register_leans_on_an_earlier_one(cast: Cast) -> None:
    first = take_in(cast, ROW)
    take_in(cast, replace(ROW, unit="县新局"))
    with pytest.raises(ImportLeanedOnError):
        drop(cast, first)


def test_a_register_put_aside_changes_nothing(cast: Cast) -> None:
    before = everything(cast)
    drop(cast, preview(cast, ROW).batch_id)
    assert everything(cast) == before


def test_the_exported_register_tells_nothing_new(cast: Cast) -> None:
    take_in(cast, ROW)
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        document = services.registers.paper(office)
        register = read_register(document.data, document.file_name)
        assert register is not None
        shown = services.registers.preview(office, "名册.xlsx", register)
    assert (shown.new, shown.changed, shown.missing, shown.refused) == ((), (), (), ())


@pytest.mark.parametrize("role", set(Role) - {Role.OFFICE})
def test_only_the_office_keeps_the_register(cast: Cast, role: Role) -> None:
    with cast.services() as services:
        person = cast.person(services, role)
        with pytest.raises(NotPermittedError):
            services.registers.preview(person, "x", RegisterFile((), ()))
        with pytest.raises(NotPermittedError):
            services.registers.paper(person)
