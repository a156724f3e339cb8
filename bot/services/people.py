"""Who is who: links between persons and chats, made by one-time invites."""

import hashlib
import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.domain.errors import (
    ChatTakenError,
    InviteDeadError,
    PersonNotFoundError,
    StrangerError,
    UnknownRoleError,
)
from bot.domain.outcomes import Help, Invited, InviteLine, Welcome, WhichPerson
from bot.domain.permissions import Action
from bot.domain.policies import Policy
from bot.domain.records import Person, Source
from bot.domain.terms import Role
from bot.services.access import may, may_anywhere, require
from storage.trail import Change
from storage.unit_of_work import Work

_ROLE_WORDS = {
    "主要领导": Role.CHIEF,
    "包联领导": Role.LEADER,
    "分管领导": Role.LINE_LEADER,
    "单位负责人": Role.UNIT_HEAD,
    "责任人": Role.RESPONSIBLE,
    "联络员": Role.LIAISON,
    "督查室": Role.OFFICE,
    "发改局": Role.PLANNING,
    "统计局": Role.STATISTICS,
    "财政局": Role.FINANCE,
    "查阅": Role.READER,
}

PAYLOAD_BYTES = 18
"""24 characters of a link; Telegram allows 64."""


class People:
    """Links persons to chats."""

    def __init__(self, work: Work, clock: Clock, policy: Policy) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy

    def in_chat(self, chat_id: int) -> Person | None:
        """Return who is linked to a chat; writing to us makes them reachable again."""
        person = self.work.people.by_chat(chat_id)
        if person is None:
            return None
        if person.unreachable:
            self.work.people.unreachable(chat_id, None)
            self.work.reminders.revive(person.id, self.clock.today())
        # Once a day is enough to tell who is silent, and spares the other updates a write.
        if person.heard_at is None or person.heard_at < self.clock.midnight(self.clock.today()):
            self.work.people.change(person.id, heard_at=self.clock.now())
        return self._with_principals(person)

    def _with_principals(self, person: Person) -> Person:
        """Return *person* with whom they stand in for today; of their roles only the posts."""
        standing_in = self.work.people.standing_in(self.clock.today())
        away = [each for each, delegate in standing_in.items() if delegate == person.id]
        if not away:
            return person
        principals = self.work.people.by_ids(away).values()
        return replace(
            person,
            principals=tuple(
                replace(each, roles=frozenset(role for role in each.roles if role.is_post))
                for each in principals
            ),
        )

    def recognised(self, chat_id: int) -> Person:
        """Return who is linked to a chat.

        Raises:
            StrangerError: Nobody.
        """
        person = self.in_chat(chat_id)
        if person is None:
            raise StrangerError
        return person

    def welcome(self, person: Person) -> Welcome:
        """Return what a linked person is greeted with."""
        projects = self.work.projects
        own = {each.id for each in projects.of_person(person.id)}
        own |= {each.id for each in projects.of_units(person.id)}
        return Welcome(person, len(own), sees_all=may(person, Action.SEE_SUMMARY_OF_ALL))

    def help(self, person: Person) -> Help:
        """Return what a person can say and tap."""
        return Help(
            reports=may_anywhere(person, Action.REPORT),
            lists=may_anywhere(person, Action.LIST_PROJECTS),
            sums_up=may(person, Action.SEE_SUMMARY_OF_ALL),
            keeps_ledger=may(person, Action.IMPORT_LEDGER),
            keeps_plan=may(person, Action.EDIT_PLAN),
        )

    def invite(
        self,
        name: str,
        bot_name: str,
        *,
        unit: str | None = None,
        role: str | None = None,
        by: Person | None = None,
    ) -> Invited | WhichPerson:
        """Make a link for the person called *name*; an older link of theirs dies.

        A person the ledger does not know is entered only if a role is given. *by* is None on
        the command line, which whoever runs the machine may use.

        Raises:
            PersonNotFoundError: Nobody has the name, and no role was given.
            UnknownRoleError: The role is none.
        """
        self._require(by)
        granted = _role(role) if role else None
        found = self.work.people.by_name(name, unit)
        if len(found) > 1:
            return WhichPerson(name, tuple(found))
        if not found and granted is None:
            raise PersonNotFoundError(name)
        person_id = found[0].id if found else self._enter(name, unit, by)
        if granted is not None:
            self.work.people.grant([(person_id, granted)])
            self._take_post(person_id, granted, by)
        expires = self._expiry()
        person = self.work.people.by_id(person_id)
        return Invited((self._invite(person, granted, bot_name, expires),), expires)

    def invite_by_id(self, person_id: int, bot_name: str, by: Person) -> Invited:
        """Make a link for one of several people of a name."""
        self._require(by)
        expires = self._expiry()
        person = self.work.people.by_id(person_id)
        return Invited((self._invite(person, None, bot_name, expires),), expires)

    def invite_all(self, bot_name: str, *, by: Person | None = None) -> Invited:
        """Make links for everybody who is not linked yet."""
        self._require(by)
        expires = self._expiry()
        people = self.work.people.not_linked()
        return Invited(
            tuple(self._invite(each, None, bot_name, expires) for each in people), expires
        )

    def redeem(self, payload: str, chat_id: int, source: Source, language: str = "zh") -> Welcome:
        """Link a chat to the person an invite was made for, and speak their phone's language.

        Raises:
            InviteDeadError: It is unknown, was used, or is too old.
            ChatTakenError: The chat is somebody else's.
        """
        now = self.clock.now()
        person_id = self.work.people.redeem_invite(_hash(payload), now)
        if person_id is None:
            raise InviteDeadError
        here = self.work.people.by_chat(chat_id)
        if here is not None and here.id != person_id:
            raise ChatTakenError(here.name)
        before = self.work.people.by_id(person_id)
        self.work.people.change(
            person_id,
            chat_id=chat_id,
            linked_at=now,
            unreachable_since=None,
            language=language,
        )
        self.work.reminders.revive(person_id, self.clock.today())
        change = Change("person", person_id, "chat", before.chat_id, chat_id)
        self.work.trail.add([change], now, person_id, source)
        return self.welcome(self.work.people.by_id(person_id))

    def _invite(
        self, person: Person, role: Role | None, bot_name: str, expires: datetime
    ) -> InviteLine:
        payload = secrets.token_urlsafe(PAYLOAD_BYTES)
        self.work.people.add_invite(person.id, _hash(payload), self.clock.now(), expires)
        return InviteLine(
            name=person.name,
            unit=person.unit,
            role=role or min(person.roles, default=None, key=list(Role).index),
            payload=payload,
            link=f"https://t.me/{bot_name}?start={payload}",
        )

    def _enter(self, name: str, unit: str | None, by: Person | None) -> int:
        unit_id = None
        if unit is not None:
            units = self.work.people.units()
            unit_id = units.get(unit) or self.work.people.add_units([unit])[unit]
        person_id = self.work.people.add(name, unit_id)
        self._note(Change("person", person_id, "entered", None, name), by)
        return person_id

    def _take_post(self, person_id: int, role: Role, by: Person | None) -> None:
        """Let a unit head head the unit they are in."""
        self._note(Change("person", person_id, "role", None, role.value), by)
        unit_id = self.work.people.by_id(person_id).unit_id
        if role is Role.UNIT_HEAD and unit_id is not None:
            self.work.people.change_unit(unit_id, head_id=person_id)

    def _note(self, change: Change, by: Person | None) -> None:
        self.work.trail.add([change], self.clock.now(), by.id if by else None, Source())

    def _require(self, by: Person | None) -> None:
        if by is not None:
            require(by, Action.INVITE)

    def _expiry(self) -> datetime:
        return self.clock.now() + timedelta(days=self.policy.people.invite_days)


def _hash(payload: str) -> str:
    return hashlib.sha256(payload.encode()).hexdigest()


def read_role(word: str) -> Role | None:
    """Return the role a word names, in Latin or in Chinese, or None."""
    word = word.strip().lower()
    return Role(word) if word in tuple(Role) else _ROLE_WORDS.get(word)


def _role(word: str) -> Role:
    role = read_role(word)
    if role is None:
        raise UnknownRoleError(word, tuple(Role))
    return role
