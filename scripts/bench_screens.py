"""How long a caption takes from the server to many screens at once.

    python scripts/bench_screens.py --screens 500

starts a server with a publisher, and the screens in a process of their own: real sockets on this machine.
One more screen never reads. With `--url ws://localhost:8000/captions` the screens join a server that runs
already, beside a real talk; then the delay is counted from the first screen that has a message.
"""

import argparse
import asyncio
import json
import socket
import struct
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from live.events import Line
from live.hub import Hub
from live.limits import Limits
from live.protocol import Languages
from live.server import CaptionServer
from live.status import RoomStatus

SENT_AT = "sent at "
"""Begins the text of the publisher's lines; the time follows."""
WORDS = "and so the captions go on, a few words at a time, to every phone in the hall "
REVISIONS = 10
"""Of each line: all but the last leave it open."""
HANDSHAKES_AT_ONCE = 50
TEXT = 0x1
PING = 0x9
PONG_HEAD = 0x8A


class BenchRoom:
    """A room whose captions are the time of their sending."""

    def __init__(self) -> None:
        self.hub = Hub("main", session="bench", languages=Languages(source=("en",)))

    def status(self) -> RoomStatus:
        """Return what the server has to know."""
        return RoomStatus(
            room="main",
            session="bench",
            state="live",
            source="the clock",
            audio_s=0.0,
            level_dbfs=-100.0,
            peak_dbfs=-100.0,
            clipping=False,
            speaking=True,
            delay_s=None,
            speed=None,
            model="none",
            device="none",
            languages=("en",),
            words=0,
            lines=0,
        )

    def transcript(self, format: str, lang: str | None) -> str:
        """Return nothing: nobody asks here."""
        return f"{format} {lang}"

    async def publish(self, rate_hz: float, seconds: float) -> None:
        """Publish revisions of lines, each with the time of its sending."""
        for step in range(int(rate_hz * seconds)):
            line_id, rev = divmod(step, REVISIONS)
            line = Line(
                id=line_id,
                rev=rev,
                lang="en",
                text=f"{SENT_AT}{time.time():.6f} {WORDS}",
                interim=" and more",
                final=rev == REVISIONS - 1,
                start_s=0.0,
                end_s=0.0,
                audio_s=0.0,
            )
            self.hub.publish(line)
            await asyncio.sleep(1 / rate_hz)


class BenchScreen(asyncio.Protocol):
    """A screen that only notes when what arrived: its own work must not be measured."""

    def __init__(self, host: str, target: str) -> None:
        self.request = (
            f"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
        )
        self._received = bytearray()
        self._upgraded = False
        self._arrivals: list[tuple[bytes, float]] = []
        self.lost = False
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the captions."""
        self.transport = cast(asyncio.Transport, transport)
        self.transport.write(self.request.encode())

    def data_received(self, data: bytes) -> None:
        """Note the time of every frame, and answer pings when the server probes the connection."""
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
            if opcode == TEXT:
                self._arrivals.append((payload, now))

    def connection_lost(self, exc: Exception | None) -> None:
        """Note it."""
        self.lost = True

    def messages(self) -> Iterator[tuple[dict[str, object], float]]:
        """Yield every message with the time of its arrival."""
        for payload, at in self._arrivals:
            yield json.loads(payload), at


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


async def watch(url: str, screens: int, seconds: float) -> dict[str, object]:
    """Connect the screens, let them receive for a while, and return what they saw."""
    parts = urlsplit(url)
    host, port = parts.hostname or "localhost", parts.port or 80
    target = f"{parts.path or '/captions'}?{parts.query}"
    loop = asyncio.get_running_loop()
    connected: list[BenchScreen] = []
    for first in range(0, screens, HANDSHAKES_AT_ONCE):
        batch = range(first, min(screens, first + HANDSHAKES_AT_ONCE))
        opened = (loop.create_connection(lambda: BenchScreen(host, target), host, port) for _ in batch)
        connected += [screen for _, screen in await asyncio.gather(*opened)]
    deaf = await deaf_socket(host, port, connected[0].request)
    await asyncio.sleep(1.0)
    print("ready", flush=True)
    await asyncio.sleep(seconds)
    deaf.close()
    return summary(connected)


async def deaf_socket(host: str, port: int, request: str) -> socket.socket:
    """Connect a screen that never reads."""
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    sock.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(sock, (host, port))
    await loop.sock_sendall(sock, request.encode())
    return sock


def summary(screens: list[BenchScreen]) -> dict[str, object]:
    """Return the figures of all screens: delays in milliseconds."""
    received = [list(screen.messages()) for screen in screens]
    # What came as a screen connected was published before.
    first_seq = max(int(str(messages[0][0]["seq"])) for messages in received)
    by_seq: dict[int, list[tuple[float, float | None]]] = defaultdict(list)
    for message, at in (pair for messages in received for pair in messages):
        seq = int(str(message.get("seq", 0)))
        if message["type"] == "line" and seq > first_seq:
            by_seq[seq].append((at, sent_at(str(message["text"]))))
    complete = [arrivals for arrivals in by_seq.values() if len(arrivals) == len(screens)]
    delays = sorted(
        1000 * (at - (sent if sent is not None else min(arrivals)[0]))
        for arrivals in by_seq.values()
        for at, sent in arrivals
    )
    return {
        "screens": len(screens),
        "lost": sum(screen.lost for screen in screens),
        "messages": len(by_seq),
        "messages_that_reached_all": len(complete),
        "p50_ms": round(delays[len(delays) // 2], 1),
        "p95_ms": round(delays[int(len(delays) * 0.95)], 1),
        "p99_ms": round(delays[int(len(delays) * 0.99)], 1),
        "max_ms": round(delays[-1], 1),
    }


def sent_at(text: str) -> float | None:
    """Return the time that a line of our own publisher carries."""
    return float(text.split()[2]) if text.startswith(SENT_AT) else None


async def serve_and_watch(screens: int, seconds: float, rate_hz: float) -> dict[str, object]:
    """Publish to screens in a process of their own; return their figures and the server's."""
    room = BenchRoom()
    limits = Limits(screens_per_address=screens + 1, screens=screens + 1)
    async with CaptionServer(
        {"main": room}, host="127.0.0.1", port=0, join_url="http://localhost", limits=limits
    ) as server:
        url = f"ws://127.0.0.1:{server.port}/captions"
        command = [
            sys.executable,
            __file__,
            "--url",
            url,
            "--screens",
            str(screens),
            "--seconds",
            str(seconds),
        ]
        child = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
        await cast(asyncio.StreamReader, child.stdout).readline()
        cpu_s = time.process_time()
        await room.publish(rate_hz, seconds - 2)
        cpu_s = time.process_time() - cpu_s
        figures: dict[str, object] = json.loads((await child.communicate())[0])
        figures["server_cpu_percent"] = round(100 * cpu_s / (seconds - 2), 1)
        figures["dropped"] = server.dropped
    return figures


def main() -> None:
    """Run it and print the figures as JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--screens", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--rate", type=float, default=5.0, help="messages a second of our own publisher")
    parser.add_argument("--url", help="join the captions of a server that runs already")
    options = parser.parse_args()
    if options.url:
        work = watch(options.url, options.screens, options.seconds)
    else:
        work = serve_and_watch(options.screens, options.seconds, options.rate)
    print(json.dumps(asyncio.run(work)))


if __name__ == "__main__":
    main()
