"""An HTTP server on loopback inside the running loop; it takes no signals and stops at once."""

import asyncio
import ipaddress
import socket

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

# Clients keep idle connections for less; a server that closes first loses requests on their way.
KEEP_ALIVE = 120  # seconds
PATIENCE = 1.0  # seconds for calls under way to notice that nobody listens any more


class NotLoopbackError(ValueError):
    """The sandbox was asked to listen where other machines could reach it."""


def is_loopback(host: str) -> bool:
    """Tell whether *host* is this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def check_loopback(host: str) -> None:
    """Pass if *host* is this machine alone.

    Raises:
        NotLoopbackError: Other machines could reach it.
    """
    if not is_loopback(host):
        raise NotLoopbackError(f"{host} is not a loopback address; the sandbox has no passwords")


class LoopbackServer:
    """Serves one application on one address.

    `uvicorn.Server` would take the process's signals and needs a tenth of a second to stop, once
    for each test; its protocol alone does neither.
    """

    def __init__(self, app: ASGIApp) -> None:
        config = uvicorn.Config(
            app, http="h11", ws="none", lifespan="off", log_config=None, access_log=False,
            timeout_keep_alive=KEEP_ALIVE,
        )  # fmt: skip
        config.load()
        self._config = config
        self._state = ServerState()
        self._server: asyncio.Server | None = None
        self.url = ""

    async def start(self, host: str, port: int) -> None:
        """Listen on *host*, which must be loopback, and *port*, where 0 takes any free one."""
        check_loopback(host)
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: H11Protocol(self._config, self._state, {}), host, port, family=_family(host)
        )
        port = self._server.sockets[0].getsockname()[1]
        self.url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    async def stop(self) -> None:
        """Close every connection and listen no more."""
        if self._server is None:
            return
        self._server.close()
        for connection in list(self._state.connections):
            connection.transport.abort()
        if self._state.tasks:
            await asyncio.wait(self._state.tasks, timeout=PATIENCE)
        await self._server.wait_closed()
        self._server = None

    def drop(self, client: tuple[str, int]) -> None:
        """Cut the connection of *client* in the middle of whatever it does."""
        for connection in list(self._state.connections):
            if isinstance(connection, H11Protocol) and connection.client == client:
                connection.transport.abort()


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
