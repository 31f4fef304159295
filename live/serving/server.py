"""The server: one port for the WebSocket of the screens and for plain HTTP."""

import asyncio
import errno
import socket
import ssl
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self, cast

from websockets import ConnectionClosed, Headers
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.http11 import Request as HandshakeRequest
from websockets.http11 import Response

from live.errors import ServerError
from live.operator.console import PATH as CONSOLE
from live.operator.console import Console
from live.serving import http, protocol
from live.serving.http import Reply, Request
from live.serving.keepalive import keep_alive
from live.serving.limits import Limits, TokenBucket, allow_open_files
from live.serving.metrics import Counters
from live.serving.outbox import Message
from live.serving.protocol import Subscription
from live.serving.routes import Refusal, RoomView, Routes
from live.serving.screens import Screen, Screens
from live.serving.static import Content, StaticFiles
from live.serving.wire import ABUSE, SILENT, Connection, WebSocketWire, address_of

PAGES = Path(__file__).parents[1] / "pages"
CAPTIONS = "/captions"

GOING_AWAY = 1001
TRY_AGAIN_LATER = 1013
_DROPPED = {ABUSE: "flood", 1009: "oversize", SILENT: "silent"}
"""What we count a connection as that ended with one of these codes of ours."""

_FROM_ELSEWHERE = http.json_reply(
    {"error": "The console takes no connections from other sites or under other names."}, status=403
)
_REPLY_TIMEOUT_S = 30.0
"""From connecting to the end of a plain HTTP reply or of the handshake."""


class CaptionServer:
    """Serves the captions of several rooms, and the pages that show them.

    `join_url` is the address that the QR code carries, `event` the event's name for the pages. Port 0 takes
    any free one; see `port`. With `tls` it speaks https and nothing else.
    `branding`: files of the event's own look, by their path. `standbys` are the addresses where
    the pages go on when this server is gone.
    """

    def __init__(
        self,
        rooms: Mapping[str, RoomView],
        *,
        host: str,
        port: int,
        join_url: str,
        event: str = "",
        limits: Limits | None = None,
        tls: ssl.SSLContext | None = None,
        standbys: Sequence[str] = (),
        console: Console | None = None,
        pages: Path = PAGES,
        branding: Mapping[str, Content] | None = None,
    ) -> None:
        self._host = host
        self._port = port
        self._tls = tls
        self._standbys = standbys
        self._console = console
        self._limits = limits or Limits()
        self._screens = Screens()
        self._counters = Counters()
        self._routes = Routes(
            rooms, StaticFiles(pages, branding), self._screens, self._counters, join_url=join_url, event=event
        )
        self._server: Server | None = None
        self._probing: asyncio.Task[None] | None = None
        self._stopping = False
        for name, room in rooms.items():
            room.hub.subscribe(partial(self._deliver, name))

    @property
    def port(self) -> int:
        """The port it listens on, once started."""
        if self._server is None:
            return self._port
        return int(self._server.sockets[0].getsockname()[1])

    @property
    def dropped(self) -> dict[str, int]:
        """How many screens the server has closed, by reason: `slow`, `silent`, `flood`, `oversize`."""
        return dict(self._counters.dropped)

    def audience(self, room: str) -> dict[str, dict[str, int]]:
        """How many screens of a room read each language, by page."""
        return self._screens.audience(room)

    async def start(self) -> None:
        """Listen; raises ServerError when the address or the port cannot be used."""
        allow_open_files(self._limits.screens + 100)
        try:
            self._server = await serve(
                self._serve,
                self._host,
                self._port,
                ssl=self._tls,
                process_request=self._answer,
                create_connection=Connection,
                compression=None,
                server_header=None,
                open_timeout=_REPLY_TIMEOUT_S,
                close_timeout=_REPLY_TIMEOUT_S,
                ping_interval=None,
                max_size=self._limits.message_bytes,
                # So that `send` returns only when nothing is left in our own buffer. With a limit of 0
                # asyncio's TLS pauses a writer that has nothing left, until the next message.
                write_limit=1 if self._tls else 0,
                # When the network of a hall comes back, so do its phones, all in one second.
                backlog=4096,
            )
        except OSError as error:
            raise _explained(error, self._host, self._port) from error
        self._probing = asyncio.create_task(
            keep_alive(self._connections, self._limits.ping_s), name="keep alive"
        )

    async def stop(self) -> None:
        """Send what still waits, say goodbye to every screen with 1001, and stop listening."""
        if self._server is None:
            return
        self._stopping = True
        async with asyncio.TaskGroup() as goodbyes:
            for screen in self._screens:
                goodbyes.create_task(self._dismiss(screen), name=f"goodbye to {screen.wire.address}")
        self._server.close()
        await self._server.wait_closed()
        self._server = None
        if self._probing is not None:
            self._probing.cancel()

    def _connections(self) -> Collection[Connection]:
        """All that are open, screens and operators."""
        return cast("set[Connection]", self._server.connections) if self._server else ()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.stop()

    def _deliver(self, room: str, message: Message) -> None:
        self._counters.published += 1
        if message.takes_back:
            self._routes.forget(room)
        self._screens.deliver(room, message)

    def _answer(self, connection: ServerConnection, handshake: HandshakeRequest) -> Response | None:
        """Answer plain HTTP; None lets a screen in."""
        request = Request.parse(handshake.method, handshake.path, dict(handshake.headers.raw_items()))
        if request.path == CONSOLE and self._console is not None:
            known = self._console.may_knock(request)
            return None if known else _response(http.finished(request, _FROM_ELSEWHERE))
        if request.path != CAPTIONS:
            return _response(self._routes.answer(request))
        try:
            self._admit(address_of(connection))
            cast(Connection, connection).subscription = self._routes.subscription(request)
        except Refusal as refusal:
            return _response(http.finished(request, refusal.reply))
        return None

    def _admit(self, address: str) -> None:
        """Let a screen in, or raise Refusal. Reading is public: its origin does not matter."""
        if self._stopping:
            reason, status, words = "stopping", 503, "The server is stopping."
        elif len(self._screens) >= self._limits.screens:
            reason, status, words = "full", 503, f"All {self._limits.screens} places are taken."
        elif self._screens.from_address(address) >= self._limits.screens_per_address:
            bound = self._limits.screens_per_address
            reason, status, words = "address", 429, f"{bound} screens are connected from your address."
        else:
            return
        self._counters.refused[reason] += 1
        raise Refusal(http.json_reply({"error": words}, status=status))

    async def _serve(self, opened: ServerConnection) -> None:
        connection = cast(Connection, opened)
        if connection.subscription is not None:
            await self._serve_screen(connection, *connection.subscription)
        elif self._console is not None:
            connection.close_timeout = self._limits.close_s
            await self._console.serve(connection, self._screens)

    async def _serve_screen(self, connection: Connection, room: RoomView, wants: Subscription) -> None:
        connection.allowance = TokenBucket(self._limits.messages_per_s, self._limits.message_burst)
        wire = WebSocketWire(connection, self._limits.close_s)
        backlog = [room.hub.hello(self._standbys), *room.hub.backlog(wants.after, wants.languages)]
        screen = Screen(wire, room.hub.room, wants, backlog, self._limits)
        self._counters.opened += 1
        with self._screens.joined(screen):
            async with asyncio.TaskGroup() as tasks:
                feed = tasks.create_task(self._feed(screen), name=f"feed {wire.address}")
                await self._listen(connection, screen)
                feed.cancel()

    async def _feed(self, screen: Screen) -> None:
        with suppress(ConnectionError):
            await screen.pump()
            self._counters.dropped["slow"] += 1
            await screen.wire.close(TRY_AGAIN_LATER, "too slow; come back with after")

    async def _listen(self, connection: Connection, screen: Screen) -> None:
        """Answer pings and ignore everything else, until the connection closes."""
        try:
            while True:
                t = protocol.ping_time(await connection.recv())
                if t is not None:
                    screen.offer(_pong(t))
        except ConnectionClosed as closed:
            if closed.sent is not None and closed.sent.code in _DROPPED:
                self._counters.dropped[_DROPPED[closed.sent.code]] += 1

    async def _dismiss(self, screen: Screen) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self._limits.close_s):
                await screen.caught_up.wait()
        await screen.wire.close(GOING_AWAY, "the server is stopping")


async def free_port(host: str, port: int) -> int:
    """Return the port to listen on: `port`, or any free one for 0. Raises ServerError when there is none."""
    try:
        probe = await asyncio.start_server(lambda _reader, writer: writer.close(), host, port)
    except OSError as error:
        raise _explained(error, host, port) from error
    found = int(probe.sockets[0].getsockname()[1])
    probe.close()
    await probe.wait_closed()
    return found


def _pong(t: float) -> Message:
    return Message(seq=0, key="pong", lang=None, committed=False, data=protocol.encode(protocol.pong(t)))


def _response(reply: Reply) -> Response:
    headers = Headers({**reply.headers, "Connection": "close"})
    return Response(reply.status, reply.reason, headers, reply.body)


def _explained(error: OSError, host: str, port: int) -> ServerError:
    if error.errno == errno.EADDRINUSE:
        return ServerError(
            f"Port {port} is in use. Stop the program that uses it, or choose another: --port {port + 1}"
        )
    if error.errno == errno.EACCES:
        return ServerError(f"Port {port} needs the administrator's rights. Choose another: --port 8000")
    if error.errno == errno.EADDRNOTAVAIL or isinstance(error, socket.gaierror):
        return ServerError(f"'{host}' is no address of this machine. Use 0.0.0.0 for every one it has.")
    return ServerError(f"Cannot listen on {host} port {port}: {error.strerror or error}")
