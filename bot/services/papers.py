"""The papers: one table of what there is, whom it is for and how it is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.domain.errors import LedgerError, OldButtonError
from bot.domain.outcomes import PapersOffered
from bot.domain.permissions import Action, scopes_of
from bot.domain.records import Person
from bot.domain.terms import Role
from bot.services.access import require_anywhere
from bot.texts.answers import word, word_error
from bot.texts.messages import Document, Message
from bot.texts.taps import MOST_DIGITS

if TYPE_CHECKING:  # the summary, one of the services, shows which papers there are
    from bot.services.services import Services

Order = Mapping[str, Any]

OPERATOR = Person(0, "duban", None, None, None, None, frozenset({Role.OFFICE}))
"""Whoever runs the machine: their papers show what the office's show."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: the right that opens it, be it over a few projects, and what makes it.

    The maker returns a `Document`, or a record that the texts word. One that is about something
    particular is not offered among the others.
    """

    name: str
    right: Action
    make: Callable[["Services", Person, Order], object]
    is_offered: bool = True


def _day(text: str | None) -> date | None:
    """Return the day that an order names; a button that names none is no button of ours."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise OldButtonError from None


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isdecimal() or len(text) > MOST_DIGITS:
        raise OldButtonError
    return int(text)


def _send_back(services: "Services", person: Person, number: int) -> Document:
    from bot.services.sent_back import send_back  # noqa: PLC0415 -- loads the workbook libraries

    return send_back(services.imports, person, number)


def _template() -> Document:
    from bot.papers.bulletins import template_to_edit  # noqa: PLC0415 -- loads docxtpl

    return Document(template_to_edit(), "督查通报模板.docx")


PAPERS = {
    paper.name: paper
    for paper in (
        Paper(
            "summary",
            Action.SEE_SUMMARY_OF_ALL,
            lambda services, person, _: services.summaries.summary(person),
        ),
        Paper(
            "ledger",
            Action.EXPORT_LEDGER,
            lambda services, person, order: services.exports.ledger(
                person, _day(order.get("since"))
            ),
        ),
        Paper(
            "register",
            Action.KEEP_PEOPLE,
            lambda services, person, _: services.registers.paper(person),
        ),
        Paper(
            "problems",
            Action.IMPORT_LEDGER,
            lambda services, person, order: _send_back(services, person, order["file"]),
            is_offered=False,
        ),
        Paper(
            "wall-chart-png",
            Action.SEE_SUMMARY,
            lambda services, person, _: services.charts.wall_chart_png(person),
        ),
        Paper(
            "wall-chart-pdf",
            Action.SEE_SUMMARY,
            lambda services, person, _: services.charts.wall_chart_pdf(person),
        ),
        Paper(
            "leader-charts",
            Action.SEE_SUMMARY,
            lambda services, person, _: services.charts.leader_charts(person),
        ),
        Paper(
            "project-charts",
            Action.SEE_SUMMARY,
            lambda services, person, order: services.charts.project_charts(
                person, _number(order.get("project"))
            ),
        ),
        Paper(
            "bulletin",
            Action.ISSUE_PAPERS,
            lambda services, _, order: services.bulletin_documents.file(
                _number(order.get("bulletin"))
            ),
        ),
        Paper(
            "letter",
            Action.SEE_GAPS,
            lambda services, person, _: services.letters.letter(person),
        ),
        Paper(
            "ranking",
            Action.SEE_SUMMARY,
            lambda services, person, order: services.ranking_lists.paper(
                person, _day(order.get("until"))
            ),
        ),
        Paper("bulletin-template", Action.ISSUE_PAPERS, lambda *_: _template()),
        Paper(
            "return",
            Action.SEE_MONEY,
            lambda services, person, order: services.returns.paper(
                person, _day(order.get("month"))
            ),
        ),
        Paper(
            "calendar",
            Action.LIST_PROJECTS,
            lambda services, person, _: services.calendars.calendar(person),
        ),
    )
}


def papers_of(person: Person) -> tuple[str, ...]:
    """Return the names of the papers that *person* may have."""
    return tuple(
        name
        for name, paper in PAPERS.items()
        if paper.is_offered and scopes_of(person.roles, paper.right)
    )


def offer_papers(person: Person) -> PapersOffered:
    """Return the papers that *person* may tap."""
    return PapersOffered(papers_of(person))


def order_paper(person: Person, name: str, **about: object) -> dict[str, Any]:
    """Return the order for a paper; it is made when its row of the outbox is claimed.

    Raises:
        OldButtonError: There is no such paper any more.
        NotPermittedError: It is not for this person.
    """
    if name not in PAPERS or not (PAPERS[name].is_offered or about):
        raise OldButtonError
    require_anywhere(person, PAPERS[name].right)
    return {"kind": "paper", "name": name, "person": person.id, **about}


def make_paper(services: "Services", person: Person, order: Order) -> Document | Message:
    """Return the paper of an order as things stand now, or the sentence that says why there is none."""
    try:
        return paper_of(services, person, order)
    except LedgerError as error:
        return word_error(error, person.language)


def paper_of(services: "Services", person: Person, order: Order) -> Document | Message:
    """Return the paper of an order as things stand now.

    Raises:
        NotPermittedError: It is not for this person.
        LedgerError: It cannot be made.
    """
    paper = PAPERS[order["name"]]
    require_anywhere(person, paper.right)
    made = paper.make(services, person, order)
    return made if isinstance(made, Document) else word(made, person.language)
