"""The Bot API over HTTP: token, method, fields in; `ok` and the result, or a refusal, out."""

import inspect
import json
from collections import deque
from collections.abc import Callable
from http import HTTPStatus
from typing import TypeAlias

from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from bot.sandbox import asking, sending
from bot.sandbox.desk import Desk
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.fields import Fields, fields_of
from bot.sandbox.records import Json, Request
from bot.sandbox.refusals import RefusalError, not_found, unauthorized

Method: TypeAlias = Callable[[Desk, Fields], object]

METHODS: dict[str, Method] = {
    "getme": asking.get_me,
    "getupdates": asking.get_updates,
    "sendmessage": sending.send_message,
    "senddocument": sending.send_document,
    "sendphoto": sending.send_photo,
    "editmessagetext": sending.edit_message_text,
    "editmessagereplymarkup": sending.edit_message_reply_markup,
    "deletemessage": sending.delete_message,
    "answercallbackquery": asking.answer_callback_query,
    "getfile": asking.get_file,
    "getchat": asking.get_chat,
    "sendchataction": asking.send_chat_action,
    "setmycommands": asking.set_my_commands,
    "getmycommands": asking.get_my_commands,
    "setwebhook": asking.set_webhook,
    "deletewebhook": asking.delete_webhook,
    "getwebhookinfo": asking.get_webhook_info,
}
REMEMBERED_CALLS = 10_000


class BotApi:
    """Answers the bot's calls and keeps a log of them."""

    def __init__(
        self, token: str, desk: Desk, faults: Faults, drop: Callable[[tuple[str, int]], None]
    ) -> None:
        self._token = token
        self._desk = desk
        self._faults = faults
        self._drop = drop
        self.requests: deque[Request] = deque(maxlen=REMEMBERED_CALLS)

    async def call(self, request: HttpRequest) -> Response:
        """Answer one call."""
        if request.path_params["token"] != self._token:
            return _refused(unauthorized())
        try:
            return await self._answer(request)
        except RefusalError as refusal:
            return _refused(refusal)

    async def download(self, request: HttpRequest) -> Response:
        """Return the bytes of a file at the path that `getFile` gave."""
        if request.path_params["token"] != self._token:
            return _refused(unauthorized())
        file = self._desk.files.at(request.path_params["path"])
        if file is None:
            return _refused(not_found())
        return Response(self._desk.files.content(file), media_type=file.mime)

    async def _answer(self, request: HttpRequest) -> Response:
        name = request.path_params["method"].lower()
        fields = await fields_of(request)
        method = METHODS.get(name)
        if method is None:
            raise not_found()
        self.requests.append(Request(request.path_params["method"], fields.values))
        fault = self._faults.next_for(name)
        if fault is None:
            return _answered(await self._carry_out(method, fields))
        return await self._answer_badly(fault, method, fields, request)

    async def _answer_badly(
        self, fault: Fault, method: Method, fields: Fields, request: HttpRequest
    ) -> Response:
        result = await self._carry_out(method, fields) if fault.after_effect else None
        if fault.gate is not None:
            await fault.gate.passed()
        if fault.drop and request.client is not None:
            self._drop((request.client.host, request.client.port))
            await request.receive()  # until the connection is seen to be gone
            return Response()
        if fault.refusal is not None:
            raise fault.refusal
        return _answered(result if fault.after_effect else await self._carry_out(method, fields))

    async def _carry_out(self, method: Method, fields: Fields) -> object:
        result = method(self._desk, fields)
        return await result if inspect.isawaitable(result) else result


def _answered(result: object) -> Response:
    body = json.dumps({"ok": True, "result": result}, ensure_ascii=False)
    return Response(body, media_type="application/json")


def _refused(refusal: RefusalError) -> Response:
    body: Json = {
        "ok": False,
        "error_code": refusal.status,
        "description": refusal.description or HTTPStatus(refusal.status).phrase,
    }
    if refusal.parameters:
        body["parameters"] = refusal.parameters
    return Response(json.dumps(body), refusal.status, media_type="application/json")
