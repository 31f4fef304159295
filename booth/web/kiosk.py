"""The kiosk's own routes: its socket, the pictures that its guest may see, the live picture."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress

from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from booth.cameras.feed import CameraFeed
from booth.errors import CameraError
from booth.house import KIOSKS, House
from booth.messages import parse
from booth.pictures import encode, shrink
from booth.session import Session
from booth.web.auth import KIOSK_COOKIE, Doorkeeper, same_origin
from booth.web.replies import image, nothing
from booth.web.view import Views

TRY_AGAIN_LATER = 1013
REFUSED = 1008
VIEW_EVERY_S = 2.0
"""A view is sent at least this often: the printer and the link change by themselves."""
LIVE_SIDE_PX = 960


class KioskRoutes:
    """What a browser with the kiosk's key may ask for."""

    def __init__(self, house: House, doorkeeper: Doorkeeper) -> None:
        self._house = house
        self._doorkeeper = doorkeeper
        self._views = Views(house)

    def routes(self) -> list[BaseRoute]:
        """The routes."""
        return [
            Route("/open", self.enter),
            WebSocketRoute("/booth/ws", self.serve),
            Route("/booth/shown/{name}", self.shown),
            Route("/booth/frame/{layout}.png", self.frame),
            Route("/booth/look/{look}.jpg", self.preview),
            Route("/booth/live.mjpeg", self.live),
        ]

    async def enter(self, request: Request) -> Response:
        """Make a browser a kiosk: the address that the operator opens once."""
        key = request.query_params.get("key", "")
        if not (self._doorkeeper.is_kiosk_key(key) or self._doorkeeper.is_organiser(request)):
            return RedirectResponse("/kiosk/", 303)
        return self.admitted(request)

    def admitted(self, request: Request) -> Response:
        """An answer that makes a browser a kiosk."""
        reply = RedirectResponse("/kiosk/", 303)
        secure = request.url.scheme == "https"
        key = self._doorkeeper.key
        reply.set_cookie(
            KIOSK_COOKIE, key, max_age=30 * 86400, httponly=True, samesite="strict", secure=secure
        )
        return reply

    async def serve(self, socket: WebSocket) -> None:
        """A kiosk's whole time: its messages in, its views out."""
        if not self._may(socket) or not same_origin(socket):
            await socket.close(REFUSED)
            return
        await socket.accept()
        if len(self._house.sessions) >= KIOSKS:
            await socket.close(TRY_AGAIN_LATER, "Too many kiosks are open: close one.")
            return
        changed = asyncio.Event()
        session = self._house.session(changed.set)
        with self._joined(session), suppress(WebSocketDisconnect):
            async with asyncio.TaskGroup() as tasks:
                running = tasks.create_task(session.run(), name="kiosk")
                showing = tasks.create_task(self._show(socket, session, changed), name="views")
                await self._listen(socket, session)
                running.cancel()
                showing.cancel()

    @contextmanager
    def _joined(self, session: Session) -> Iterator[None]:
        self._house.sessions.add(session)
        try:
            yield
        finally:
            self._house.sessions.discard(session)

    async def _listen(self, socket: WebSocket, session: Session) -> None:
        while (message := await socket.receive())["type"] == "websocket.receive":
            shot = message.get("bytes")
            told = shot if shot is not None else parse(message.get("text") or "")
            if told is not None:
                session.tell(told)

    async def _show(self, socket: WebSocket, session: Session, changed: asyncio.Event) -> None:
        with suppress(WebSocketDisconnect, RuntimeError):
            while True:
                changed.clear()
                await socket.send_text(json.dumps(await self._views.of(session), ensure_ascii=False))
                with suppress(TimeoutError):
                    await asyncio.wait_for(changed.wait(), VIEW_EVERY_S)

    async def shown(self, request: Request) -> Response:
        """A picture that a kiosk's guest is looking at."""
        if not self._may(request):
            return nothing()
        name = request.path_params["name"]
        found = (session.visit.shown.get(name) for session in self._house.sessions)
        content = next((content for content in found if content), None)
        return image(content) if content else nothing()

    async def frame(self, request: Request) -> Response:
        """The frame that lies over the live picture."""
        known = {layout.id for layout in self._house.studio.layouts}
        layout = request.path_params["layout"]
        if not self._may(request) or layout not in known:
            return nothing()
        return image(self._house.studio.preview_frame(layout), of_guest=False)

    async def preview(self, request: Request) -> Response:
        """What a look does."""
        previews = {look.id: look.preview for look in self._house.studio.catalogue()}
        content = previews.get(request.path_params["look"])
        return image(content, of_guest=False) if self._may(request) and content else nothing()

    async def live(self, request: Request) -> Response:
        """The live picture of this machine's camera."""
        feed = self._house.feed
        if not self._may(request) or feed is None:
            return nothing()
        return StreamingResponse(_parts(feed), media_type="multipart/x-mixed-replace; boundary=picture")

    def _may(self, connection: HTTPConnection) -> bool:
        return self._doorkeeper.is_kiosk(connection)


async def _parts(feed: CameraFeed) -> AsyncIterator[bytes]:
    """The camera's pictures as they come, until it vanishes: the page asks again."""
    number = feed.count
    with suppress(CameraError):
        while True:
            number, jpeg = await asyncio.to_thread(_next_jpeg, feed, number)
            yield b"--picture\r\nContent-Type: image/jpeg\r\n\r\n" + jpeg + b"\r\n"


def _next_jpeg(feed: CameraFeed, after: int) -> tuple[int, bytes]:
    number, picture = feed.next(after)
    return number, encode(shrink(picture, LIVE_SIDE_PX), quality=80)
