"""A screen's WebSocket: written to without waiting, and bounded in what its client may do."""

import asyncio
import socket
from contextlib import suppress

from websockets import State
from websockets.asyncio.server import ServerConnection
from websockets.protocol import Event

from live.serving.frames import ping_frame
from live.serving.limits import TokenBucket
from live.serving.protocol import Subscription
from live.serving.routes import RoomView

ABUSE = 1008
"""Close code of a client that sends too much."""

SILENT = 1011
"""Close code of a client that does not answer."""

PROBE = ping_frame(b"")
_RECEIVE_BUFFER_BYTES = 8_192
"""Kept by the system for each screen: a flood comes in pieces too small to hold up the others."""
_SEND_BUFFER_BYTES = 32_768
"""Kept by the system for each screen. Its own choice grows to megabytes, and a phone that was away for a
while would have to read all of them, minutes old, before what is said now."""


class Connection(ServerConnection):
    """A connection whose client may send little, pings included, and must leave when told to."""

    allowance: TokenBucket | None = None
    """Set once it is a screen's."""
    subscription: tuple[RoomView, Subscription] | None = None
    """What it asked for in the handshake; None for other than screens."""
    _told_to_leave = False
    _quiet_since = 0.0
    """When something came last, or was asked for."""
    _asked = False
    """A sign of life has been asked for, and nothing came since."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        super().connection_made(transport)
        self._quiet_since = self.loop.time()

    def data_received(self, data: bytes) -> None:
        """Take in bytes; a client that goes on sending after its dismissal is cut off."""
        self._asked, self._quiet_since = False, self.loop.time()
        super().data_received(data)
        if self.state is State.CLOSING and not self._told_to_leave:
            self._told_to_leave = True
            self.loop.call_later(self.close_timeout or 0.0, self._cut_off)

    def process_event(self, event: Event) -> None:
        """Take in a frame, or the request before them all."""
        if self.allowance is not None and not self.allowance.take(self.loop.time()):
            self.protocol.fail(ABUSE, "too many messages")
            self.send_data()
        else:
            super().process_event(event)

    def probe(self, now: float, every_s: float) -> None:
        """Ask for a sign of life when it was quiet for `every_s`; close it with 1011 when none came."""
        if self.state is not State.OPEN or now - self._quiet_since < every_s:
            return
        if self._asked:
            self.protocol.fail(SILENT, "no answer")
            self.send_data()
            self.loop.call_later(self.close_timeout or 0.0, self._cut_off)
        else:
            self._asked, self._quiet_since = True, now
            self.transport.write(PROBE)

    async def drained(self) -> None:
        """Return when the system has taken everything written, or the connection is gone."""
        with suppress(OSError):
            await self.drain()

    def _cut_off(self) -> None:
        if self.state is State.CLOSING:
            self.transport.abort()


class WebSocketWire:
    """A `Wire` over one WebSocket."""

    def __init__(self, connection: Connection, close_s: float) -> None:
        self.address = address_of(connection)
        self._connection = connection
        self._close_s = close_s
        # The server's own time-out is for plain HTTP, whose replies may be long.
        connection.close_timeout = close_s
        sock = connection.transport.get_extra_info("socket")
        if sock is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER_BYTES)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _RECEIVE_BUFFER_BYTES)

    def is_idle(self) -> bool:
        """Return whether it is open and the system has taken everything written so far."""
        connection = self._connection
        return connection.state is State.OPEN and connection.transport.get_write_buffer_size() == 0

    def write(self, frame: bytes) -> None:
        """Write a message without waiting.

        A frame is the same for every screen, since none has extensions, and may stand between any two of
        the library's own: it writes each of them whole, at once.
        """
        self._connection.transport.write(frame)

    async def send(self, frames: bytes) -> None:
        """Write messages and return once the system has taken all of them."""
        if self._connection.state is State.OPEN:
            self._connection.transport.write(frames)
            await self._connection.drained()
        if self._connection.state is not State.OPEN:
            raise ConnectionError("the connection is closed")

    async def close(self, code: int, reason: str) -> None:
        """Close it; a client that does not answer in time is cut off."""
        if self._connection.state is not State.OPEN:
            return
        try:
            async with asyncio.timeout(self._close_s):
                await self._connection.close(code, reason)
        except TimeoutError:
            self._connection.transport.abort()


def address_of(connection: ServerConnection) -> str:
    """Return the client's network address."""
    remote = connection.remote_address
    return str(remote[0]) if remote else ""
