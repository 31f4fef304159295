"""How soon a standby serves after `footlights live` was killed, as a screen sees it."""

import asyncio
import contextlib
import json
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from bench.kills import LIFE_S, RETRY_S, START_LIMIT_S
from bench.live_run import free_port, last_lines, server
from live.archive import log

Command = Callable[[str, int], Sequence[str]]
"""Name of a footlights command and the port → all of it."""


async def time_takeovers(command: Command, folder: Path, count: int, chance: random.Random) -> list[float]:
    """Seconds from each kill until a screen is connected again, to the same session."""
    return [await _time_one(command, folder / str(number), chance) for number in range(count)]


async def _time_one(command: Command, folder: Path, chance: random.Random) -> float:
    port = free_port()
    first, second = folder / "first", folder / "second"
    async with server(command("live", port), first) as live:
        session = await _greeted(port)
        async with server(command("standby", port), second):
            await _until(lambda: log.sessions(second / "sessions"), second)
            await asyncio.sleep(chance.uniform(*LIFE_S))
            live.kill()
            await live.wait()
            killed_at = time.monotonic()
            again = await _greeted(port)
            took_s = time.monotonic() - killed_at
    if again != session:
        raise RuntimeError(f"The standby began another session: {last_lines(second)}")
    return took_s


async def _greeted(port: int) -> str:
    """Connect as a screen does, again and again, and return the session."""
    async with asyncio.timeout(START_LIMIT_S):
        while True:
            with contextlib.suppress(OSError, WebSocketException, TimeoutError):
                async with connect(f"ws://127.0.0.1:{port}/captions", open_timeout=5) as screen:
                    return str(json.loads(await screen.recv())["session"])
            await asyncio.sleep(RETRY_S)


async def _until(holds: Callable[[], object], folder: Path) -> None:
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > START_LIMIT_S:
            raise RuntimeError(f"It does not start: {last_lines(folder)}")
        await asyncio.sleep(RETRY_S)
