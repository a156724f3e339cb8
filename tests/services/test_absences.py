"""Whoever stands in gets the message and may answer; the record stays with who is away."""

import pytest
from cast import Cast, id_of
from county import at

from bot.domain.errors import LedgerError, NotAwayError, OldButtonError, SamePersonError
from bot.domain.outcomes import Away, Back, DeputySet
from bot.domain.permissions import Action, NotPermittedError
from bot.domain.records import Person, Source
from bot.domain.terms import Role
from bot.services.access import may
from bot.texts.answers import word


def delegate_of(cast: Cast, role: Role) -> int | None:
    with cast.services() as services:
        standing_in = services.work.people.standing_in(cast.clock.today())
        return standing_in.get(id_of(services, role))


def seen(cast: Cast, role: Role) -> Person:
    """Return a person as the bot knows them when they write."""
    with cast.services() as services:
        return services.people.recognised(1000 + id_of(services, role))


def take_back(cast: Cast, away: Away) -> Back:
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        return services.absences.take_back(office, away.absence_id, Source())


def test_a_delegate_stands_in_for_the_days_told(cast: Cast) -> None:
    away = cast.order("请假 马国栋 5月11日-5月13日 代 县委书记")
    assert isinstance(away, Away)
    assert (away.who, away.delegate) == ("马国栋", "县委书记")
    assert delegate_of(cast, Role.LEADER) is None
    cast.clock.set(at("2020-05-13", "23:00"))
    assert delegate_of(cast, Role.LEADER) is not None
    cast.clock.set(at("2020-05-14", "00:01"))
    assert delegate_of(cast, Role.LEADER) is None


def test_the_year_of_a_day_is_printed_where_it_is_not_this_one(cast: Cast) -> None:
    told = cast.order("请假 马国栋 12月28日-1月5日 代 县委书记")
    assert "12月28日至2021年1月5日不在" in word(told, "zh").text


def test_the_b_post_stands_in_where_nobody_is_named(cast: Cast) -> None:
    assert isinstance(cast.order("B岗 马国栋 县委书记"), DeputySet)
    assert cast.order("请假 马国栋 5月8日").delegate == "县委书记"
    assert delegate_of(cast, Role.LEADER) is not None


def test_a_delegate_may_what_the_one_away_may_and_no_more(cast: Cast) -> None:
    cast.link(Role.READER, Role.LEADER)
    cast.order("请假 马国栋 5月8日-5月9日 代 审计局老周")
    reader = seen(cast, Role.READER)
    assert may(reader, Action.URGE, cast.project("P02"))
    assert not may(reader, Action.URGE, cast.project("P01"))
    assert not may(reader, Action.INVITE)
    cast.clock.set(at("2020-05-10"))
    assert not may(seen(cast, Role.READER), Action.URGE, cast.project("P02"))


def test_the_office_s_rights_pass_to_nobody(cast: Cast) -> None:
    cast.link(Role.READER)
    cast.order("请假 王主任 5月8日-5月9日 代 审计局老周")
    assert not may(seen(cast, Role.READER), Action.INVITE)


def test_a_delegate_s_tap_is_noted_as_theirs(cast: Cast) -> None:
    cast.link(Role.READER)
    cast.order("请假 马国栋 5月8日-5月9日 代 审计局老周")
    with cast.services() as services:
        reader = services.people.recognised(1000 + id_of(services, Role.READER))
        noted = services.projects.acknowledge_all(reader)
    assert noted.new > 0
    assert noted.instead_of == ("马国栋",)
    leader = next(each for each in cast.project().leaders if each.name == "马国栋")
    assert leader.aware_at is not None


def test_notices_go_to_whoever_stands_in(cast: Cast) -> None:
    cast.link(Role.LEADER, Role.READER)
    cast.order("请假 马国栋 5月8日-5月9日 代 审计局老周")
    with cast.services() as services:
        leader = cast.person(services, Role.LEADER)
        assert services.notices.notify(leader, "key", {"kind": "instruction"})
    (parcel,) = cast.queued("instruction")
    assert parcel.chat_id == 1000 + cast.id_of(Role.READER)
    assert parcel.render["instead_of"] == "马国栋"


def test_who_is_back_is_back(cast: Cast) -> None:
    away = cast.order("请假 马国栋 5月8日-5月20日 代 县委书记")
    assert cast.order("销假 马国栋") == Back("马国栋")
    assert delegate_of(cast, Role.LEADER) is None
    with pytest.raises(NotAwayError):
        cast.order("销假 马国栋")
    with pytest.raises(OldButtonError):
        take_back(cast, away)


def test_an_absence_entered_by_mistake_is_undone_with_a_tap(cast: Cast) -> None:
    away = cast.order("请假 马国栋 5月18日-5月20日 代 县委书记")
    take_back(cast, away)
    cast.clock.set(at("2020-05-19"))
    assert delegate_of(cast, Role.LEADER) is None


@pytest.mark.parametrize("line", ["请假 马国栋 5月8日 代 马国栋", "B岗 马国栋 马国栋"])
def test_nobody_stands_in_for_themselves(cast: Cast, line: str) -> None:
    with pytest.raises(SamePersonError):
        cast.order(line)


@pytest.mark.parametrize("line", ["请假 马国栋 5月8日", "销假 马国栋", "B岗 马国栋 县委书记"])
@pytest.mark.parametrize("role", [Role.LEADER, Role.UNIT_HEAD, Role.CHIEF])
def test_only_the_office_enters_leave(cast: Cast, role: Role, line: str) -> None:
    with pytest.raises(NotPermittedError):
        cast.order(line, role)


@pytest.mark.parametrize(
    "line", ["请假", "请假 马国栋", "销假", "B岗 马国栋", "请假 无此人 5月8日"]
)
def test_half_an_order_changes_nothing(cast: Cast, line: str) -> None:
    with pytest.raises(LedgerError):
        cast.order(line)
