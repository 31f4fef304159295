"""Publishes captions at a steady rate to screens in another process, directly or through relays."""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import cast

from bench.live_run import free_port
from bench.screens import SENT_AT
from live.events import Line
from live.hub import Hub
from live.limits import Limits
from live.protocol import Languages
from live.server import CaptionServer
from live.status import RoomStatus

ROOT = Path(__file__).resolve().parents[2]
WORDS = "and so the captions go on, a few words at a time, to every phone in the hall "
REVISIONS = 10
"""Of each line: all but the last leave it open."""


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

    async def publish(self, rate_hz: float, until: asyncio.Event) -> None:
        """Publish revisions of lines, each with the time of its sending, until told to stop."""
        step = 0
        while not until.is_set():
            line_id, rev = divmod(step, REVISIONS)
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
            step += 1
            await asyncio.sleep(1 / rate_hz)


async def fan_out(watching: Sequence[str], screens: int, rate_hz: float, relays: int) -> dict[str, object]:
    """Publish to screens in a process of their own, `watching` with more --url; return their figures."""
    room, over = BenchRoom(), asyncio.Event()
    async with AsyncExitStack() as stack:
        if relays:
            urls = await stack.enter_async_context(through_relays(room, relays, screens))
        else:
            urls = [await stack.enter_async_context(directly(room, screens))]
        command = [*watching, *(argument for url in urls for argument in ("--url", url))]
        child = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
        await cast(asyncio.StreamReader, child.stdout).readline()
        cpu_s, began = time.process_time(), time.monotonic()
        publishing = asyncio.create_task(room.publish(rate_hz, over))
        figures: dict[str, object] = json.loads((await child.communicate())[0])
        over.set()
        await publishing
        used = (time.process_time() - cpu_s) / (time.monotonic() - began)
        return figures | {"relays": relays, "server_cpu_percent": round(100 * used, 1)}


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
async def through_relays(room: BenchRoom, count: int, screens: int) -> AsyncIterator[list[str]]:
    """Publish the room to a Redis of our own, and serve it from relays; gives their addresses."""
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
                yield [f"ws://127.0.0.1:{port}/captions" for port in ports]
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
