"""A real server with a room that says what a test wants, and real Chromium to look at it."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest_asyncio

from live.events import Line, Retraction, StateChange, StateName
from live.hub import Hub
from live.serving.protocol import Languages
from live.serving.server import CaptionServer
from live.status import Problem, RoomStatus

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Page

LANGUAGES = Languages(source=("en",), target=("zh-Hant-HK", "es", "ar"))
HOST = "127.0.0.1"
EVENT = "GenA.I. Symposium 2026"


class Venue:
    """A hall with one room: its hub, its server, and what was said."""

    def __init__(self) -> None:
        self.hub = Hub("main", session="2026-10-31T09:00:00Z", languages=LANGUAGES)
        self.problems: tuple[Problem, ...] = ()
        self.port = 0
        self._server: CaptionServer | None = None
        self._revisions: dict[tuple[int, str], int] = {}

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    async def open(self) -> None:
        """Start the server, on the port it had before if there was one."""
        self._server = CaptionServer(
            {"main": self}, host=HOST, port=self.port, join_url="http://192.168.1.20:8000/", event=EVENT
        )
        await self._server.start()
        self.port = self._server.port

    async def close(self) -> None:
        if self._server:
            await self._server.stop()
        self._server = None

    def restart_hub(self, *, session: str | None = None) -> None:
        """Forget everything, as a new process does; the log's lines come back through `say`."""
        seq = 0 if session else self.hub.seq
        self.hub = Hub("main", session=session or self.hub.session, languages=LANGUAGES, seq=seq)

    def say(
        self,
        line_id: int,
        text: str,
        interim: str = "",
        *,
        lang: str = "en",
        final: bool = False,
        untranslated: str = "",
    ) -> None:
        """Publish the next revision of a line."""
        rev = self._revisions.get((line_id, lang), -1) + 1
        self._revisions[line_id, lang] = rev
        self.hub.publish(
            Line(
                id=line_id,
                rev=rev,
                lang=lang,
                text=text,
                interim=interim,
                final=final,
                start_s=line_id * 3.0,
                end_s=line_id * 3.0 + 2.5,
                audio_s=line_id * 3.0 + 3.0,
                untranslated=untranslated,
            )
        )

    def take_back(self, *ids: int) -> None:
        self.hub.retract(Retraction(ids=ids))

    def announce(self, state: StateName, message: str = "") -> None:
        self.hub.publish_state(StateChange(state=state, message=message))

    def status(self) -> RoomStatus:
        return RoomStatus(
            room="main",
            session=self.hub.session,
            state=self.hub.state,
            source="Scarlett 2i2 USB, channel 1",
            audio_s=1845.2,
            level_dbfs=-23.4,
            peak_dbfs=-9.1,
            clipping=False,
            speaking=True,
            delay_s=0.81,
            speed=0.48,
            model="whisper-large-v3-turbo",
            device="cuda float16",
            languages=LANGUAGES.codes,
            words=3120,
            lines=288,
            problems=self.problems,
        )

    def transcript(self, format: str, lang: str | None) -> str:
        return f"{format} {lang}\n"


@pytest_asyncio.fixture(loop_scope="session")
async def venue() -> AsyncIterator[Venue]:
    """An open venue in which nothing has been said."""
    hall = Venue()
    await hall.open()
    yield hall
    await hall.close()


PHONE = {"width": 390, "height": 844}
STAGE = {"width": 1920, "height": 1080}


class Audience:
    """Opens pages, each as a new visitor, and keeps what went wrong on them."""

    def __init__(self, browser: "Browser", venue: Venue) -> None:
        self._browser = browser
        self._venue = venue
        self.contexts: list[BrowserContext] = []
        self.requests: list[str] = []
        self.errors: list[str] = []

    async def visit(self, path: str = "/", **options: object) -> "Page":
        """Open a page on a phone, or on the big screen for `/stage` and `/overlay`."""
        size = PHONE if path.startswith(("/?", "/status")) or path == "/" else STAGE
        context = await self._browser.new_context(**{"viewport": size, "locale": "en-GB", **options})
        self.contexts.append(context)
        page = await context.new_page()
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", lambda socket: self.requests.append(socket.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        await page.goto(self._venue.url + path)
        return page


@pytest_asyncio.fixture(loop_scope="session")
async def audience(chromium: "Browser", venue: Venue) -> AsyncIterator[Audience]:
    """Visitors of the venue; no page may have thrown an error or talked to another host."""
    visitors = Audience(chromium, venue)
    yield visitors
    for context in visitors.contexts:
        await context.close()
    assert visitors.errors == []
    assert [url for url in visitors.requests if f"//{HOST}:{venue.port}/" not in url] == []
