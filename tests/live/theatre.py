"""An event with everything real: processes, models, Redis, a service that takes captions, Chromium."""

import asyncio
import json
import re
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.folders import contents
from tests.live.on_air import Broadcast, on_air
from tests.live.running import ROOT, Live, footlights_live, footlights_process
from tests.live.sinks.services import CaptionService, serving
from tests.ports import free_port
from tests.redis_server import RedisServer

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

LONG_S = 600.0
LOOK_UP_S = 0.2
ZOOM_DELAY_S = 20.0
"""Time for an operator to take a line back before it is with somebody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theatre:
    """Everything that takes part in a show."""

    air: Broadcast
    live: Live
    standby: Live
    redis: RedisServer
    zoom: CaptionService
    folder: Path
    relay_url: str

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.live.port}"

    @property
    def console(self) -> str:
        found = re.search(r"http\S+/console#token=\S+", self.live.output)
        assert found is not None
        return found[0]

    async def operator(self, *command: str) -> None:
        """Give an order on the command line."""
        order = ("operator", "--log-dir", str(self.folder / "sessions"), *command)
        process = await asyncio.create_subprocess_exec(sys.executable, "-m", "footlights", *order, cwd=ROOT)
        assert await process.wait() == 0

    async def until_heard(self, more_s: float) -> None:
        """Wait until the room has heard so many more seconds of sound."""
        wanted_s = await self._heard_s() + more_s
        async with asyncio.timeout(LONG_S):
            while await self._heard_s() < wanted_s:  # noqa: ASYNC110 - it is in another process
                await asyncio.sleep(LOOK_UP_S)

    async def everything_served(self) -> dict[str, str]:
        """Every transcript and everything in Redis, by where it is."""
        texts = {}
        for form in ("srt", "vtt", "txt", "json"):
            for lang in ("en", "es"):
                path = f"/transcript.{form}?lang={lang}"
                texts[path] = await asyncio.to_thread(self.live.get, path)
        texts["Redis"] = (await self.redis.everything()).decode("utf-8", "replace")
        return texts

    def everything_kept(self) -> dict[str, str]:
        """Every file of the event and of the standby, by its path."""
        files = contents(self.folder)
        return {str(path): written.decode("utf-8", "replace") for path, written in files.items()}

    async def _heard_s(self) -> float:
        (room,) = json.loads(await asyncio.to_thread(self.live.get, "/status.json"))
        return float(room["audio_s"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """Those who look on: the operator, and screens on the main server and on the relay."""

    console: "Page"
    stage: "Page"
    spanish: "Page"
    relayed: "Page"

    @property
    def screens(self) -> "tuple[Page, ...]":
        return self.stage, self.spanish, self.relayed

    async def everything_seen(self) -> dict[str, str]:
        """What every page holds, by its address."""
        return {f"screen {page.url}": await page.content() for page in (self.console, *self.screens)}


async def seats_in(theatre: Theatre, browser: "Browser") -> Seats:
    """Open all pages."""

    async def visit(address: str, locale: str = "en-GB") -> "Page":
        context = await browser.new_context(locale=locale, reduced_motion="reduce")
        page = await context.new_page()
        await page.goto(address)
        return page

    return Seats(
        console=await visit(theatre.console),
        stage=await visit(f"{theatre.url}/stage?lines=6"),
        spanish=await visit(f"{theatre.url}/?lang=es", "es-ES"),
        relayed=await visit(f"{theatre.relay_url}/?lang=en"),
    )


@asynccontextmanager
async def a_theatre(folder: Path, whisper: Path, redis: RedisServer) -> AsyncIterator[Theatre]:
    """Start the stage, a relay, a standby and a service that takes captions."""
    async with AsyncExitStack() as stack:
        air, zoom = stack.enter_context(on_air()), stack.enter_context(serving(CaptionService()))
        config = _event_file(folder, air.url, redis.url, zoom.url)
        live = await stack.enter_async_context(footlights_live(whisper, folder, "--config", config))
        relay_port = free_port()
        relay = await stack.enter_async_context(_relay(redis.url, relay_port))
        of = ("--of", f"http://127.0.0.1:{live.port}", "--by-hand", "--config", config)
        standby = await stack.enter_async_context(
            footlights_process("standby", whisper, folder / "second", *of)
        )
        standby.follow()
        await standby.told("Standing by")
        await relay.told("Captions are running")
        try:
            yield Theatre(
                air=air,
                live=live,
                standby=standby,
                redis=redis,
                zoom=zoom,
                folder=folder,
                relay_url=f"http://127.0.0.1:{relay_port}",
            )
        finally:  # what pytest shows of a show that failed
            sys.stdout.write("\n".join((live.output, standby.output, relay.output)))


@asynccontextmanager
async def _relay(redis: str, port: int) -> AsyncIterator[Live]:
    command = ("relay", "--redis", redis, "--host", "127.0.0.1", "--port", str(port))
    relay = Live(
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "footlights", *command),
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
    )
    relay.follow()
    try:
        yield relay
    finally:
        await relay.kill()


def _event_file(folder: Path, source: str, redis: str, zoom: str) -> Path:
    secret = folder / "zoom.txt"
    secret.write_text(zoom, encoding="utf-8")
    text = f"""
[event]
name = "GenA.I. Symposium"
[recording]
enabled = true
[relay]
redis = {json.dumps(redis)}
[[rooms]]
source = {json.dumps(source)}
translate_to = ["es"]
threads = 1
[[sinks.zoom]]
url = {json.dumps(f"file:{secret}")}
delay_s = {ZOOM_DELAY_S}
[[sinks.obs]]
file = {json.dumps(str(folder / "obs.txt"))}
"""
    path = folder / "event.toml"
    path.write_text(text, encoding="utf-8")
    return path
