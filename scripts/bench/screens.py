"""Thousands of screens in one process: real sockets, and as little work as can be: it is not measured."""

import asyncio
import socket
import struct
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

from live.serving.limits import allow_open_files

SENT_AT = b"sent at "
"""Begins the text of the publisher's lines; the time follows."""
HANDSHAKES_AT_ONCE = 50
HERD_LIMIT_S = 120.0
TEXT = 0x1
PING = 0x9
PONG_HEAD = 0x8A


@dataclass(frozen=True, slots=True)
class Arrival:
    """A line that a screen got. Times are seconds of the epoch."""

    seq: int
    final: bool
    sent_at: float | None
    at: float


class BenchScreen(asyncio.Protocol):
    """A screen that only notes what arrived when."""

    def __init__(self, url: str, after: int | None = None) -> None:
        parts = urlsplit(url)
        self.host, self.port = parts.hostname or "localhost", parts.port or 80
        self.arrivals: list[Arrival] = []
        self.greeted_at: float | None = None
        self.begins: int | None = None
        """The number told by the first greeting: what came up to it was said before."""
        self.lost = False
        self._url = url
        self._received = bytearray()
        self._upgraded = False
        query = parts.query if after is None else f"{parts.query}&after={after}"
        self.request = (
            f"GET {parts.path or '/captions'}?{query} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
            "Connection: Upgrade\r\nUpgrade: websocket\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
        )
        self.transport: asyncio.Transport

    async def connect(self) -> "BenchScreen":
        """Open the connection."""
        await asyncio.get_running_loop().create_connection(lambda: self, self.host, self.port)
        return self

    def again(self) -> "BenchScreen":
        """The same screen, for another connection after what it has."""
        after = max((arrival.seq for arrival in self.arrivals), default=None)
        screen = BenchScreen(self._url, after)
        screen.arrivals, screen.begins = self.arrivals, self.begins
        return screen

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the captions."""
        self.transport = cast(asyncio.Transport, transport)
        self.transport.write(self.request.encode())

    def data_received(self, data: bytes) -> None:
        """Note the time of every line, and answer pings when the server probes the connection."""
        now = time.time()
        self._received += data
        if not self._upgraded:
            head, separator, rest = bytes(self._received).partition(b"\r\n\r\n")
            self._upgraded = bool(separator)
            self._received = bytearray(rest if separator else head)
        while self._upgraded and (frame := take_frame(self._received)):
            opcode, payload = frame
            if opcode == PING:
                self.transport.write(struct.pack("!BBI", PONG_HEAD, 0x80 | len(payload), 0) + payload)
            elif opcode == TEXT and payload.startswith(b'{"type":"line"'):
                self.arrivals.append(arrival_of(payload, now))
            elif opcode == TEXT and payload.startswith(b'{"type":"hello"'):
                self.greeted_at = now
                self.begins = seq_of(payload) if self.begins is None else self.begins

    def connection_lost(self, exc: Exception | None) -> None:
        """Note it."""
        self.lost = True


def arrival_of(payload: bytes, at: float) -> Arrival:
    """Read what is measured off a line, without the cost of reading all of it."""
    place = payload.find(SENT_AT)
    sent_at = float(payload[place + len(SENT_AT) :].partition(b" ")[0]) if place >= 0 else None
    return Arrival(seq_of(payload), b'"final":true' in payload, sent_at, at)


def seq_of(payload: bytes) -> int:
    """The number of a message."""
    return int(payload[payload.index(b'"seq":') + 6 :].partition(b",")[0])


def take_frame(received: bytearray) -> tuple[int, bytes] | None:
    """Take (opcode, payload) of the first frame off what was received, None until it is whole."""
    if len(received) < 4:
        return None
    start, length = 2, received[1]
    if length == 126:
        start, (length,) = 4, struct.unpack_from("!H", received, 2)
    if len(received) < start + length:
        return None
    opcode, payload = received[0] & 0x0F, bytes(received[start : start + length])
    del received[: start + length]
    return opcode, payload


async def watch(urls: Sequence[str], screens: int, seconds: float, herd: int) -> dict[str, object]:
    """Connect the screens, let them receive for a while, and return what they saw.

    In the middle `herd` of them lose their connection and come back all at once.
    """
    allow_open_files(screens + herd + 200)
    connected: list[BenchScreen] = []
    for first in range(0, screens, HANDSHAKES_AT_ONCE):
        batch = range(first, min(screens, first + HANDSHAKES_AT_ONCE))
        connected += await asyncio.gather(*(BenchScreen(urls[n % len(urls)]).connect() for n in batch))
    deaf = await deaf_socket(connected[0])
    await asyncio.sleep(1.0)
    print("ready", flush=True)
    await asyncio.sleep(seconds / 2)
    figures = await stampede(connected, herd) if herd else {}
    await asyncio.sleep(seconds / 2)
    deaf.close()
    return summary(connected) | figures


async def stampede(screens: list[BenchScreen], count: int) -> dict[str, object]:
    """Have so many screens lose their connection and come back at once, in their places."""
    for screen in screens[:count]:
        screen.transport.abort()
    began = time.time()
    back = await asyncio.gather(*(screen.again().connect() for screen in screens[:count]))
    while any(s.greeted_at is None for s in back) and time.time() < began + HERD_LIMIT_S:  # noqa: ASYNC110
        await asyncio.sleep(0.05)
    screens[:count] = back
    greeted = [screen.greeted_at - began for screen in back if screen.greeted_at is not None]
    return {"herd": count, "herd_served": len(greeted), "herd_last_s": round(max(greeted, default=0.0), 2)}


async def deaf_socket(like: BenchScreen) -> socket.socket:
    """Connect a screen that never reads."""
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    sock.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(sock, (like.host, like.port))
    await loop.sock_sendall(sock, like.request.encode())
    return sock


def summary(screens: Sequence[BenchScreen]) -> dict[str, object]:
    """The figures of all screens: delays in milliseconds, from sending or else from the first arrival.

    What the last screen to connect was sent to begin with is left out, and what may still be on its way.
    """
    begin = max(screen.begins or 0 for screen in screens)
    last = min((max(a.seq for a in screen.arrivals) for screen in screens if screen.arrivals), default=0)
    by_seq: dict[int, list[Arrival]] = defaultdict(list)
    for arrival in (a for screen in screens for a in screen.arrivals if begin < a.seq <= last):
        by_seq[arrival.seq].append(arrival)
    finals = [arrivals for arrivals in by_seq.values() if arrivals[0].final]
    delays = sorted(1000 * delay for arrivals in by_seq.values() for delay in _delays_s(arrivals))
    return {
        "screens": len(screens),
        "lost": sum(screen.lost for screen in screens),
        "messages": len(by_seq),
        "deliveries": sum(len(arrivals) for arrivals in by_seq.values()),
        "finals": len(finals),
        "finals_that_reached_all": sum(len(arrivals) == len(screens) for arrivals in finals),
        **{f"p{q}_ms": round(delays[int(len(delays) * q / 100)], 1) for q in (50, 95, 99) if delays},
        "max_ms": round(max(delays, default=0.0), 1),
    }


def _delays_s(arrivals: Sequence[Arrival]) -> list[float]:
    first = min(arrival.at for arrival in arrivals)
    return [arrival.at - (arrival.sent_at or first) for arrival in arrivals]
