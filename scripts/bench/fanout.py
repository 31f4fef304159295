"""Publishes captions at a steady rate to screens in another process, directly or through relays."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, cast

import psutil

from bench.live_run import free_port
from bench.screens import SENT_AT
from live.events import Line
from live.hub import RECENT_LINES, Hub
from live.serving.limits import Limits
from live.serving.protocol import Languages
from live.serving.server import CaptionServer
from live.status import RoomStatus

ROOT = Path(__file__).resolve().parents[2]
WORDS = "and so the captions go on, a few words at a time, to every phone in the hall "
REVISIONS = 10
"""Of each line: all but the last leave it open."""


class BenchRoom:
    """A room whose captions are the time of their sending."""

    def __init__(self) -> None:
        self.hub = Hub("main", session="bench", languages=Languages(source=("en",)))
        self._step = 0

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

    async def publish(self, rate_hz: float, until: asyncio.Event) -> None:
        """Publish revisions of lines, each with the time of its sending, until told to stop."""
        while not until.is_set():
            self._publish_one()
            await asyncio.sleep(1 / rate_hz)

    def talk(self) -> None:
        """Have said so much that a new screen gets as many lines as it ever does."""
        for _ in range(RECENT_LINES * REVISIONS):
            self._publish_one()

    def _publish_one(self) -> None:
        line_id, rev = divmod(self._step, REVISIONS)
        line = Line(
            id=line_id,
            rev=rev,
            lang="en",
            text=f"{SENT_AT.decode()}{time.time():.6f} {WORDS}",
            interim=" and more",
            final=rev == REVISIONS - 1,
            start_s=0.0,
            end_s=0.0,
            audio_s=0.0,
        )
        self.hub.publish(line)
        self._step += 1


async def fan_out(watching: Sequence[str], screens: int, rate_hz: float, relays: int) -> dict[str, object]:
    """Publish to screens in a process of their own, `watching` with more --url; return their figures.

    With them what the servers' processes, Redis included, took of the processor: for each screen to connect,
    which gets the last lines of a talk, and for each message that one screen got.
    """
    room, over = BenchRoom(), asyncio.Event()
    room.talk()
    async with AsyncExitStack() as stack:
        if relays:
            urls, pids = await stack.enter_async_context(through_relays(room, relays, screens))
        else:
            urls, pids = [await stack.enter_async_context(directly(room, screens))], []
        pids.append(os.getpid())
        command = [*watching, *(argument for url in urls for argument in ("--url", url))]
        began_s = _cpu_s(pids)
        child = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
        await cast(asyncio.StreamReader, child.stdout).readline()
        connected_s, connected_at = _cpu_s(pids), time.monotonic()
        publishing = asyncio.create_task(room.publish(rate_hz, over))
        figures: dict[str, Any] = json.loads((await child.communicate())[0])
        used_s, took_s = _cpu_s(pids) - connected_s, time.monotonic() - connected_at
        over.set()
        await publishing
        return figures | {
            "relays": relays,
            "server_cpu_percent": round(100 * used_s / took_s, 1),
            "connection_cpu_us": round(1e6 * (connected_s - began_s) / screens),
            "delivery_cpu_us": round(1e6 * used_s / max(1, figures["deliveries"]), 1),
        }


def _cpu_s(pids: Sequence[int]) -> float:
    """Processor seconds of these processes so far, without their children."""
    times = [psutil.Process(pid).cpu_times() for pid in pids]
    return sum(time.user + time.system for time in times)


@asynccontextmanager
async def directly(room: BenchRoom, screens: int) -> AsyncIterator[str]:
    """Serve the room here; gives its address."""
    limits = Limits(screens_per_address=2 * screens + 1, screens=2 * screens + 1)
    server = CaptionServer(
        {"main": room}, host="127.0.0.1", port=0, join_url="http://localhost", limits=limits
    )
    async with server:
        yield f"ws://127.0.0.1:{server.port}/captions"


@asynccontextmanager
async def through_relays(
    room: BenchRoom, count: int, screens: int
) -> AsyncIterator[tuple[list[str], list[int]]]:
    """Publish the room to a Redis of our own, and serve it from relays; gives addresses and processes."""
    from live.relay.publisher import publishing  # noqa: PLC0415 - needs the extra `relay`
    from live.relay.store import Store  # noqa: PLC0415

    redis_port, ports = free_port(), [free_port() for _ in range(count)]
    redis = f"redis://127.0.0.1:{redis_port}"
    with tempfile.TemporaryDirectory() as folder:
        processes = [
            await _started("redis-server", "--port", str(redis_port), "--save", "", "--dir", folder),
            *[await _started(*_relay(redis, port, 2 * screens)) for port in ports],
        ]
        store = Store(redis, prefix="footlights")
        try:
            async with publishing(room, store):
                for port in ports:
                    await answers(port)
                urls = [f"ws://127.0.0.1:{port}/captions" for port in ports]
                yield urls, [process.pid for process in processes]
        finally:
            await store.close()
            for process in reversed(processes):
                process.terminate()
                await process.wait()


def _relay(redis: str, port: int, screens: int) -> list[str]:
    command = [sys.executable, str(ROOT / "footlights.py"), "relay", "--redis", redis, "--host", "127.0.0.1"]
    return [*command, "--port", str(port), "--screens", str(screens)]


async def _started(*command: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(*command, stdout=subprocess.DEVNULL, cwd=ROOT)


async def answers(port: int, *, within_s: float = 60.0) -> None:
    """Wait until something listens. Raises TimeoutError."""
    async with asyncio.timeout(within_s):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.1)
            else:
                writer.close()
                return
