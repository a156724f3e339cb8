"""The fields of a call, however they were sent: in the address, as a form, as JSON, as uploads."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.sandbox.records import Json
from bot.sandbox.refusals import bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent with the call itself."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Fields:
    """Fields by name; forms send everything as text, JSON sends things as they are."""

    values: Json
    uploads: dict[str, Upload]

    def text(self, name: str) -> str:
        """Return the field as text, empty when it was not sent."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def number(self, name: str, default: int = 0) -> int:
        """Return the field as a whole number."""
        try:
            return int(self.values.get(name, default))
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        """Tell whether the field was sent as true."""
        return str(self.values.get(name, "")).lower() in ("true", "1")

    def structure(self, name: str, what: str) -> Any:
        """Return the JSON in the field, None when it was not sent.

        Raises:
            RefusalError: It is no JSON; *what* tells what was expected.
        """
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None


async def fields_of(request: Request) -> Fields:
    """Return the fields of a call to the Bot API."""
    values: Json = dict(request.query_params)
    uploads: dict[str, Upload] = {}
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        async with request.form() as form:
            for name, item in form.multi_items():
                if isinstance(item, UploadFile):
                    mime = item.content_type or "application/octet-stream"
                    uploads[name] = Upload(item.filename or name, mime, await item.read())
                else:
                    values[name] = item
    elif body := await request.body():
        values |= _decoded(kind, body)
    return Fields(values, uploads)


def _decoded(kind: str, body: bytes) -> Json:
    if kind != "application/json":
        return dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
    try:
        decoded = json.loads(body)
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    return decoded if isinstance(decoded, dict) else {}
