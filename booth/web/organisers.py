"""The organiser's own routes: logging in, the gallery's pictures, and what its buttons do."""

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from booth.album import Piece
from booth.house import House
from booth.wall import best_piece
from booth.web.auth import LOGIN_LASTS_S, ORGANISER_COOKIE, Doorkeeper, Role, same_origin
from booth.web.kiosk import KioskRoutes
from booth.web.replies import image, nothing

FORM_BYTES = 1000


class OrganiserRoutes:
    """What the organiser may do beside Gradio's page."""

    def __init__(self, house: House, doorkeeper: Doorkeeper, kiosk: KioskRoutes) -> None:
        self._house = house
        self._doorkeeper = doorkeeper
        self._kiosk = kiosk
        self._actions: dict[str, Callable[[str], Awaitable[object]]] = {
            "show": lambda album_id: asyncio.to_thread(house.wall.decide, album_id, True),
            "refuse": lambda album_id: asyncio.to_thread(house.wall.decide, album_id, False),
            "print": house.prints.again,
            "delete": lambda album_id: house.desk.delete(album_id, "organiser"),
        }

    def routes(self) -> list[BaseRoute]:
        """The routes."""
        return [
            Route("/login", self.login, methods=["POST"]),
            Route("/logout", self.logout, methods=["POST"]),
            Route("/keep/{album_id}/{action}", self.act, methods=["POST"]),
            Route("/keep/{album_id}/picture", self.picture),
        ]

    async def login(self, request: Request) -> Response:
        """Let the organiser in; `to=kiosk` makes the browser a kiosk instead."""
        form = await _form(request)
        address = request.client.host if request.client else ""
        to = Role.KIOSK if form.get("to") == Role.KIOSK else Role.ORGANISER
        if not same_origin(request):
            return nothing()
        wait_s = self._doorkeeper.throttle.wait_s(address)
        token = self._doorkeeper.login(address, form.get("pin", ""))
        if token is None:
            return RedirectResponse(f"/login?to={to}&wait={round(wait_s)}&wrong=1", 303)
        if to is Role.KIOSK:
            self._doorkeeper.logout(token)
            return self._kiosk.admitted(request)
        reply = RedirectResponse("/organiser/", 303)
        reply.set_cookie(
            ORGANISER_COOKIE,
            token,
            max_age=int(LOGIN_LASTS_S),
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
        return reply

    async def logout(self, request: Request) -> Response:
        """End a login."""
        self._doorkeeper.logout(request.cookies.get(ORGANISER_COOKIE, ""))
        reply = RedirectResponse("/login", 303)
        reply.delete_cookie(ORGANISER_COOKIE)
        return reply

    async def act(self, request: Request) -> Response:
        """Do what a button of the gallery says."""
        action = self._actions.get(request.path_params["action"])
        if action is None or not self._doorkeeper.is_organiser(request) or not same_origin(request):
            return nothing()
        done = await action(request.path_params["album_id"])
        return JSONResponse({"done": done is not None}) if done is not None else nothing()

    async def picture(self, request: Request) -> Response:
        """A picture of the gallery."""
        if not self._doorkeeper.is_organiser(request):
            return nothing()
        album_id, store = request.path_params["album_id"], self._house.store
        piece: Piece = best_piece(store.pieces(album_id))
        content = await asyncio.to_thread(store.read, album_id, piece)
        return image(content) if content else nothing()


async def _form(request: Request) -> dict[str, str]:
    """The fields of a small form."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > FORM_BYTES:
            return {}
    return {name: values[-1] for name, values in parse_qs(body.decode(errors="replace")).items()}
