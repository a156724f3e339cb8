"""What a row of the outbox only names, made when the row is claimed."""

from typing import Any

from bot.clock import Clock
from bot.domain.outcomes import PercentChanged
from bot.domain.policies import Policy
from bot.services.services import Services
from bot.texts.answers import word
from bot.texts.messages import Document, Message
from storage.outbox import Parcel
from storage.unit_of_work import Work


class Contents:
    """Renders bundled messages, raised difficulties and papers as things stand by now."""

    def __init__(self, clock: Clock, policy: Policy) -> None:
        self._clock = clock
        self._policy = policy

    def render(self, work: Work, parcel: Parcel) -> Message | Document | None:
        """Return the content of a row, None when there is nothing left to say."""
        services = Services(work, self._clock, self._policy)
        order: dict[str, Any] = parcel.render or {}
        language = self._language(work, parcel)
        match order.get("kind"):
            case "digest" | "cards" as kind:
                digest = services.reminders.digest(
                    order["person"], parcel.id, cards_only=kind == "cards"
                )
                return word(digest, language) if digest else None
            case "difficulty":
                raised = services.difficulties.raised(order["report"])
                return word(raised, language) if raised else None
            case "instruction":
                instruction = services.instructions.instruction(
                    order["project"], order["by"], order["words"]
                )
                return word(instruction, language)
            case "different_percent":
                line = services.projects.standing(services.projects.by_id(order["project"]))
                return word(PercentChanged(line, order["by"]), language)
            case "ledger":
                return services.exports.ledger(work.people.by_id(order["person"]))
        return None

    def delivered(self, work: Work, parcel: Parcel) -> None:
        """Note that a person has been told of the projects on their assignment card."""
        tells = (parcel.body or {}).get("tells")
        if tells and parcel.person_id is not None:
            work.projects.mark_told(parcel.person_id, tells, self._clock.now())

    def _language(self, work: Work, parcel: Parcel) -> str:
        if parcel.person_id is None:
            return "zh"
        return work.people.by_id(parcel.person_id).language
