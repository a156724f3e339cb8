"""Who and what is the same: nothing is lost when two become one, or one two."""

import pytest
from cast import UNIT, Cast, id_of

from bot.domain.errors import (
    LedgerError,
    NothingToPassOnError,
    OldButtonError,
    SamePersonError,
    SameProjectsError,
    UnitExistsError,
    UnitNotFoundError,
)
from bot.domain.outcomes import JoinAsked, MergeAsked, PersonSplit, UnitRenamed
from bot.domain.permissions import NotPermittedError
from bot.domain.records import Source
from bot.domain.terms import Role

OTHER = "县水务局"


def namesake(cast: Cast) -> int:
    """Enter a second 陈海平, of another unit, who is responsible for P01."""
    with cast.services() as services:
        unit = services.work.people.units()[OTHER]
        number = services.work.people.add("陈海平", unit, "13911112222")
        services.work.people.grant([(number, Role.LIAISON)])
        project = services.projects.find("P01")
        part = {"project_id": project.id, "person_id": number, "role": Role.LIAISON}
        services.work.duties.add([part | {"position": 0, "since": cast.clock.now()}])
        return number


def merge(cast: Cast, first: int, second: int) -> None:
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        services.identities.merge(office, first, second, Source())


def test_two_entries_become_one_person(cast: Cast) -> None:
    cast.link(Role.RESPONSIBLE)
    cast.report("P02 60%")
    first = cast.id_of(Role.RESPONSIBLE)
    second = namesake(cast)
    asked = cast.order(f"合并人员 陈海平（{UNIT}） → 陈海平（{OTHER}）")
    assert isinstance(asked, MergeAsked)
    assert (asked.first_projects, asked.second_projects) == (3, 1)
    merge(cast, first, second)
    with cast.services() as services:
        (left,) = services.work.people.by_name("陈海平")
        assert (left.id, left.unit, left.chat_id) == (second, OTHER, 1000 + first)
        assert left.roles == {Role.RESPONSIBLE, Role.LIAISON}
        assert len(services.work.projects.of_person(second)) == 4
        assert services.work.projects.of_person(first) == []
        last = services.work.reports.last_of(second)
        assert last is not None
        assert services.work.people.by_id(first).name == "陈海平", "the trail speaks of it"
    with pytest.raises(OldButtonError):
        merge(cast, first, second)


def test_a_part_that_both_hold_is_held_once(cast: Cast) -> None:
    with cast.services() as services:
        owner, liaison = id_of(services, Role.RESPONSIBLE), id_of(services, Role.LIAISON)
        project = services.projects.find("P02").id
        part = {"project_id": project, "person_id": owner, "role": Role.LIAISON}
        services.work.duties.add([part | {"position": 0, "since": cast.clock.now()}])
    merge(cast, liaison, owner)
    held = [(each.name, each.role) for each in cast.project().duties]
    assert held.count(("陈海平", Role.LIAISON)) == 1


def test_a_person_is_told_apart_by_the_phone(cast: Cast) -> None:
    split = cast.order("分开 陈海平 13900000000 P02")
    assert isinstance(split, PersonSplit)
    responsible = cast.project("P02").responsible
    assert responsible is not None
    assert (responsible.name, responsible.phone) == ("陈海平", "13900000000")
    assert responsible.person_id == split.new.id
    assert cast.project("P03").responsible != responsible
    with cast.services() as services:
        assert len(services.work.people.by_name("陈海平", UNIT)) == 2
    back = cast.order("合并人员 陈海平 13900000000 → 陈海平（县住建局）")
    assert back is not None


def test_a_renamed_unit_is_found_by_either_name(cast: Cast) -> None:
    renamed = cast.order(f"单位更名 {UNIT} → 县建设局")
    assert isinstance(renamed, UnitRenamed)
    assert cast.project().owner == "县建设局"
    with cast.services() as services:
        units = services.work.people.units()
        assert units[UNIT] == units["县建设局"] == renamed.unit_id
        assert UNIT not in [each.name for each in services.work.units.lines().values()]
        office = cast.person(services, Role.OFFICE)
        services.identities.rename_back(office, renamed.unit_id, Source())
    assert cast.project().owner == UNIT
    assert isinstance(cast.order(f"单位更名 {UNIT} → 县建设局"), UnitRenamed)


def test_a_joined_unit_passes_its_projects_and_people(cast: Cast) -> None:
    asked = cast.order(f"并入 {UNIT} → {OTHER}")
    assert isinstance(asked, JoinAsked)
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        services.identities.join(office, asked.first_id, asked.second_id, Source())
        assert services.work.people.units()[UNIT] == asked.second_id
        assert services.projects.find("P02").owner == OTHER
        assert services.work.people.by_name("陈海平")[0].unit == OTHER
        with pytest.raises(OldButtonError):
            services.identities.join(office, asked.first_id, asked.second_id, Source())
    lines = [each for each in cast.project().duties if each.role is Role.LINE_LEADER]
    assert lines == [], "the other unit has nobody in charge of it"


def test_two_projects_of_one_name_keep_units_apart(cast: Cast) -> None:
    with cast.services() as services:
        work = services.work
        project = services.projects.find("P02")
        twin = services.projects.find("P01")
        work.projects.change(twin.id, name=project.name, name_key=project.name)
    with pytest.raises(SameProjectsError):
        cast.order(f"并入 {UNIT} → {OTHER}")


@pytest.mark.parametrize(
    ("line", "error"),
    [
        pytest.param("合并人员 陈海平 → 陈海平", SamePersonError, id="one person"),
        pytest.param("分开 陈海平 13900000000 P01", NothingToPassOnError, id="not theirs"),
        pytest.param(f"单位更名 {UNIT} → {OTHER}", UnitExistsError, id="a name that is taken"),
        pytest.param(f"单位更名 {UNIT} → {UNIT}", UnitExistsError, id="the same name"),
        pytest.param("单位更名 无此局 → 县新局", UnitNotFoundError, id="no such unit"),
        pytest.param(f"并入 {UNIT} → {UNIT}", UnitExistsError, id="into itself"),
    ],
)
def test_what_cannot_be(cast: Cast, line: str, error: type[LedgerError]) -> None:
    with pytest.raises(error):
        cast.order(line)


@pytest.mark.parametrize("role", [Role.LEADER, Role.UNIT_HEAD, Role.RESPONSIBLE, Role.CHIEF])
@pytest.mark.parametrize(
    "line",
    [
        "合并人员 陈海平 → 马国栋",
        "分开 陈海平 P02",
        f"单位更名 {UNIT} → 新",
        f"并入 {UNIT} → {OTHER}",
    ],
)
def test_only_the_office_says_who_is_who(cast: Cast, role: Role, line: str) -> None:
    with pytest.raises(NotPermittedError):
        cast.order(line, role)
