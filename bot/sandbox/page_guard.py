"""Who may ask the page's questions: the page itself, on this machine."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.refusals import RefusalError
from bot.sandbox.server import is_loopback

Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]


def guarded(endpoint: Endpoint) -> Endpoint:
    """Return *endpoint* for this machine's own page alone, its errors told as JSON.

    Another site open in the same browser must not be able to play people here, neither by a form
    (the origin tells) nor by a name that resolves to this machine (the host tells).
    """

    async def guard(request: Request) -> Response:
        origin = request.headers.get("origin")
        own = origin is None or urlsplit(origin).netloc == request.headers.get("host")
        if not (own and is_loopback(request.url.hostname or "")):
            return JSONResponse({"error": "only for the page on this machine"}, 403)
        try:
            return await endpoint(request)
        except (LookupError, ValueError, TypeError, RefusalError) as error:
            return JSONResponse({"error": str(error)}, 400)

    return guard
