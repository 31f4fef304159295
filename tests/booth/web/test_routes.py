"""Every route of ours that is mounted: strangers get what is on a short list, or nothing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute

from booth.album import Piece, WallState
from booth.app import create_app, routes
from booth.codes import new_code
from booth.house import House
from booth.web.auth import KIOSK_COOKIE, Doorkeeper
from booth.web.guard import Guard
from tests.booth.fakes import FakeParts, album, photograph
from tests.booth.houses import opened
from tests.booth.web.sites import KEY, ORIGIN, PIN

FACE = photograph()
OPEN = {
    ("GET", "/"),
    ("GET", "/p/{code}"),
    ("GET", "/verify"),
    ("POST", "/verify"),
    ("GET", "/wall"),
    ("GET", "/login"),
    ("GET", "/alive"),
    ("GET", "/pages/base.css"),
    ("GET", "/pages/icon.svg"),
    ("GET", "/favicon.ico"),
}
"""What anyone may ask for: pages without a picture, and the verdict on one's own file."""
FETCHED = {("GET", "/pages/display.ttf")}
"""Open, too, where the fonts are fetched; 404 elsewhere."""
MOUNTS = ("/kiosk", "/organiser")
KIOSKS_PAGE = {
    ("GET", "/kiosk/"),
    ("HEAD", "/kiosk/"),
    ("GET", "/kiosk/theme.css"),
    ("GET", "/kiosk/favicon.ico"),
    ("GET", "/kiosk/manifest.json"),
}
"""What of Gradio a kiosk loads, its scripts and fonts aside."""
ELSEWHERE = {("POST", "/login"), ("POST", "/logout"), ("GET", "/open")}
"""What sends a stranger to a page of the list above."""


def every(found: Iterable[BaseRoute], at: str = "") -> Iterator[tuple[str, str]]:
    """Method and path of each route, those of mounted apps as well."""
    for route in found:
        if isinstance(route, Mount):
            inner = list(every(route.routes or [], at + route.path))
            yield from inner or [("GET", f"{at}{route.path}/x")]
        elif isinstance(route, Route):
            yield from ((method, at + route.path) for method in sorted(route.methods or {"GET"}))


def filled(path: str) -> str:
    """A path with what a stranger may guess: an album's id and the wall's, a code, names of pieces."""
    known = {
        "code": new_code(),
        "album_id": "a1",
        "wall_id": "w1",
        "piece": "picture.jpg",
        "action": "delete",
    }
    known |= {"layout": "classic", "look": "ink"}
    return re.sub(r"{(\w+)[^}]*}", lambda match: known.get(match[1], "x"), path)


def keep(house: House) -> None:
    """An album that waits for the wall."""
    kept = replace(album(uses=("keep", "wall")), wall=WallState.WAITING, wall_id="w1")
    house.store.save(kept, dict.fromkeys(Piece, FACE))


async def answers(
    app: Guard, asked: Iterable[tuple[str, str]], **cookies: str
) -> dict[tuple[str, str], httpx.Response]:
    """What each route answers, asked from a new address each time: the limit on guesses is another test's."""
    found = {}
    for number, (method, path) in enumerate(asked):
        client = (f"10.0.{number // 250}.{number % 250}", 1)
        transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=client)
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN, cookies=cookies) as browser:
            found[method, path] = await browser.request(method, filled(path))
    return found


async def test_stranger_gets_nothing_of_any_route_of_ours(tmp_path: Path) -> None:
    async with opened(tmp_path, FakeParts()) as house:
        keep(house)
        doorkeeper = Doorkeeper(PIN, KEY)
        ours = routes(house, doorkeeper)
        asked = [(method, path) for method, path in every(ours) if method != "HEAD"]
        got = await answers(Guard(Starlette(routes=ours), doorkeeper), asked)
        assert {route for route, reply in got.items() if reply.status_code == 200} - FETCHED == OPEN
        assert {route for route, reply in got.items() if reply.is_redirect} == ELSEWHERE
        assert {
            reply.status_code for route, reply in got.items() if route not in OPEN | FETCHED | ELSEWHERE
        } == {404}
        assert not any(FACE in reply.content for reply in got.values())
        assert len(house.store.albums()) == 1


def gradios(app: Guard) -> Iterator[tuple[str, str]]:
    """Method and path of each route of Gradio's, as it describes itself."""
    assert isinstance(app.app, FastAPI)
    for mount in app.app.routes:
        if isinstance(mount, Mount) and isinstance(mount.app, FastAPI):
            for path, methods in mount.app.openapi()["paths"].items():
                yield from ((method.upper(), mount.path + path) for method in methods)


@pytest.mark.slow
@pytest.mark.parametrize("cookies", [{}, {KIOSK_COOKIE: KEY}], ids=["stranger", "kiosk"])
async def test_no_route_of_the_real_gradio_answers_guests(tmp_path: Path, cookies: dict[str, str]) -> None:
    """Its routes are asked of itself: a new one of a later version is shut, too."""
    async with opened(tmp_path, FakeParts()) as house:
        app = create_app(house, Doorkeeper(PIN, KEY))
        asked = set(gradios(app))
        assert {f"{mount}/gradio_api/upload" for mount in MOUNTS} < {path for _, path in asked}
        got = await answers(app, sorted(asked), **cookies)
        reached = {(method, path) for (method, path), reply in got.items() if reply.status_code == 200}
        assert reached == (KIOSKS_PAGE if cookies else set())
        refused = {reply.status_code for route, reply in got.items() if route not in reached}
        assert refused <= {303, 404}
        assert all(
            reply.headers["location"].startswith("/login") for reply in got.values() if reply.is_redirect
        )


async def test_kiosks_socket_is_refused_to_strangers_and_to_other_sites(tmp_path: Path) -> None:
    async with opened(tmp_path, FakeParts()) as house:
        doorkeeper = Doorkeeper(PIN, KEY)
        ours = routes(house, doorkeeper)
        app = Guard(Starlette(routes=ours), doorkeeper)
        sockets = [route.path for route in ours if isinstance(route, WebSocketRoute)]
        assert sorted(sockets) == ["/booth/ws", "/wall/ws"]
        cookie = f"{KIOSK_COOKIE}={KEY}"
        assert await first_answer(app, "/booth/ws") == "websocket.close"
        assert await first_answer(app, "/booth/ws", cookie, "https://elsewhere") == "websocket.close"
        for mount in MOUNTS:
            assert await first_answer(app, f"{mount}/gradio_api/queue/join", cookie) == "websocket.close"


async def first_answer(app: Guard, path: str, cookie: str = "", origin: str = ORIGIN) -> str:
    """What a socket is told first."""
    told = []
    headers = [(b"host", b"booth.test"), (b"cookie", cookie.encode()), (b"origin", origin.encode())]
    scope = {"type": "websocket", "path": path, "headers": headers, "query_string": b"", "subprotocols": []}

    async def receive() -> dict[str, str]:
        return {"type": "websocket.connect"}

    async def send(message: dict[str, str]) -> None:
        told.append(message["type"])

    await app({**scope, "client": ("10.0.0.1", 1), "scheme": "ws"}, receive, send)
    return told[0]
