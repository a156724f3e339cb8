"""How fast Telegram lets one bot speak: a strict sliding window, and a rest for each chat."""

from collections import deque
from fractions import Fraction

PER_SECOND = 28
PRIVATE_GAP_S = 1.0
GROUP_PER_MINUTE = 20
"""Telegram allows about 30 a second, 1 a second in a chat and 20 a minute in a group."""
UNASKED_SHARE = Fraction(5, 7)
"""How much of the window may go to what nobody waits for; the rest is kept for answers."""


class Pace:
    """Says how long a message must wait; takes the loop's time, in seconds, as an argument."""

    def __init__(
        self,
        per_second: int = PER_SECOND,
        private_gap: float = PRIVATE_GAP_S,
        group_gap: float = 60 / GROUP_PER_MINUTE,
    ) -> None:
        self._per_second = per_second
        self._unasked_per_second = int(per_second * UNASKED_SHARE)
        self._unasked_from = 0.0
        self._gaps = {False: private_gap, True: group_gap}
        self._sent: deque[float] = deque()
        self._rests: dict[int, float] = {}
        self._all_rest_until = 0.0

    def room(self, now: float) -> int:
        """Return how many messages may go out at once."""
        if now < self._all_rest_until:
            return 0
        while self._sent and self._sent[0] <= now - 1:
            self._sent.popleft()
        return self._per_second - len(self._sent)

    def until_room(self, now: float) -> float:
        """Return for how many seconds nothing at all may go out."""
        if now < self._all_rest_until:
            return self._all_rest_until - now
        return 0.0 if self.room(now) > 0 else self._sent[0] + 1 - now

    def until_unasked(self, now: float, under_way: int = 0) -> float:
        """Return for how many seconds nothing may go out that nobody waits for.

        Such messages go out evenly and leave room in the window: sent in one burst, those of the
        morning would hold up each answer for the rest of the second.

        Args:
            now: The loop's time.
            under_way: Messages that are claimed and not counted yet.
        """
        wait = max(self.until_room(now), self._unasked_from - now, 0.0)
        free_from = len(self._sent) + under_way - self._unasked_per_second
        if free_from >= 0 and self._sent:
            wait = max(wait, self._sent[min(free_from, len(self._sent) - 1)] + 1 - now)
        return wait

    def took_unasked(self, now: float) -> None:
        """Note that something goes out now that nobody waits for."""
        self._unasked_from = now + 1 / self._unasked_per_second

    def until_slot(self, chat_id: int, now: float) -> float:
        """Return for how many seconds a message to a chat must wait."""
        return max(self.until_room(now), self._rests.get(chat_id, 0.0) - now, 0.0)

    def resting(self, now: float) -> dict[int, float]:
        """Return the chats that must rest, each with the seconds left; forgets those that need not."""
        self._rests = {chat: until for chat, until in self._rests.items() if until > now}
        return {chat: until - now for chat, until in self._rests.items()}

    def took(self, chat_id: int, now: float) -> None:
        """Count a message that goes out now."""
        self._sent.append(now)
        self._rests[chat_id] = now + self._gaps[chat_id < 0]

    def pause(self, chat_id: int, seconds: float, now: float) -> None:
        """Obey a 429: a group's limit is its own, any other is the whole bot's."""
        if chat_id < 0:
            self._rests[chat_id] = now + seconds
        else:
            self._all_rest_until = max(self._all_rest_until, now + seconds)
