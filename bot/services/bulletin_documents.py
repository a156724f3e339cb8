"""What a bulletin says: drafted of the figures of today, and its document as it stands."""

import base64
from dataclasses import replace
from datetime import date, timedelta

from bot.clock import Clock
from bot.domain.bulletins import (
    BulletinFields,
    BulletinLine,
    Demands,
    blank_number,
    document_day,
    draft,
    lag_words,
)
from bot.domain.errors import BulletinSettledError
from bot.domain.groups import ALL
from bot.domain.outcomes import ProjectStanding
from bot.domain.policies import Policy
from bot.domain.rates import Sums
from bot.domain.terms import Light
from bot.services.figures import Figures
from bot.services.standings import Standings, worst_first
from bot.texts.catalogue import catalogue
from bot.texts.messages import Document
from storage.groups import Among
from storage.tables import Bulletin
from storage.unit_of_work import Work

TEMPLATE_FACT = "bulletin_template"
SIX_DAYS = timedelta(days=6)


class BulletinDocuments:
    """Makes the words and the Word documents of bulletins, and changes nothing."""

    def __init__(
        self, work: Work, clock: Clock, policy: Policy, figures: Figures, standings: Standings
    ) -> None:
        self.work = work
        self.clock = clock
        self.policy = policy
        self.figures = figures
        self.standings = standings

    def file(self, bulletin_id: int | None) -> Document:
        """Return the document of a bulletin as it stands, or a draft of today that is not kept."""
        from bot.papers import bulletins as papers  # noqa: PLC0415 -- loads docxtpl

        if bulletin_id is None:
            today, prefix = self.clock.today(), self.policy.bulletin.prefix
            told = {"number": blank_number(today.year, prefix), "day": document_day(today)}
            _, drafted = self.drafted()
            fields = drafted.as_json() | told
            data = papers.render_bulletin(fields, self.template())
            # Not its template's mark: sent back, it would be taken for a template.
            data = papers.stamp(data, papers.bulletin_mark("", 0), title="", **told)
            return self._document(data, fields["title"])
        kept = kept_bulletin(self.work, bulletin_id)
        given = self._given(kept)
        data = kept.document
        if not data:
            template = base64.b64decode(kept.fields.get("template", "")) or None
            fields = kept.fields | given | {"title": kept.title}
            data = papers.render_bulletin(fields, template)
        # A template of the office's own may lack the place of a number; its title is its own.
        mark = papers.bulletin_mark(kept.token, edition_of(kept))
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

    def drafted(self, corrects: str = "") -> tuple[Sums, BulletinFields]:
        """Return the figures of today and what a bulletin says of them.

        *corrects* is the title and number of the bulletin that it corrects.
        """
        today, settings = self.clock.today(), self.policy.bulletin
        lines = worst_first(self.work.projects.all(), today, self.policy)
        sums = self.figures.headline(self.standings.bring_up_to_date(), Among(ALL)).sums
        fields = draft(
            sums, [_line(each) for each in lines], today, self._demands(today), corrects
        )
        return sums, replace(fields, to=settings.to, issuer=settings.issuer, cc=settings.cc)

    def _demands(self, today: date) -> Demands:
        """Return by when what is asked for: measures on the first working day from a week on."""
        weekly = self.policy.weekly_report
        measures_by = next(self.work.working_days.after(today + SIX_DAYS))
        return Demands(measures_by, weekly.weekday, weekly.due_at)


def kept_bulletin(work: Work, bulletin_id: int) -> Bulletin:
    """Return a bulletin.

    Raises:
        BulletinSettledError: There is none of that number.
    """
    kept = work.bulletins.get(bulletin_id)
    if kept is None:
        raise BulletinSettledError
    return kept


def edition_of(kept: Bulletin) -> int:
    """Return which edition of its wording a bulletin is at."""
    return int(kept.fields.get("edition", 1))


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
