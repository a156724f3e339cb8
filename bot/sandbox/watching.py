"""What anybody can see of the chats, now or as soon as it is there."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Protocol

from bot.sandbox.chats import Chats
from bot.sandbox.records import Json, Message


class HasChat(Protocol):
    """A person or a group."""

    @property
    def chat_id(self) -> int:
        """Return the id of the chat."""
        ...


class Onlooker:
    """Reads along in every chat.

    Attributes:
        answers: What `answerCallbackQuery` said to each tap, None while it said nothing.
    """

    def __init__(self, chats: Chats) -> None:
        self.chats = chats
        self.answers: dict[str, Json | None] = {}

    def messages(self, whose: HasChat) -> list[Message]:
        """Return what stands in the chat of a person or group, both sides, in order."""
        return self.chats.messages(whose.chat_id)

    async def wait_for(
        self,
        whose: HasChat,
        wanted: str | int | Callable[[Message], bool],
        timeout: float = 60,  # noqa: ASYNC109 - the failure must tell what stood in the chat
        *,
        after: Message | None = None,
    ) -> Message:
        """Return the latest message of the bot that is *wanted*, as soon as there is one.

        Args:
            whose: The person or group in whose chat to look.
            wanted: A part of its text, a condition, or how many the bot must have sent in all.
            timeout: Seconds to wait at most.
            after: Only what was sent or edited later than this message counts.

        Raises:
            TimeoutError: It did not come; says what stands in the chat.
        """
        found = _finder(wanted)
        since = after.changed if after else 0
        try:
            async with asyncio.timeout(timeout):
                while (message := found(self._of_bot(whose, since))) is None:
                    await self.chats.next_change(whose.chat_id)
        except TimeoutError:
            stands = "\n".join(f"{one.id}: {one.text!r}" for one in self.messages(whose))
            raise TimeoutError(
                f"no {wanted!r} within {timeout} s; the chat is:\n{stands}"
            ) from None
        return message

    async def answer(self, query_id: str, timeout: float = 5) -> Json:  # noqa: ASYNC109 - kept below
        """Return what `answerCallbackQuery` said to a tap.

        Raises:
            TimeoutError: It was not answered in *timeout* seconds.
        """
        async with asyncio.timeout(timeout):
            while (answer := self.answers[query_id]) is None:
                await self.chats.anywhere.heard()
        return answer

    def _of_bot(self, whose: HasChat, since: int) -> Iterable[Message]:
        changes = self.chats.changes_after(whose.chat_id, since)
        return (one for one in changes if one.from_bot and not one.deleted)


def _finder(
    wanted: str | int | Callable[[Message], bool],
) -> Callable[[Iterable[Message]], Message | None]:
    if isinstance(wanted, int):
        count = wanted

        def latest_of_enough(messages: Iterable[Message]) -> Message | None:
            found = list(messages)
            return found[0] if len(found) >= count else None

        return latest_of_enough
    matches = wanted if callable(wanted) else lambda message: wanted in message.text
    return lambda messages: next((one for one in messages if matches(one)), None)
