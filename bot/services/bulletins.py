"""The bulletin 督查通报: drafted by the program, numbered, approved and issued by people.

It is longer than others are: each way of changing a bulletin ends in the same conditional write,
and who edits, takes or keeps a file must see all of them at once.
"""

import base64
import secrets
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

from bot.clock import Clock
from bot.domain.bulletins import (
    BulletinFields,
    BulletinLine,
    Demands,
    ReturnedBulletin,
    blank_number,
    document_day,
    draft,
    lag_words,
    read_number,
)
from bot.domain.errors import (
    BulletinNumberError,
    BulletinSettledError,
    DocumentUnknownError,
    NoDraftError,
    SecondPersonNeededError,
)
from bot.domain.groups import ALL
from bot.domain.outcomes import (
    BulletinOffered,
    BulletinShown,
    BulletinStatus,
    ProjectStanding,
    TemplateTaken,
)
from bot.domain.permissions import Action
from bot.domain.policies import Policy
from bot.domain.rates import Sums
from bot.domain.records import Person, Source
from bot.domain.terms import Light, Role
from bot.services.access import require
from bot.services.figures import SUMS, Figures
from bot.services.notices import Notices
from bot.services.standings import Standings, worst_first
from bot.texts.catalogue import catalogue
from bot.texts.messages import Document
from storage.groups import Among
from storage.tables import Bulletin, BulletinState
from storage.trail import Change
from storage.unit_of_work import Work

TEMPLATE_FACT = "bulletin_template"
_READERS = (Role.CHIEF, Role.LEADER, Role.LINE_LEADER, Role.UNIT_HEAD)
SIX_DAYS = timedelta(days=6)
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
        figures: Figures,
        standings: Standings,
    ) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy
        self.notices = notices
        self.figures = figures
        self.standings = standings

    # what it says

    def file(self, bulletin_id: int | None) -> Document:
        """Return the document of a bulletin as it stands, or a draft of today that is not kept."""
        from bot.papers import bulletins as papers  # noqa: PLC0415 -- loads docxtpl

        if bulletin_id is None:
            today, prefix = self.clock.today(), self.policy.bulletin.prefix
            told = {"number": blank_number(today.year, prefix), "day": document_day(today)}
            fields = self._fields(self._sums()).as_json() | told
            data = papers.render_bulletin(fields, self.template())
            # Not its template's mark: sent back, it would be taken for a template.
            data = papers.stamp(data, papers.bulletin_mark("", 0), title="", **told)
            return self._document(data, fields["title"])
        kept = self._kept(bulletin_id)
        given = self._given(kept)
        data = kept.document
        if not data:
            template = base64.b64decode(kept.fields.get("template", "")) or None
            fields = kept.fields | given | {"title": kept.title}
            data = papers.render_bulletin(fields, template)
        # A template of the office's own may lack the place of a number; its title is its own.
        mark = papers.bulletin_mark(kept.token, _edition(kept))
        data = papers.stamp(data, mark, title=kept.title if kept.document else "", **given)
        number = kept.number or ""
        caption = catalogue("zh").say(
            "bulletin.caption", number=number, title=kept.title, lines=kept.fields.get("lines", ())
        )
        return self._document(data, f"{number}{kept.title}", caption)

    def _given(self, kept: Bulletin) -> dict[str, str]:
        """Return number and date as they are printed by now."""
        day = self._day_of(kept)
        number = kept.number or blank_number(day.year, self.policy.bulletin.prefix)
        return {"number": number, "day": document_day(day)}

    def _document(self, data: bytes, name: str, caption: str = "") -> Document:
        return Document(data, f"{name}.docx", caption)

    def _day_of(self, kept: Bulletin) -> date:
        return (kept.issued_at or self.clock.now()).astimezone(self.clock.zone).date()

    def template(self) -> bytes | None:
        """Return the office's own template, None where it has none."""
        kept = self.work.facts.get(TEMPLATE_FACT)
        return base64.b64decode(kept) if kept else None

    def _sums(self) -> Sums:
        return self.figures.headline(self.standings.bring_up_to_date(), Among(ALL)).sums

    def _fields(self, sums: Sums, corrects: str = "") -> BulletinFields:
        today, settings = self.clock.today(), self.policy.bulletin
        lines = worst_first(self.work.projects.all(), today, self.policy)
        fields = draft(
            sums, [_line(each) for each in lines], today, self._demands(today), corrects
        )
        return replace(fields, to=settings.to, issuer=settings.issuer, cc=settings.cc)

    def _demands(self, today: date) -> Demands:
        """Return by when what is asked for: measures on the first working day from a week on."""
        weekly = self.policy.weekly_report
        measures_by = next(self.work.working_days.after(today + SIX_DAYS))
        return Demands(measures_by, weekly.weekday, weekly.due_at)

    # its way

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
        old = None if corrects_id is None else self._kept(corrects_id)
        if old is not None and old.state is not BulletinState.ISSUED:
            raise BulletinSettledError
        sums = self._sums()
        fields = self._fields(sums, f"《{old.title}》（{old.number}）" if old else "")
        template = base64.b64encode(self.template() or b"").decode()
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
        return self._shown(self._kept(bulletin_id), person)

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
        if returned.edition != _edition(kept) and not goes_on:
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
        kept = self._kept(bulletin_id)
        offered = kept.fields.get("offers", {}).get(offer)
        if offered is None or kept.version != version:
            raise BulletinSettledError
        if is_taken:
            return self._take(kept, offered, person, source)
        others = {key: each for key, each in kept.fields["offers"].items() if key != offer}
        self._keep_offers(kept, others)
        return self._shown(self._kept(bulletin_id), person)

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
            edition=_edition(kept),
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
        kept, (states, new) = self._kept(bulletin_id), _STEPS[verb]
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
            self._shown(self._kept(bulletin_id), person),
            told=len(told),
            not_reached=tuple(each.name for each in missed),
            units_not_reached=self._units_missed(told) if verb == "issue" else (),
        )

    def shown(self, person: Person, bulletin_id: int) -> BulletinShown:
        """Return a bulletin as it stands."""
        return self._shown(self._kept(bulletin_id), person)

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
            "edition": _edition(kept) + 1,
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
        return self._shown(self._kept(kept.id or 0), person)

    def _set(
        self, kept: Bulletin, person: Person, source: Source, field: str, value: str
    ) -> BulletinShown:
        old = getattr(kept, field)
        if not self.work.bulletins.move(kept.id or 0, kept.version, _OPEN, {field: value}):
            raise BulletinSettledError
        self._note(kept.id or 0, field, old, value, person, source)
        return self._shown(self._kept(kept.id or 0), person)

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

    def _kept(self, bulletin_id: int) -> Bulletin:
        kept = self.work.bulletins.get(bulletin_id)
        if kept is None:
            raise BulletinSettledError
        return kept

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


def _edition(kept: Bulletin) -> int:
    """Return which edition of its wording a bulletin is at."""
    return int(kept.fields.get("edition", 1))


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


def _line(line: ProjectStanding) -> BulletinLine:
    project, standing = line.project, line.standing
    lags = standing.light in {Light.RED, Light.YELLOW}
    return BulletinLine(
        code=project.code,
        name=project.name,
        owner=project.owner,
        light=standing.light,
        plan_wan=project.plan_wan,
        done_wan=project.done_year_wan,
        gap=lag_words(standing) if lags else "",
        deviation_pp=standing.deviation_pp,
    )


def _plain(value: Any) -> Any:
    """Return settings as JSON keeps them."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(each) for each in value]
    return value if isinstance(value, int | str | None) else str(value)
