"""The booth's one ASGI app: Gradio's pages inside, every route about a picture ours."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from booth.compose.fonts import display_font
from booth.errors import BoothError
from booth.gradio_pages import add_gradio
from booth.house import House
from booth.web.auth import Doorkeeper
from booth.web.guard import Guard
from booth.web.guests import GuestRoutes
from booth.web.kiosk import KioskRoutes
from booth.web.organisers import OrganiserRoutes
from booth.web.replies import nothing, unable
from live.serving.server import PAGES as LIVE_PAGES

PAGES = Path(__file__).with_name("pages")
HTML = {"/": "find", "/p/{code}": "album", "/verify": "verify", "/wall": "wall", "/login": "login"}
"""Address → page; the same for everyone, what it shows it asks for."""


def create_app(house: House, doorkeeper: Doorkeeper) -> Guard:
    """Return the app; while it runs, the house is open."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with house.open():
            yield

    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, lifespan=lifespan)
    app.add_exception_handler(BoothError, unable)
    app.router.routes.extend(routes(house, doorkeeper))
    add_gradio(app, house)
    return Guard(app, doorkeeper)


def routes(house: House, doorkeeper: Doorkeeper) -> list[BaseRoute]:
    """Every route that is ours."""
    kiosk = KioskRoutes(house, doorkeeper)
    organiser = OrganiserRoutes(house, doorkeeper, kiosk)
    return [*_pages(), *GuestRoutes(house).routes(), *kiosk.routes(), *organiser.routes()]


def _pages() -> list[BaseRoute]:
    def page(name: str) -> Route:
        async def show(_request: Request) -> Response:
            return FileResponse(PAGES / f"{name}.html")

        return Route(next(path for path, own in HTML.items() if own == name), show, methods=["GET", "HEAD"])

    async def shared_style(_request: Request) -> Response:
        return FileResponse(LIVE_PAGES / "base.css")

    async def icon(_request: Request) -> Response:
        return FileResponse(LIVE_PAGES / "icon.svg")

    async def display_type(_request: Request) -> Response:
        try:
            path = display_font()
        except BoothError:
            return nothing()
        return FileResponse(path, headers={"Cache-Control": "private, max-age=86400"})

    return [
        *(page(name) for name in HTML.values()),
        Route("/pages/base.css", shared_style),
        Route("/pages/icon.svg", icon),
        Route("/favicon.ico", icon),
        Route("/pages/display.ttf", display_type),
        Mount("/pages", StaticFiles(directory=PAGES)),
    ]
