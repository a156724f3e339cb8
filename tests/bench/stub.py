"""A Bot API that does next to nothing, fast: both sides pay the same for it.

It speaks JSON lines: `{"port"}` first, `{"polled"}` when a bot that has just asked who it is
polls for the first time, and for each order `{"chats", "count", "interval"}` on stdin
`{"latencies"}`, the seconds between an update and the message that answered it.
"""

import asyncio
import contextlib
import json
import re
import sys
import time
from collections import deque
from itertools import count
from typing import Any

FIRST_CHAT = 1000
PATIENCE_S = 30
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_CHAT = re.compile(rb"chat_id=(\d+)")
_TIMEOUT = re.compile(rb"timeout=(\d+)")
_ME = {"id": 1, "is_bot": True, "first_name": "bench", "username": "bench_bot"}


class Telegram:
    """What the stub knows: updates not served yet, and when each was written."""

    def __init__(self) -> None:
        self.numbers = count(1)
        self.waiting: deque[dict[str, Any]] = deque()
        self.pollers: deque[asyncio.Future[None]] = deque()
        self.written: dict[int, float] = {}
        self.latencies: list[float] = []
        self.expected = 0
        self.complete = asyncio.Event()
        self.newcomer = False

    async def feed(self, chats: int, count: int, interval: float) -> None:
        """Let *count* messages come in evenly, the chats in turn, and tell how they fared."""
        self.latencies, began = [], time.monotonic()
        self.expected = count
        self.complete.clear()
        for number in range(count):
            await asyncio.sleep(max(0.0, began + number * interval - time.monotonic()))
            self.write(FIRST_CHAT + number % chats, f"{1 + number // chats}% 主体正在施工")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                await self.complete.wait()
        say(latencies=self.latencies)

    def write(self, chat_id: int, text: str) -> None:
        """Let somebody write a message."""
        number = next(self.numbers)
        user = {"id": chat_id, "is_bot": False, "first_name": "L"}
        chat = {"id": chat_id, "type": "private", "first_name": "L"}
        message = {"message_id": number, "date": 1, "chat": chat, "from": user, "text": text}
        self.waiting.append({"update_id": number, "message": message})
        self.written[chat_id] = time.monotonic()
        while self.pollers:
            poller = self.pollers.popleft()
            if not poller.done():
                poller.set_result(None)
                return

    async def updates(self, body: bytes) -> list[dict[str, Any]]:
        """Return what is waiting, at the latest when the poll times out."""
        if self.newcomer:
            self.newcomer = False
            say(polled=time.monotonic())
        if not self.waiting:
            more = asyncio.get_running_loop().create_future()
            self.pollers.append(more)
            asked = _TIMEOUT.search(body)
            try:
                await asyncio.wait([more], timeout=int(asked[1]) if asked else 0)
            finally:
                more.cancel()  # nobody may be handed an update who has gone away
        served = list(self.waiting)
        self.waiting.clear()
        return served

    def answered(self, body: bytes) -> dict[str, Any]:
        """Note that a chat has its answer."""
        asked = _CHAT.search(body)
        chat_id = int(asked[1]) if asked else 0
        written = self.written.pop(chat_id, None)
        if written is not None:
            self.latencies.append(time.monotonic() - written)
            if len(self.latencies) == self.expected:
                self.complete.set()
        chat = {"id": chat_id, "type": "private", "first_name": "L"}
        return {"message_id": next(self.numbers), "date": 1, "chat": chat, "text": "ok"}

    def taken(self) -> dict[str, Any]:
        """Take a file, whoever it is for."""
        number = next(self.numbers)
        document = {"file_id": f"f{number}", "file_unique_id": f"u{number}"}
        chat = {"id": 1, "type": "private", "first_name": "L"}
        return {"message_id": number, "date": 1, "chat": chat, "document": document}


class Connection(asyncio.Protocol):
    """One client: requests one after the other, each answered at once except polls."""

    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram
        self.received = b""
        self.polls: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        for poll in self.polls:
            poll.cancel()

    def data_received(self, data: bytes) -> None:
        self.received += data
        while (end := self.received.find(b"\r\n\r\n")) >= 0:
            head = self.received[:end]
            length = _LENGTH.search(head)
            stop = end + 4 + (int(length[1]) if length else 0)
            if len(self.received) < stop:
                return
            body, self.received = self.received[end + 4 : stop], self.received[stop:]
            self.asked(head.split(b" ", 2)[1].rpartition(b"/")[2].decode(), body)

    def asked(self, method: str, body: bytes) -> None:
        if method == "getUpdates":
            poll = asyncio.ensure_future(self.poll(body))
            self.polls.add(poll)
            poll.add_done_callback(self.polls.discard)
        elif method == "sendMessage":
            self.answer(self.telegram.answered(body))
        elif method == "sendDocument":
            self.answer(self.telegram.taken())
        elif method == "getMe":
            self.telegram.newcomer = True
            self.answer(_ME)
        else:
            self.answer(True)

    async def poll(self, body: bytes) -> None:
        self.answer(await self.telegram.updates(body))

    def answer(self, result: object) -> None:
        body = json.dumps({"ok": True, "result": result}).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
        if not self.transport.is_closing():
            self.transport.write(head.encode() + b"\r\n\r\n" + body)


def say(**words: object) -> None:
    """Tell the runner."""
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


async def main() -> None:
    """Serve until killed."""
    loop, telegram = asyncio.get_running_loop(), Telegram()
    server = await loop.create_server(lambda: Connection(telegram), "127.0.0.1", 0)
    say(port=server.sockets[0].getsockname()[1])
    orders = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    while order := await orders.readline():
        await telegram.feed(**json.loads(order))


if __name__ == "__main__":
    asyncio.run(main())
