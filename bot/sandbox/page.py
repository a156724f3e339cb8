"""The page in the browser: its files, and what it asks to show people and chats."""

import secrets
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox.asking import menu_key
from bot.sandbox.chats import Chat
from bot.sandbox.desk import Desk
from bot.sandbox.page_acts import PageActs, chat_in
from bot.sandbox.page_guard import guarded
from bot.sandbox.records import ClockControl, Json, TourStep

STATIC = Path(__file__).with_name("static")
# Shown by the browser itself; everything else is downloaded, for a page sent as a file could act.
SHOWN = ("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain")
SAFETY = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' blob: data:; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
STEPS = {"hour": timedelta(hours=1), "week": timedelta(weeks=1)}


class Page:
    """Shows people, their chats and the clock to whoever sits at the browser."""

    def __init__(self, desk: Desk, clock: ClockControl | None, tour: Sequence[TourStep]) -> None:
        self._desk = desk
        self._clock = clock
        self._tour = tour
        self.routes = [
            Route("/", guarded(self._index)),
            Route("/page/static/{name}", guarded(self._static)),
            Route("/page/setup", guarded(self._setup)),
            Route("/page/people", guarded(self._people), methods=["GET"]),
            Route("/page/messages", guarded(self._messages)),
            Route("/page/files/{file_id}", guarded(self._file)),
            Route("/page/events", guarded(self._events)),
            Route("/page/advance", guarded(self._advance), methods=["POST"]),
            *PageActs(desk, tour).routes,
        ]

    async def _index(self, _: Request) -> Response:
        return FileResponse(STATIC / "index.html", headers=SAFETY)

    async def _static(self, request: Request) -> Response:
        path = STATIC / Path(request.path_params["name"]).name
        if not path.is_file():
            raise LookupError(f"no file {path.name}")
        return FileResponse(path, headers=SAFETY)

    async def _setup(self, _: Request) -> Response:
        tour = [
            {
                "title": step.title,
                "text": step.text,
                "title_en": step.title_en or step.title,
                "text_en": step.text_en or step.text,
                "person": step.person,
                "say": step.say,
                "sample": step.sample.filename if step.sample else "",
            }
            for step in self._tour
        ]
        me = self._desk.me
        bot = {"name": me["first_name"], "username": me["username"]}
        return JSONResponse({"state": self._state_id(), "bot": bot, "tour": tour})

    def _state_id(self) -> str:
        """Return a name for this state, by which a browser knows whether it has seen its tour."""
        kept = self._desk.store.record("state")
        if not kept:
            kept = {"id": secrets.token_hex(8)}
            self._desk.store.put("state", 0, kept)
        return str(kept["id"])

    async def _people(self, _: Request) -> Response:
        people = [self._line(chat) for chat in self._desk.chats.all() if chat.is_private]
        return JSONResponse({"people": people, "now": self._now()})

    def _line(self, private: Chat) -> Json:
        groups = [one for one in self._desk.chats.all() if private.id in one.members]
        chats = [
            {
                "id": chat.id,
                "kind": chat.kind,
                "title": chat.name,
                "unread": self._unread(chat, private.id),
            }
            for chat in [private, *groups]
            if not chat.migrated_to
        ]
        return {
            "id": private.id,
            "name": private.name,
            "started": private.started,
            "blocked": private.shut,
            "unread": sum(chat["unread"] for chat in chats),
            "last": next(
                (
                    one.text or one.filename
                    for one in self._desk.chats.changes_after(private.id, 0)
                ),
                "",
            ),
            "chats": chats,
        }

    def _unread(self, chat: Chat, person_id: int) -> int:
        since = chat.seen.get(str(person_id), 0)
        return sum(
            not (one.deleted or one.edited) and one.raw["from"]["id"] != person_id
            for one in self._desk.chats.changes_after(chat.id, since)
        )

    async def _messages(self, request: Request) -> Response:
        asked = dict(request.query_params)
        chat = chat_in(self._desk, asked)
        changes = list(self._desk.chats.changes_after(chat.id, int(asked.get("after", 0))))
        told = [
            one.raw | {"changed": one.changed, "deleted": one.deleted}
            for one in sorted(changes, key=lambda one: one.id)
        ]
        return JSONResponse(
            {
                "messages": told,
                "change": self._desk.chats.last_change,
                "keyboard": chat.keyboard,
                "menu": self._menu(chat),
            }
        )

    def _menu(self, chat: Chat) -> list[Json]:
        """Return the commands Telegram would show there: the narrowest menu that was set.

        Source: "Determining list of commands" in the Bot API.
        """
        menus = self._desk.store.record("menus")
        kind = "all_private_chats" if chat.is_private else "all_group_chats"
        for scope, chat_id in (("chat", chat.id), (kind, ""), ("default", "")):
            for language in ("zh", ""):
                if menu := menus.get(menu_key(scope, chat_id, language)):
                    return list(menu)
        return []

    async def _file(self, request: Request) -> Response:
        file = self._desk.files.find(request.path_params["file_id"])
        if file is None:
            raise LookupError("no such file")
        shown = file.mime in SHOWN
        named = f"{'inline' if shown else 'attachment'}; filename*=UTF-8''{quote(file.name)}"
        return Response(
            self._desk.files.content(file),
            media_type=file.mime if shown else "application/octet-stream",
            headers=SAFETY | {"Content-Disposition": named},
        )

    async def _events(self, _: Request) -> Response:
        return StreamingResponse(
            self._changes(), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    async def _changes(self) -> AsyncIterator[str]:
        bell = self._desk.chats.anywhere
        while True:
            heard = bell.rings
            yield f"data: {self._desk.chats.last_change}\n\n"
            if bell.rings == heard:
                await bell.heard()

    async def _advance(self, request: Request) -> Response:
        if self._clock is None:
            raise LookupError("this sandbox has no clock to move")
        step = STEPS.get((await request.json()).get("to", ""))
        await self._clock.advance(self._clock.now() + step if step else None)
        return JSONResponse({"now": self._now()})

    def _now(self) -> str | None:
        return self._clock.now().isoformat() if self._clock else None
