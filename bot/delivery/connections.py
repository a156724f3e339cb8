"""How Telegram is reached: by which URL, through which proxy."""

from typing import Any

from telegram import Bot
from telegram.request import HTTPXRequest

from bot.settings import Settings, SettingsError


def base_url(settings: Settings) -> str:
    """Return what the token follows in the URL of a request."""
    return f"{settings.api_url}/bot"


def request_by(settings: Settings, connections: int) -> HTTPXRequest:
    """Return what makes requests, at most so many at once.

    Raises:
        SettingsError: The proxy is none.
    """
    loopback = settings.api_url.startswith(("http://127.0.0.1", "http://localhost"))
    # Reading all certificates takes a tenth of a second; plain http needs none of them.
    plain: dict[str, Any] = {"verify": False, "trust_env": False} if loopback else {}
    try:
        return HTTPXRequest(connections, proxy=settings.proxy, httpx_kwargs=plain)
    except (ValueError, RuntimeError):  # no URL; a kind of proxy that needs another library
        msg = "DUBAN_PROXY cannot be used; write http://HOST:PORT."
        raise SettingsError(msg) from None


def open_bot(settings: Settings) -> Bot:
    """Return a bot that only asks.

    Raises:
        SettingsError: There is no token, or the proxy is none.
    """
    request = request_by(settings, 1)
    return Bot(
        settings.require_token(),
        base_url=base_url(settings),
        request=request,
        get_updates_request=request,
    )
