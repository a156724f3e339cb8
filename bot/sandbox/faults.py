"""Trouble on order: calls that fail, connections that drop, answers that wait."""

import asyncio
from collections import defaultdict, deque
from dataclasses import dataclass, field

from bot.sandbox.refusals import RefusalError

USUAL_WORDS = {
    400: "Bad Request: chat not found",
    403: "Forbidden: bot was blocked by the user",
    409: "Conflict: terminated by other getUpdates request",
    429: "Too Many Requests: retry after {retry_after}",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


@dataclass(slots=True)
class Gate:
    """Holds one call: `arrived` is set when it has come, and it goes on when `opened` is set."""

    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    opened: asyncio.Event = field(default_factory=asyncio.Event)

    async def passed(self) -> None:
        """Report the arrival and return when the gate is opened."""
        self.arrived.set()
        await self.opened.wait()


@dataclass(frozen=True, slots=True)
class Fault:
    """What befalls one call of a method: at most one of the three.

    Attributes:
        after_effect: The method does its work first; otherwise nothing has happened.
    """

    refusal: RefusalError | None = None
    drop: bool = False
    gate: Gate | None = None
    after_effect: bool = False


class Faults:
    """The trouble ordered for the next calls of each method, in the order it was ordered."""

    def __init__(self) -> None:
        self._by_method: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._gates: list[Gate] = []

    def next_for(self, method: str) -> Fault | None:
        """Return what befalls this call of *method* (in lower case), and forget it."""
        queue = self._by_method.get(method)
        return queue.popleft() if queue else None

    def order(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let *fault* befall the next *times* calls of *method*."""
        self._by_method[method.lower()].extend([fault] * times)
        if fault.gate is not None:
            self._gates.append(fault.gate)

    def clear(self) -> None:
        """Forget all that was ordered, and let go whom a gate holds."""
        for gate in self._gates:
            gate.opened.set()
        self._gates.clear()
        self._by_method.clear()


def refusal(
    status: int,
    description: str | None,
    retry_after: int | None,
    migrate_to_chat_id: int | None,
) -> RefusalError:
    """Return a refusal with Telegram's usual words for *status* where none are given."""
    wait = retry_after if retry_after is not None else (1 if status == 429 else None)
    known = {"retry_after": wait, "migrate_to_chat_id": migrate_to_chat_id}
    parameters = {key: value for key, value in known.items() if value is not None}
    words = description or USUAL_WORDS.get(status, "Bad Request").format(retry_after=wait)
    return RefusalError(status, words, parameters or None)
