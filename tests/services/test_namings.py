"""The unit head, or the office, names who carries a project out."""

from datetime import date

import pytest
from cast import UNIT, Cast, id_of
from county import at

from bot.domain.outcomes import PersonNamed
from bot.domain.permissions import NotPermittedError
from bot.domain.terms import Role


def vacate(cast: Cast) -> None:
    with cast.services() as services:
        owner = id_of(services, Role.RESPONSIBLE)
        project = services.projects.find("P02")
        services.work.duties.end(project.id, Role.RESPONSIBLE, [owner], cast.clock.now())


@pytest.mark.parametrize("role", [Role.UNIT_HEAD, Role.OFFICE])
def test_a_vacancy_is_filled(cast: Cast, role: Role) -> None:
    vacate(cast)
    named = cast.order("指定 P02 责任人 李新 13900000000", role)
    assert isinstance(named, PersonNamed)
    assert (named.is_newcomer, named.is_linked, named.before) == (True, False, ())
    responsible = cast.project().responsible
    assert responsible is not None
    assert (responsible.name, responsible.phone) == ("李新", "13900000000")
    with cast.services() as services:
        (new,) = services.work.people.by_name("李新")
        assert new.unit == UNIT
        assert new.roles == {Role.RESPONSIBLE}
        assert new.id in services.work.duties.card_due(cast.clock.today())


def test_there_is_exactly_one_responsible_person(cast: Cast) -> None:
    named = cast.order("指定 P02 责任人 联络员小林", Role.UNIT_HEAD)
    assert named.before == ("陈海平",)
    held = [each.name for each in cast.project().duties if each.role is Role.RESPONSIBLE]
    assert held == ["联络员小林"]
    again = cast.order("指定 P02 责任人 联络员小林", Role.UNIT_HEAD)
    assert again.before == ("联络员小林",)


def ask(cast: Cast) -> None:
    with cast.services() as services:
        services.namings.ask_heads()


def test_the_unit_head_is_asked_once_who_is_responsible(cast: Cast) -> None:
    cast.link(Role.UNIT_HEAD)
    vacate(cast)
    cast.clock.set(at("2020-05-09", "08:00"))
    ask(cast)
    assert cast.queued("name_people") == [], "not before the county's hour"
    cast.clock.set(at("2020-05-09", "08:30"))
    ask(cast)
    ask(cast)
    assert len(cast.queued("name_people")) == 1
    head = cast.id_of(Role.UNIT_HEAD)
    with cast.services() as services:
        told = services.namings.to_name(head)
        assert told is not None
        assert [each.code for each in told.projects] == ["P02"]
        assert told.due == date(2020, 5, 13), "three working days"
        services.namings.asked(head)
        assert services.namings.to_name(head) is None
    cast.clock.set(at("2020-05-11", "08:30"))
    ask(cast)
    assert len(cast.queued("name_people")) == 1, "what was asked is asked once"


def test_a_head_is_asked_on_working_days_alone_and_of_what_is_vacant(cast: Cast) -> None:
    cast.link(Role.UNIT_HEAD)
    vacate(cast)
    cast.clock.set(at("2020-05-10", "09:00"))  # a Sunday
    ask(cast)
    assert cast.queued("name_people") == []
    cast.order("指定 P02 责任人 李新")
    with cast.services() as services:
        assert services.namings.to_name(id_of(services, Role.UNIT_HEAD)) is None


def test_a_liaison_is_named_too(cast: Cast) -> None:
    cast.order("指定 P02 联络员 小李", Role.UNIT_HEAD)
    held = [each.name for each in cast.project().duties if each.role is Role.LIAISON]
    assert held == ["小李"]


def test_who_is_named_is_told(cast: Cast) -> None:
    cast.link(Role.LIAISON)
    assert cast.order("指定 P02 责任人 联络员小林", Role.OFFICE).is_linked
    with cast.services() as services:
        assert services.work.outbox.waiting(cast.clock.now()) == 1


def test_a_unit_head_names_for_the_own_unit_alone(cast: Cast) -> None:
    with pytest.raises(NotPermittedError):
        cast.order("指定 P01 责任人 李新", Role.UNIT_HEAD)
    with pytest.raises(NotPermittedError):
        cast.order("指定 P02 P01 责任人 李新", Role.UNIT_HEAD)


@pytest.mark.parametrize("role", set(Role) - {Role.OFFICE, Role.UNIT_HEAD})
def test_nobody_else_names(cast: Cast, role: Role) -> None:
    with pytest.raises(NotPermittedError):
        cast.order("指定 P02 责任人 李新", role)
