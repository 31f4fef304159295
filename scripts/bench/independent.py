"""The delays of captions as a client sees them that shares no code with the rehearsal's phones."""

import asyncio
import json
import time
from urllib.request import urlopen

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

ASK_EVERY_S = 0.05


async def word_delays_s(port: int) -> list[float]:
    """The delay in seconds of every committed word until the server ends, from mouth to screen.

    The sound's beginning is taken from `/status.json`, asked twenty times a second.
    """
    starts: list[float] = []
    async with connect(f"ws://127.0.0.1:{port}/captions") as screen:
        asking = asyncio.create_task(_keep_asking(port, starts))
        try:
            seen = await _committed(screen)
        finally:
            asking.cancel()
            await asyncio.wait([asking])
    return [now - min(starts) - end_s for now, words, end_s in seen for _ in range(words)]


async def _committed(screen: ClientConnection) -> list[tuple[float, int, float]]:
    """For every message: the moment of its arrival, its new words, the end of the last one in the sound."""
    seen: list[tuple[float, int, float]] = []
    words: dict[int, int] = {}
    try:
        while True:
            message = json.loads(await screen.recv())
            now = time.monotonic()
            if message["type"] == "line":
                count = len(message["text"].split())
                seen.append((now, count - words.get(message["id"], 0), message["end_s"]))
                words[message["id"]] = count
    except ConnectionClosed:
        return seen


async def _keep_asking(port: int, starts: list[float]) -> None:
    """Note where the server's statements put the sound's beginning, until cancelled or it is gone."""
    while True:
        try:
            now, heard_s = await asyncio.to_thread(_heard, port)
        except OSError:
            return
        if heard_s:
            starts.append(now - heard_s)
        await asyncio.sleep(ASK_EVERY_S)


def _heard(port: int) -> tuple[float, float]:
    """A moment, and how much sound the server said it had heard."""
    with urlopen(f"http://127.0.0.1:{port}/status.json", timeout=5) as reply:
        return time.monotonic(), json.load(reply)[0]["audio_s"]
