"""Simulated phones: many real WebSockets in one process, which note what came when."""

import asyncio
import json
import ssl
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from websockets import ConnectionClosed, InvalidHandshake
from websockets.asyncio.client import ClientConnection, connect

from live.rehearsal.seats import Seat

CONNECTING_AT_ONCE = 25
OPEN_TIMEOUT_S = 20.0

Message = dict[str, Any]


class Mail:
    """Every message once, however many phones got it."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._messages: list[Message] = []

    def number(self, data: bytes) -> int:
        """The number of a message."""
        if data not in self._numbers:
            self._numbers[data] = len(self._messages)
            self._messages.append(json.loads(data))
        return self._numbers[data]

    def __getitem__(self, number: int) -> Message:
        return self._messages[number]


class Phone:
    """One screen: the numbers of its messages and the moments of their arrival."""

    def __init__(self, seat: Seat, mail: Mail) -> None:
        self.seat = seat
        self.lost = False
        """Whether the connection was refused, or broke off before the server said goodbye."""
        self._mail = mail
        self._numbers = array("L")
        self._moments = array("d")

    def take(self, data: bytes, now: float) -> None:
        """Note a message."""
        self._numbers.append(self._mail.number(data))
        self._moments.append(now)

    def received(self) -> Iterator[tuple[float, Message]]:
        """Every message with the moment of its arrival, on the monotonic clock."""
        for moment, number in zip(self._moments, self._numbers, strict=True):
            yield moment, self._mail[number]


class Hall:
    """All phones of a rehearsal."""

    def __init__(
        self,
        seats: Sequence[Seat],
        address: str,
        tls: ssl.SSLContext | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`address` such as `ws://127.0.0.1:8000`; `clock` tells the moments of arrivals, in seconds."""
        mail = Mail()
        self.phones = [Phone(seat, mail) for seat in seats]
        self.seated = asyncio.Event()
        """Set once every phone has connected, or was refused."""
        self._standing = len(seats)
        self._address = address
        self._tls = tls
        self._clock = clock
        self._doors = asyncio.Semaphore(CONNECTING_AT_ONCE)

    async def read(self) -> None:
        """Connect every phone and read until the server says goodbye."""
        async with asyncio.TaskGroup() as tasks:
            for number, phone in enumerate(self.phones):
                tasks.create_task(self._read(phone), name=f"phone {number}")

    async def _read(self, phone: Phone) -> None:
        connection = await self._enter(phone.seat)
        self._standing -= 1
        if not self._standing:
            self.seated.set()
        phone.lost = connection is None or not await self._listen(connection, phone)

    async def _enter(self, seat: Seat) -> ClientConnection | None:
        """Connect; None when refused."""
        try:
            async with self._doors:
                return await connect(
                    f"{self._address}/captions?{seat.query}",
                    ssl=self._tls,
                    compression=None,
                    open_timeout=OPEN_TIMEOUT_S,
                )
        except (OSError, InvalidHandshake, TimeoutError):
            return None

    async def _listen(self, connection: ClientConnection, phone: Phone) -> bool:
        """Note every message until the end; whether the server ended it in good order."""
        with suppress(ConnectionClosed):
            while True:
                phone.take(await connection.recv(decode=False), self._clock())
        return connection.close_code == 1001


def trusting_nobody() -> ssl.SSLContext:
    """For the rehearsal's own server on this machine, whose certificate is checked elsewhere."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
