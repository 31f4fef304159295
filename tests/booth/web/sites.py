"""A booth's site without Gradio's pages: every route that is ours, behind the guard."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount

from booth.app import routes
from booth.house import House
from booth.web.auth import KIOSK_COOKIE, ORGANISER_COOKIE, Doorkeeper
from booth.web.guard import Guard
from tests.booth.fakes import FakeParts
from tests.booth.houses import opened

PIN, KEY = "246810", "the-kiosks-key"
ORIGIN = "http://booth.test"


class Site:
    """A booth that browsers of every role can ask."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.doorkeeper = Doorkeeper(PIN, KEY)
        # Stands for Gradio, which would answer anything.
        gradio = [Mount(path, PlainTextResponse("Gradio")) for path in ("/kiosk", "/organiser")]
        app = Starlette(routes=[*routes(house, self.doorkeeper), *gradio])
        self._transport = httpx.ASGITransport(Guard(app, self.doorkeeper))

    def browser(self, **cookies: str) -> httpx.AsyncClient:
        """A browser with these cookies: none is a guest's."""
        return httpx.AsyncClient(transport=self._transport, base_url=ORIGIN, cookies=cookies)

    def kiosk(self) -> httpx.AsyncClient:
        """A kiosk's browser."""
        return self.browser(**{KIOSK_COOKIE: KEY})

    def organiser(self) -> httpx.AsyncClient:
        """The organiser's browser, logged in."""
        return self.browser(**{ORGANISER_COOKIE: self.doorkeeper.login("here", PIN) or ""})


@asynccontextmanager
async def site(folder: Path, parts: FakeParts | None = None, **settings: Any) -> AsyncIterator[Site]:
    """An open booth and its site."""
    async with opened(folder, parts or FakeParts(), **settings) as house:
        yield Site(house)
