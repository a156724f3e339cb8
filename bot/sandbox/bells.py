"""Waiting for something to happen without asking again and again."""

import asyncio


class Bell:
    """Wakes all who wait for its next ring; `rings` counts them."""

    def __init__(self) -> None:
        self.rings = 0
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wake whoever waits now."""
        self.rings += 1
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    def heard(self) -> asyncio.Future[None]:
        """Return what is done at the next ring: from now on none is missed."""
        future = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        future.add_done_callback(self._waiting.discard)
        return future
