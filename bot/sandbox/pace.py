"""Telegram's limits on how fast a bot may write, as sliding windows.

Source: "My bot is hitting limits" in Telegram's Bots FAQ: 30 messages a second in all, 1 a second
in a chat, 20 a minute in a group.
"""

import math
from collections import defaultdict, deque
from collections.abc import Callable

from bot.sandbox.refusals import too_many_requests

# Two messages sent a second apart arrive a little nearer or farther: the wire is not punctual.
WIRE_JITTER = 0.1


class Window:
    """At most *most* messages in any *seconds*."""

    def __init__(self, most: int, seconds: float) -> None:
        self._seconds = seconds
        self._times: deque[float] = deque(maxlen=most)

    def wait(self, at: float) -> float:
        """Return the seconds until one more fits, zero or less when it fits now."""
        if len(self._times) < (self._times.maxlen or 0):
            return 0.0
        return self._times[0] + self._seconds - at

    def add(self, at: float) -> None:
        """Count one message."""
        self._times.append(at)


class Pace:
    """Counts what the bot sends and refuses what is too fast; refused calls do not count."""

    def __init__(self, ticker: Callable[[], float]) -> None:
        self._ticker = ticker
        self._overall = Window(30, 1.0)
        self._by_chat: defaultdict[int, Window] = defaultdict(lambda: Window(1, 1.0 - WIRE_JITTER))
        self._by_group: defaultdict[int, Window] = defaultdict(lambda: Window(20, 60.0))

    def count(self, chat_id: int) -> None:
        """Count one message to the chat.

        Raises:
            RefusalError: It is one too many; says how long to wait.
        """
        at = self._ticker()
        windows = [self._overall, self._by_chat[chat_id]]
        if chat_id < 0:
            windows.append(self._by_group[chat_id])
        wait = max(window.wait(at) for window in windows)
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        for window in windows:
            window.add(at)
