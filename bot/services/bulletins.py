"""The way of a bulletin 督查通报: drafted by the program, numbered, approved and issued by people.

It is longer than others are: each way of changing a bulletin ends in the same conditional write,
and who edits, takes or keeps a file must see all of them at once.
"""

import base64
import secrets
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from bot.clock import Clock
from bot.domain.bulletins import ReturnedBulletin, read_number
from bot.domain.errors import (
    BulletinNumberError,
    BulletinSettledError,
    DocumentUnknownError,
    NoDraftError,
    SecondPersonNeededError,
)
from bot.domain.outcomes import BulletinOffered, BulletinShown, BulletinStatus, TemplateTaken
from bot.domain.permissions import Action
from bot.domain.policies import Policy
from bot.domain.records import Person, Source
from bot.domain.terms import Role
from bot.services.access import require
from bot.services.bulletin_documents import (
    TEMPLATE_FACT,
    BulletinDocuments,
    edition_of,
    kept_bulletin,
)
from bot.services.figures import SUMS
from bot.services.notices import Notices
from storage.tables import Bulletin, BulletinState
from storage.trail import Change
from storage.unit_of_work import Work

_READERS = (Role.CHIEF, Role.LEADER, Role.LINE_LEADER, Role.UNIT_HEAD)
_OPEN = (BulletinState.DRAFT, BulletinState.SUBMITTED, BulletinState.APPROVED)

# What each tap does: from which states, to which.
_STEPS = {
    "submit": ((BulletinState.DRAFT,), BulletinState.SUBMITTED),
    "approve": ((BulletinState.SUBMITTED,), BulletinState.APPROVED),
    "return": ((BulletinState.SUBMITTED, BulletinState.APPROVED), BulletinState.DRAFT),
    "issue": ((BulletinState.APPROVED,), BulletinState.ISSUED),
    "drop": (_OPEN, BulletinState.DROPPED),
}


class Bulletins:
    """Carries a bulletin on, one tap of a person at a time."""

    def __init__(
        self,
        work: Work,
        clock: Clock,
        policy: Policy,
        notices: Notices,
        documents: BulletinDocuments,
    ) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy
        self.notices = notices
        self.documents = documents

    def status(self, person: Person) -> BulletinStatus:
        """Return the bulletin that is being worked on, and the one issued last."""
        require(person, Action.ISSUE_PAPERS)
        open_one = self.work.bulletins.latest(*_OPEN)
        issued = self.work.bulletins.latest(BulletinState.ISSUED)
        return BulletinStatus(
            self._shown(open_one, person) if open_one else None,
            self._shown(issued, person) if issued else None,
        )

    def draft(
        self, person: Person, source: Source, corrects_id: int | None = None
    ) -> BulletinShown:
        """Keep a draft of how things stand now; one that corrects names the one it corrects."""
        require(person, Action.ISSUE_PAPERS)
        old = None if corrects_id is None else kept_bulletin(self.work, corrects_id)
        if old is not None and old.state is not BulletinState.ISSUED:
            raise BulletinSettledError
        sums, fields = self.documents.drafted(f"《{old.title}》（{old.number}）" if old else "")
        template = base64.b64encode(self.documents.template() or b"").decode()
        bulletin_id = self.work.bulletins.add(
            {
                "token": secrets.token_hex(8),
                "state": BulletinState.DRAFT,
                "version": 1,
                "title": fields.title,
                "corrects_id": corrects_id,
                "drafted_by": person.id,
                "drafted_at": self.clock.now(),
                "policy": _plain(asdict(self.policy)),
                "fields": fields.as_json() | {"template": template, SUMS: _plain(sums)},
                "document": b"",
            }
        )
        self._note(bulletin_id, "draft", None, fields.title, person, source)
        return self.shown(person, bulletin_id)

    def take_back(
        self, person: Person, returned: ReturnedBulletin, source: Source
    ) -> BulletinShown | BulletinOffered:
        """Take the document that somebody edited in Word in place of the one before.

        One that is no edit of the current edition is kept aside and asked about. Who goes on with
        the file of which they sent an earlier state is not asked: they know what they change.

        Raises:
            DocumentUnknownError: It is of no bulletin of ours.
            BulletinSettledError: The bulletin was issued or dropped before.
        """
        require(person, Action.ISSUE_PAPERS)
        kept = self.work.bulletins.by_token(returned.token)
        if kept is None:
            raise DocumentUnknownError
        goes_on = kept.edited_by == person.id and returned.edition == kept.fields.get("base")
        if returned.edition != edition_of(kept) and not goes_on:
            return self._offer(kept, person, returned)
        offer = _as_offer(returned, person)
        return self._take(kept, offer, person, source)

    def settle_offer(
        self,
        person: Person,
        bulletin_id: int,
        version: int,
        offer: str,
        source: Source,
        *,
        is_taken: bool,
    ) -> BulletinShown:
        """Let a file that was asked about take the place of the current one, or put it away.

        Raises:
            BulletinSettledError: The bulletin was changed since, or this was settled.
        """
        require(person, Action.ISSUE_PAPERS)
        kept = kept_bulletin(self.work, bulletin_id)
        offered = kept.fields.get("offers", {}).get(offer)
        if offered is None or kept.version != version:
            raise BulletinSettledError
        if is_taken:
            return self._take(kept, offered, person, source)
        others = {key: each for key, each in kept.fields["offers"].items() if key != offer}
        self._keep_offers(kept, others)
        return self.shown(person, bulletin_id)

    def _offer(
        self, kept: Bulletin, person: Person, returned: ReturnedBulletin
    ) -> BulletinOffered:
        offers = kept.fields.get("offers", {})
        number = str(max(map(int, offers), default=0) + 1)
        self._keep_offers(kept, offers | {number: _as_offer(returned, person)})
        changed_by = kept.edited_by or kept.drafted_by or 0
        people = self.work.people.by_ids([changed_by])
        return BulletinOffered(
            bulletin_id=kept.id or 0,
            version=kept.version,
            title=kept.title,
            edition=edition_of(kept),
            changed_by=next((each.name for each in people.values()), ""),
            offer=number,
        )

    def _keep_offers(self, kept: Bulletin, offers: dict[str, Any]) -> None:
        fields = kept.fields | {"offers": offers}
        if not self.work.bulletins.move(kept.id or 0, kept.version, _OPEN, {"fields": fields}):
            raise BulletinSettledError

    def _take(
        self, kept: Bulletin, offer: dict[str, Any], person: Person, source: Source
    ) -> BulletinShown:
        """Put an edited file in place of the current one; its editor is who sent it."""
        return self._reword(
            kept,
            person,
            source,
            document=base64.b64decode(offer["document"]),
            title=offer["title"] or kept.title,
            fields=kept.fields | {"lines": offer["lines"], "base": offer["edition"]},
            edited_by=offer["by"],
        )

    def say(self, person: Person, field: str, words: str, source: Source) -> BulletinShown:
        """Give the open draft its number or its title.

        Raises:
            NoDraftError: Nothing is being drafted.
            BulletinNumberError: The number is none, or another bulletin bears it.
        """
        require(person, Action.ISSUE_PAPERS)
        kept = self.work.bulletins.latest(*_OPEN)
        if kept is None or not words.strip():
            raise NoDraftError
        if field == "title":
            fields = kept.fields | {"base": None}
            title = " ".join(words.split())
            return self._reword(kept, person, source, title=title, fields=fields)
        prefix, year = self.policy.bulletin.prefix, self.clock.today().year
        number = read_number(words, year, prefix)
        if number is None or self.work.bulletins.is_taken(number, kept.id or 0):
            raise BulletinNumberError(number or words, is_taken=number is not None)
        # The number is no wording: it may be given after the approval.
        return self._set(kept, person, source, "number", number)

    def step(
        self, person: Person, bulletin_id: int, version: int, verb: str, source: Source
    ) -> BulletinShown:
        """Carry a bulletin on by a tap: submit, approve, return, issue or drop.

        Raises:
            SecondPersonNeededError: Who drafted or edited it cannot approve it.
            BulletinNumberError: It is to be issued and has no number.
            BulletinSettledError: It was changed since the button was shown.
        """
        require(person, Action.ISSUE_PAPERS)
        if verb not in _STEPS:
            raise BulletinSettledError
        kept, (states, new) = kept_bulletin(self.work, bulletin_id), _STEPS[verb]
        if verb == "approve" and person.id in _authors(kept):
            raise SecondPersonNeededError
        if verb == "issue" and not kept.number:
            raise BulletinNumberError("")
        old, now = kept.state, self.clock.now()
        stamps: dict[str, dict[str, object]] = {
            "approve": {"approved_by": person.id, "approved_at": now},
            "return": {"approved_by": None, "approved_at": None, "version": version + 1},
            "issue": {"issued_by": person.id, "issued_at": now},
        }
        values = {"state": new, **stamps.get(verb, {})}
        if not self.work.bulletins.move(bulletin_id, version, states, values):
            raise BulletinSettledError
        self._note(bulletin_id, "state", old, new, person, source)
        told, missed = self._tell(bulletin_id, verb, version, person)
        return replace(
            self.shown(person, bulletin_id),
            told=len(told),
            not_reached=tuple(each.name for each in missed),
            units_not_reached=self._units_missed(told) if verb == "issue" else (),
        )

    def shown(self, person: Person, bulletin_id: int) -> BulletinShown:
        """Return a bulletin as it stands."""
        return self._shown(kept_bulletin(self.work, bulletin_id), person)

    def take_template(
        self, person: Person, document: bytes, paragraphs: int, source: Source
    ) -> TemplateTaken:
        """Make drafts by the office's own template from now on."""
        require(person, Action.ISSUE_PAPERS)
        self.work.facts.put(TEMPLATE_FACT, base64.b64encode(document).decode())
        self._note(0, "template", None, paragraphs, person, source)
        return TemplateTaken(paragraphs)

    def _reword(
        self, kept: Bulletin, person: Person, source: Source, **values: Any
    ) -> BulletinShown:
        """Change what a bulletin says: it is a new version, and an approval of the old one lapses.

        It is a new edition too: a version also counts what was sent back unchanged.
        """
        editor = values.get("edited_by", person.id)
        edition = {
            "edition": edition_of(kept) + 1,
            "offers": {},
            "editors": sorted({*kept.fields.get("editors", ()), editor}),
        }
        new = {
            "version": kept.version + 1,
            "state": BulletinState.DRAFT,
            "edited_by": editor,
            "approved_by": None,
            "approved_at": None,
            **values,
            "fields": values["fields"] | edition,
        }
        old_title = kept.title
        if not self.work.bulletins.move(kept.id or 0, kept.version, _OPEN, new):
            raise BulletinSettledError
        self._note(kept.id or 0, "title", old_title, values["title"], person, source)
        return self.shown(person, kept.id or 0)

    def _set(
        self, kept: Bulletin, person: Person, source: Source, field: str, value: str
    ) -> BulletinShown:
        old = getattr(kept, field)
        if not self.work.bulletins.move(kept.id or 0, kept.version, _OPEN, {field: value}):
            raise BulletinSettledError
        self._note(kept.id or 0, field, old, value, person, source)
        return self.shown(person, kept.id or 0)

    def _tell(
        self, bulletin_id: int, verb: str, version: int, by: Person
    ) -> tuple[list[Person], list[Person]]:
        """Send what a step makes others read: to the second person, to the drafter, to all.

        Returns:
            Who is told, and who cannot be.
        """
        paper = {"kind": "paper", "name": "bulletin", "bulletin": str(bulletin_id)}
        asked = {"kind": "bulletin", "bulletin": bulletin_id}
        office = [each for each in self.work.people.holding(Role.OFFICE) if each.id != by.id]
        leaders = self.work.people.holding(*_READERS)
        audiences: dict[str, tuple[list[dict[str, Any]], list[Person]]] = {
            "submit": ([paper, asked], office),
            "approve": ([asked], office),
            "return": ([asked], office),
            "issue": ([paper], leaders),
        }
        orders, readers = audiences.get(verb, ([], []))
        key = f"bulletin:{bulletin_id}:{version}:{verb}"
        reached = [
            all(
                self.notices.notify(each, f"{key}:{position}", order)
                for position, order in enumerate(orders)
            )
            for each in readers
        ]
        by_reach: dict[bool, list[Person]] = {True: [], False: []}
        for each, is_told in zip(readers, reached, strict=True):
            by_reach[is_told].append(each)
        return by_reach[True], by_reach[False]

    def _units_missed(self, told: Sequence[Person]) -> tuple[str, ...]:
        """Return the units that own projects and have no head among those who are told."""
        ids = {each.id for each in told}
        reached = {each.unit for each in told if each.holds(Role.UNIT_HEAD)}
        owners = self.work.units.owners().items()
        return tuple(unit for unit, head in owners if head not in ids and unit not in reached)

    def _shown(self, kept: Bulletin, person: Person) -> BulletinShown:
        corrects = self.work.bulletins.get(kept.corrects_id) if kept.corrects_id else None
        people = self.work.people.by_ids([kept.drafted_by] if kept.drafted_by else [])
        return BulletinShown(
            bulletin_id=kept.id or 0,
            version=kept.version,
            state=kept.state.value,
            number=kept.number or "",
            title=kept.title,
            drafted_by=next((each.name for each in people.values()), ""),
            corrects=(corrects.number or "") if corrects else "",
            lines=tuple(kept.fields.get("lines", ())),
            verbs=_verbs(kept, person),
            days_old=self._days_old(kept),
        )

    def _days_old(self, kept: Bulletin) -> int:
        """Return of how many days ago the figures are that a bulletin on its way prints."""
        drafted_on = kept.drafted_at.astimezone(self.clock.zone).date()
        return (self.clock.today() - drafted_on).days if kept.state in _OPEN else 0

    def _note(
        self,
        bulletin_id: int,
        field: str,
        old: object,
        new: object,
        person: Person,
        source: Source,
    ) -> None:
        change = Change("bulletin", bulletin_id, field, old, new)
        self.work.trail.add([change], self.clock.now(), person.id, source)


def _authors(kept: Bulletin) -> set[int | None]:
    """Return who drafted a bulletin, and all who worded it since."""
    return {kept.drafted_by, kept.edited_by, *kept.fields.get("editors", ())}


def _as_offer(returned: ReturnedBulletin, person: Person) -> dict[str, Any]:
    """Return a file as it is kept until it is settled what becomes of it."""
    return {
        "document": base64.b64encode(returned.document).decode(),
        "title": returned.title,
        "lines": returned.lines,
        "edition": returned.edition,
        "by": person.id,
    }


def _verbs(kept: Bulletin, person: Person) -> tuple[str, ...]:
    """Return what *person* may tap below a bulletin."""
    if kept.state is BulletinState.ISSUED:
        return ("correct",)
    verbs = [verb for verb, (states, _) in _STEPS.items() if kept.state in states]
    if person.id in _authors(kept):
        verbs = [verb for verb in verbs if verb != "approve"]
    return tuple(verbs)


def _plain(value: Any) -> Any:
    """Return settings as JSON keeps them."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(each) for each in value]
    return value if isinstance(value, int | str | None) else str(value)
