"""What the page lets people do, each act a POST of JSON."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.chats import Chat
from bot.sandbox.desk import Desk
from bot.sandbox.page_guard import Endpoint, guarded
from bot.sandbox.records import Group, Json, Person, TourStep

Act: TypeAlias = Callable[[Json], object]


class PageActs:
    """Plays people for whoever sits at the browser."""

    def __init__(self, desk: Desk, tour: Sequence[TourStep]) -> None:
        self._desk = desk
        self._people = desk.people
        self._tour = tour
        endpoints: dict[str, Endpoint] = {"tap": self._tap, "attach": self._attach}
        endpoints |= {name: acting(act) for name, act in self._acts().items()}
        self.routes = [
            Route(f"/page/{name}", guarded(endpoint), methods=["POST"])
            for name, endpoint in endpoints.items()
        ]

    def _acts(self) -> dict[str, Act]:
        return {
            "people": self._add_person,
            "say": self._say,
            "edit": self._edit,
            "sample": self._sample,
            "sticker": lambda asked: self._people.sticker(person_in(self._desk, asked)),
            "voice": lambda asked: self._people.voice(person_in(self._desk, asked)),
            "location": lambda asked: self._people.location(person_in(self._desk, asked)),
            "contact": lambda asked: self._people.contact(
                person_in(self._desk, asked), asked["phone"]
            ),
            "block": lambda asked: self._people.block(person_in(self._desk, asked)),
            "unblock": lambda asked: self._people.unblock(person_in(self._desk, asked)),
            "seen": self._seen,
        }

    def _add_person(self, asked: Json) -> Json:
        name = str(asked["name"]).strip()[:64]
        if not name:
            raise ValueError("a person has a name")
        return {"id": self._people.add_person(name).id}

    def _say(self, asked: Json) -> Json:
        return self._people.say(
            person_in(self._desk, asked),
            str(asked["text"]).strip(),
            reply_to=asked.get("reply_to"),
            chat=self._where(asked),
        ).raw

    def _edit(self, asked: Json) -> Json:
        return self._people.edit(
            person_in(self._desk, asked),
            int(asked["message_id"]),
            str(asked["text"]),
            chat=self._where(asked),
        ).raw

    def _sample(self, asked: Json) -> Json:
        sample = self._tour[int(asked["step"])].sample
        if sample is None:
            raise LookupError("this step has no file")
        person = person_in(self._desk, asked)
        return self._people.attach(person, sample.filename, sample.content).raw

    def _seen(self, asked: Json) -> None:
        chat = chat_in(self._desk, asked)
        chat.seen[str(person_in(self._desk, asked).id)] = int(asked["change"])
        self._desk.chats.keep(chat)

    async def _tap(self, request: Request) -> Response:
        asked = await request.json()
        query_id = self._people.tap(
            person_in(self._desk, asked),
            int(asked["message_id"]),
            asked["button"],
            chat=self._where(asked),
        )
        try:
            answer = await self._people.answer(query_id)
        except TimeoutError:
            answer = {"text": "", "show_alert": False}
        return JSONResponse(answer)

    async def _attach(self, request: Request) -> Response:
        async with request.form() as form:
            asked = {key: value for key, value in form.items() if isinstance(value, str)}
            upload = form["file"]
            if isinstance(upload, str):
                raise TypeError("the file must be uploaded as a file")
            message = self._people.attach(
                person_in(self._desk, asked),
                upload.filename or "file",
                await upload.read(),
                caption=asked.get("caption"),
                photo=asked.get("photo") == "true",
                mime=upload.content_type,
                chat=self._where(asked),
            )
        return JSONResponse(message.raw)

    def _where(self, asked: Json) -> Person | Group:
        chat = chat_in(self._desk, asked)
        if chat.is_private:
            return Person(chat.id, chat.name)
        return Group(chat.id, chat.name, tuple(chat.members))


def person_in(desk: Desk, asked: Json) -> Person:
    """Return the person the page acts as."""
    chat = desk.chats.find(int(asked["person"]))
    if chat is None or not chat.is_private:
        raise LookupError("no such person")
    return Person(chat.id, chat.name)


def chat_in(desk: Desk, asked: Json) -> Chat:
    """Return the chat the person looks at: the private one, or a group they are in."""
    person = person_in(desk, asked)
    chat = desk.chats.find(int(asked.get("chat") or person.id))
    if chat is None or (chat.id != person.id and person.id not in chat.members):
        raise LookupError("no such chat")
    return chat


def acting(act: Act) -> Endpoint:
    """Return the endpoint that does *act* with the JSON sent and answers what came of it."""

    async def endpoint(request: Request) -> Response:
        done = act(await request.json())
        return JSONResponse(done if isinstance(done, dict) else {})

    return endpoint
