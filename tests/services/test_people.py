"""A person is linked by a one-time invite; only its hash is kept."""

from datetime import timedelta

import pytest
from cast import Cast, id_of
from sqlalchemy import select

from bot.domain.errors import (
    ChatTakenError,
    InviteDeadError,
    PersonNotFoundError,
    StrangerError,
    UnknownRoleError,
)
from bot.domain.outcomes import Invited, InviteLine, Welcome, WhichPerson
from bot.domain.permissions import NotPermittedError
from bot.domain.records import Source
from bot.domain.terms import Role
from bot.texts.answers import word
from storage.statements import table_of
from storage.tables import Invite


def _invite(
    cast: Cast, name: str, *, unit: str | None = None, role: str | None = None
) -> InviteLine:
    with cast.services() as services:
        invited = services.people.invite(name, "duban_bot", unit=unit, role=role)
    assert isinstance(invited, Invited)
    return invited.lines[0]


def _redeem(cast: Cast, payload: str, chat: int = 7) -> Welcome:
    with cast.services() as services:
        return services.people.redeem(payload, chat, Source(chat, 1))


def test_a_link_makes_a_chat_a_person_s(cast: Cast) -> None:
    link = _invite(cast, "才仁巴桑")
    assert link.link == f"https://t.me/duban_bot?start={link.payload}"
    assert len(link.payload) <= 64, "Telegram's limit"
    assert _redeem(cast, link.payload).person.name == "才仁巴桑"
    with cast.services() as services:
        assert services.people.recognised(7).name == "才仁巴桑"


def test_only_the_hash_of_a_link_is_kept(cast: Cast) -> None:
    payload = _invite(cast, "才仁巴桑").payload
    with cast.services() as services:
        rows = services.work.session.execute(select(table_of(Invite))).mappings()
        kept = [str(value) for row in rows for value in row.values()]
    assert not any(payload in value for value in kept)


def test_a_link_dies_after_use(cast: Cast) -> None:
    payload = _invite(cast, "才仁巴桑").payload
    _redeem(cast, payload)
    with pytest.raises(InviteDeadError):
        _redeem(cast, payload)
    with pytest.raises(InviteDeadError):
        _redeem(cast, payload, chat=8)


@pytest.mark.parametrize(
    ("days", "lives"),
    [pytest.param(13, True, id="13 days"), pytest.param(14, False, id="14 days")],
)
def test_a_link_dies_after_fourteen_days(cast: Cast, days: int, lives: bool) -> None:
    payload = _invite(cast, "才仁巴桑").payload
    cast.clock.set(cast.clock.now() + timedelta(days=days))
    if lives:
        assert _redeem(cast, payload).person.name == "才仁巴桑"
    else:
        with pytest.raises(InviteDeadError):
            _redeem(cast, payload)


def test_a_new_link_kills_the_old_one(cast: Cast) -> None:
    old, new = _invite(cast, "才仁巴桑"), _invite(cast, "才仁巴桑")
    with pytest.raises(InviteDeadError):
        _redeem(cast, old.payload)
    assert _redeem(cast, new.payload).person.name == "才仁巴桑"


def test_a_link_that_was_made_up_is_dead(cast: Cast) -> None:
    with pytest.raises(InviteDeadError):
        _redeem(cast, "x" * 24)


def test_a_person_s_new_phone_takes_the_place_of_the_old_one(cast: Cast) -> None:
    _redeem(cast, _invite(cast, "才仁巴桑").payload, chat=7)
    _redeem(cast, _invite(cast, "才仁巴桑").payload, chat=8)
    with cast.services() as services:
        assert services.people.in_chat(7) is None
        assert services.people.recognised(8).name == "才仁巴桑"


def test_a_chat_is_not_made_somebody_else_s(cast: Cast) -> None:
    _redeem(cast, _invite(cast, "才仁巴桑").payload)
    link = _invite(cast, "李岩")
    with pytest.raises(ChatTakenError) as taken:
        _redeem(cast, link.payload)
    assert taken.value.name == "才仁巴桑"
    assert _redeem(cast, link.payload, chat=8).person.name == "李岩", "the link was not used up"


def test_several_of_a_name_are_asked_apart(cast: Cast) -> None:
    with cast.services() as services:
        units = services.work.people.units()
        services.work.people.add("陈海平", units["县水务局"])
        asked = services.people.invite("陈海平", "duban_bot")
        assert isinstance(asked, WhichPerson)
        assert [each.unit for each in asked.people] == ["县住建局", "县水务局"]
        named = services.people.invite("陈海平", "duban_bot", unit="县水务局")
        assert isinstance(named, Invited)
        office = cast.person(services, Role.OFFICE)
        tapped = services.people.invite_by_id(asked.people[0].id, "duban_bot", office)
        assert tapped.lines[0].unit == "县住建局"


def test_somebody_new_is_entered_only_with_a_role(cast: Cast) -> None:
    with pytest.raises(PersonNotFoundError):
        _invite(cast, "新人")
    with pytest.raises(UnknownRoleError):
        _invite(cast, "新人", role="king")
    link = _invite(cast, "新人", role="reader")
    assert link.role is Role.READER
    assert _redeem(cast, link.payload).person.roles == {Role.READER}


def test_a_unit_head_heads_the_unit_they_are_in(cast: Cast) -> None:
    _invite(cast, "多局长", unit="县水务局", role="unit_head")
    assert cast.project("P01").owner_head_id is not None


def test_everybody_not_linked_yet_is_invited_at_once(cast: Cast) -> None:
    cast.link(Role.OFFICE, Role.LEADER)
    with cast.services() as services:
        office = cast.person(services, Role.OFFICE)
        lines = services.people.invite_all("duban_bot", by=office).lines
    names = {line.name for line in lines}
    assert {"才仁巴桑", "陈海平"} <= names
    assert not {"王主任", "马国栋"} & names
    assert all(line.role for line in lines)


def test_only_the_office_invites(cast: Cast) -> None:
    for role in Role:
        if role is not Role.OFFICE:
            with pytest.raises(NotPermittedError), cast.services() as services:
                services.people.invite("才仁巴桑", "b", by=cast.person(services, role))


def test_a_stranger_is_nobody(cast: Cast) -> None:
    with pytest.raises(StrangerError), cast.services() as services:
        services.people.recognised(99)


def test_whoever_writes_is_reachable_again(cast: Cast) -> None:
    cast.link(Role.LEADER)
    with cast.services() as services:
        chat = 1000 + id_of(services, Role.LEADER)
        services.work.people.unreachable(chat, cast.clock.now())
        services.people.in_chat(chat)
        assert not services.people.recognised(chat).unreachable


@pytest.mark.parametrize(
    ("role", "words"),
    [
        pytest.param(Role.CHIEF, "全部重点项目您都能看", id="the chief sees all"),
        pytest.param(Role.UNIT_HEAD, "与您有关的项目共 3 项", id="a unit head: the unit's"),
        pytest.param(
            Role.LINE_LEADER, "与您有关的项目共 3 项", id="a line leader: the departments'"
        ),
        pytest.param(Role.OFFICE, "把台账文件", id="the office sends a ledger"),
        pytest.param(Role.FINANCE, "目前没有与您有关的项目", id="others: none of theirs"),
    ],
)
def test_the_greeting_counts_what_a_person_will_find(cast: Cast, role: Role, words: str) -> None:
    with cast.services() as services:
        greeting = services.people.welcome(cast.person(services, role))
    assert words in word(greeting, "zh").text
