"""What a row of the outbox only names, made when the row is claimed."""

import json
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from bot.clock import Clock
from bot.delivery.prints import Print
from bot.domain.outcomes import PercentChanged
from bot.domain.policies import Policy
from bot.services.printing import print_paper
from bot.services.services import Services
from bot.texts.answers import stand_in, word
from bot.texts.messages import Message
from storage.outbox import Parcel
from storage.unit_of_work import Work

Order = dict[str, Any]


def _digest(services: Services, order: Order, parcel: Parcel) -> object:
    return services.digests.digest(order["person"], parcel.id)


def _cards(services: Services, order: Order, parcel: Parcel) -> object:
    return services.digests.digest(order["person"], parcel.id, cards_only=True)


def _difficulty(services: Services, order: Order, parcel: Parcel) -> object:
    return services.difficulties.raised(
        order["difficulty"], parcel.person_id, order.get("to_phone", ())
    )


def _difficulty_steered(services: Services, order: Order, _parcel: Parcel) -> object:
    return services.difficulties.steered(order["difficulty"], order["by"])


def _difficulty_solved(services: Services, order: Order, _parcel: Parcel) -> object:
    return services.difficulties.solved(order["difficulty"], order["by"])


def _answered(services: Services, order: Order, _parcel: Parcel) -> object:
    number = order["instruction"]
    if "words" in order:
        return services.instructions.answer_of(number, order["by"], order["words"])
    return services.instructions.answer_to(number, order.get("report"))


def _date_request(services: Services, order: Order, _parcel: Parcel) -> object:
    return services.deadlines.open_request(order["request"], order.get("to_phone", ""))


def _date_decided(services: Services, order: Order, _parcel: Parcel) -> object:
    return services.deadlines.decided(order["request"])


def _deadlines_moved(services: Services, order: Order, _parcel: Parcel) -> object:
    told = services.moves.told(order["moves"])
    return told if told.lines else None


def _adjustment_undone(services: Services, order: Order, _parcel: Parcel) -> object:
    return services.moves.undone(order["nodes"])


def _projects_changed(services: Services, order: Order, _parcel: Parcel) -> object:
    return services.successions.changed(order["what"], order["before"], order["now"])


def _corrected(services: Services, order: Order, _parcel: Parcel) -> object:
    told = {key: order[key] for key in ("field", "old", "new", "reason")}
    return services.corrections.corrected(order["project"], **told)


def _instruction(services: Services, order: Order, _parcel: Parcel) -> object:
    return services.instructions.instruction(
        order["project"], order["by"], order["words"], to_phone="to_phone" in order
    )


def _different_percent(services: Services, order: Order, _parcel: Parcel) -> object:
    line = services.projects.standing(services.projects.by_id(order["project"]))
    return PercentChanged(line, order["by"])


def _handed_over(services: Services, order: Order, _parcel: Parcel) -> object:
    return services.handovers.handed_over(order["handover"])


def _relieved(services: Services, order: Order, _parcel: Parcel) -> object:
    return services.handovers.relieved(order["handover"])


def _name_people(services: Services, order: Order, _parcel: Parcel) -> object:
    return services.namings.to_name(order["person"])


def _stays_yours(services: Services, order: Order, _parcel: Parcel) -> object:
    return services.gaps.stays_yours(order["project"], order["role"])


def _question(services: Services, order: Order, _parcel: Parcel) -> object:
    return services.questions.put_again(order["question"])


def _audit(services: Services, order: Order, _parcel: Parcel) -> object:
    return services.audits.failed(date.fromisoformat(order["day"]))


def _bulletin(services: Services, order: Order, parcel: Parcel) -> object:
    reader = services.work.people.by_id(parcel.person_id or 0)
    return services.bulletins.shown(reader, order["bulletin"])


_MADE: dict[str, Callable[[Services, Order, Parcel], object]] = {
    "digest": _digest,
    "cards": _cards,
    "bulletin": _bulletin,
    "difficulty": _difficulty,
    "difficulty_steered": _difficulty_steered,
    "difficulty_solved": _difficulty_solved,
    "answered": _answered,
    "date_request": _date_request,
    "date_decided": _date_decided,
    "deadlines_moved": _deadlines_moved,
    "adjustment_undone": _adjustment_undone,
    "projects_changed": _projects_changed,
    "corrected": _corrected,
    "instruction": _instruction,
    "handed_over": _handed_over,
    "relieved": _relieved,
    "name_people": _name_people,
    "stays_yours": _stays_yours,
    "question": _question,
    "different_percent": _different_percent,
    "audit": _audit,
}


class Contents:
    """Renders bundled messages, what is passed on, and papers, as things stand by now."""

    def __init__(self, clock: Clock, policy: Policy) -> None:
        self._clock = clock
        self._policy = policy

    def render(self, work: Work, parcel: Parcel) -> Message | Print | None:
        """Return the content of a row, None when there is nothing left to say."""
        order: Order = parcel.render
        if order["kind"] == "paper":
            return self._print(work, order)
        services = Services(work, self._clock, self._policy)
        content = _MADE[order["kind"]](services, order, parcel)
        if content is None:
            return None
        language = self._language(work, parcel)
        message = word(content, language)
        return (
            stand_in(message, order["instead_of"], language) if "instead_of" in order else message
        )

    def _print(self, work: Work, order: Order) -> Print:
        """Return what makes a paper; two of one order are the same until something they show changes."""
        url = work.session.get_bind().engine.url.render_as_string(hide_password=False)
        make = partial(print_paper, url, self._policy, self._clock.local(), order)
        today = self._clock.today()
        state = f"{today} {work.trail.count()} {work.rankings.last_on(today)}"
        return Print(f"{state} {json.dumps(order, sort_keys=True)}", make)

    def delivered(self, work: Work, parcel: Parcel, body: dict[str, Any]) -> None:
        """Note that what a message told has arrived: its rungs, its assignment card, its question."""
        if parcel.render_json is None:
            return
        work.reminders.sent(parcel.id)
        services = Services(work, self._clock, self._policy)
        tells = body.get("tells")
        if tells and parcel.person_id is not None:
            services.digests.told(parcel.person_id, tells)
        if parcel.render["kind"] == "name_people":
            services.namings.asked(parcel.render["person"])

    def _language(self, work: Work, parcel: Parcel) -> str:
        if parcel.person_id is None:
            return "zh"
        return work.people.by_id(parcel.person_id).language
