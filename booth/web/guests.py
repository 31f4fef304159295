"""What any phone may ask for: the pictures that its code opens, their deletion, verification, the wall."""

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from booth.album import FOR_GUESTS, Album, Piece, WallState
from booth.codes import understood
from booth.house import House
from booth.links import ALIVE
from booth.ports import Verdict
from booth.wall import best_piece
from booth.web.allowance import Allowance
from booth.web.auth import same_origin
from booth.web.replies import image, nothing, wrong

VERIFY_BYTES = 25 << 20
TRY_AGAIN_LATER = 1013


class GuestRoutes:
    """Routes that need no role; what they show is opened by a guest's code, or is on the wall."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._allowance = Allowance()
        self._verifying = asyncio.Semaphore(2)

    def routes(self) -> list[BaseRoute]:
        """The routes."""
        return [
            Route(ALIVE, self.alive),
            Route("/p/{code}/album.json", self.album),
            Route("/p/{code}/delete", self.delete, methods=["POST"]),
            Route("/p/{code}/off-the-wall", self.off_the_wall, methods=["POST"]),
            Route("/p/{code}/verify", self.verify_kept),
            Route("/p/{code}/{piece}", self.piece),
            Route("/verify", self.verify, methods=["POST"]),
            WebSocketRoute("/wall/ws", self.wall),
            Route("/wall/picture/{wall_id}", self.wall_picture),
        ]

    async def alive(self, _request: Request) -> Response:
        """Says that this booth answers here."""
        return PlainTextResponse(self._house.links.nonce)

    async def album(self, request: Request) -> Response:
        """What a code opens."""
        album = self._opened(request)
        if isinstance(album, Response):
            return album
        pieces = self._house.store.pieces(album.id)
        return JSONResponse(
            {
                "event": self._house.branding.event,
                "pieces": [piece.value for piece in FOR_GUESTS if piece in pieces]
                if self._open(album)
                else [],
                "link_until": album.link_until.isoformat(),
                "keep_until": album.keep_until.isoformat(),
                "uses": list(album.consent.uses),
                "wall": album.wall.value,
                "making": any(
                    session.visit.album_id == album.id and session.visit.making is not None
                    for session in self._house.sessions
                ),
            }
        )

    async def piece(self, request: Request) -> Response:
        """A picture of an album, while its link works."""
        album = self._opened(request)
        if isinstance(album, Response):
            return album
        wanted = request.path_params["piece"]
        if wanted not in FOR_GUESTS or not self._open(album):
            return nothing()
        piece = Piece(wanted)
        content = await asyncio.to_thread(self._house.store.read, album.id, piece)
        return image(content, piece if "download" in request.query_params else "") if content else nothing()

    async def delete(self, request: Request) -> Response:
        """Delete what a code opens, whether its link still works or not."""
        album = self._opened(request)
        if isinstance(album, Response) or not same_origin(request):
            return album if isinstance(album, Response) else nothing()
        receipt = await self._house.desk.delete(album.id, "guest")
        return JSONResponse(receipt.to_json()) if receipt else nothing()

    async def off_the_wall(self, request: Request) -> Response:
        """Take back the consent to the wall alone."""
        album = self._opened(request)
        if isinstance(album, Response) or not same_origin(request):
            return album if isinstance(album, Response) else nothing()
        self._house.store.update(album.id, _without_wall)
        self._house.wall.changed()
        return JSONResponse({"wall": WallState.NO.value})

    async def verify_kept(self, request: Request) -> Response:
        """What the credentials of the picture behind a code say."""
        album = self._opened(request)
        if isinstance(album, Response):
            return album
        content = self._house.store.read(album.id, best_piece(self._house.store.pieces(album.id)))
        return JSONResponse(await self._verdict(content or b""))

    async def verify(self, request: Request) -> Response:
        """What the credentials of a file say; the file stays in memory for that long."""
        content = bytearray()
        async for part in request.stream():
            content += part
            if len(content) > VERIFY_BYTES:
                return wrong(f"The file is larger than {VERIFY_BYTES >> 20} MB.", 413)
        if self._verifying.locked():
            return wrong("Others are being verified: try again in a moment.", 503)
        return JSONResponse(await self._verdict(bytes(content)))

    async def wall(self, socket: WebSocket) -> None:
        """The ids of the pictures on the wall, again whenever they change."""
        if self._house.wall.full or not self._house.config.wall:
            await socket.close(TRY_AGAIN_LATER)
            return
        await socket.accept()
        with self._house.wall.watched() as changed, suppress(WebSocketDisconnect, RuntimeError):
            async with asyncio.TaskGroup() as tasks:
                showing = tasks.create_task(self._show(socket, changed), name="wall")
                while (await socket.receive())["type"] != "websocket.disconnect":
                    pass
                showing.cancel()

    async def _show(self, socket: WebSocket, changed: asyncio.Event) -> None:
        while True:
            await changed.wait()
            changed.clear()
            pictures = self._house.wall.pictures()
            await socket.send_text(json.dumps({"event": self._house.branding.event, "pictures": pictures}))

    async def wall_picture(self, request: Request) -> Response:
        """A picture that is on the wall now."""
        content = await asyncio.to_thread(self._house.wall.read, request.path_params["wall_id"])
        return image(content) if content and self._house.config.wall else nothing()

    def _opened(self, request: Request) -> Album | Response:
        """The album of the code in the path, or the answer to a wrong one."""
        address = request.client.host if request.client else ""
        if self._allowance.spent(address):
            return wrong("Too many wrong codes. Wait a minute.", 429)
        code = understood(request.path_params["code"])
        album = self._house.store.find(code) if code else None
        if album is None:
            self._allowance.miss(address)
            return nothing()
        return album

    def _open(self, album: Album) -> bool:
        return self._house.clock() < album.link_until

    async def _verdict(self, content: bytes) -> dict[str, object]:
        async with self._verifying:
            verdict = await asyncio.to_thread(self._house.credentials.verify, content)
        names = {look.id: dict(look.names) for look in self._house.studio.catalogue()}
        return _told(verdict, names)


def _told(verdict: Verdict, look_names: Mapping[str, dict[str, str]]) -> dict[str, object]:
    facts = verdict.facts
    return {
        "signed": verdict.signed,
        "intact": verdict.intact,
        "ours": verdict.ours,
        "facts": facts
        and {
            "event": facts.event,
            "taken_at": facts.taken_at.isoformat(timespec="minutes"),
            "look": look_names.get(facts.look, {"en": facts.look}),
            "changed_with_ai": facts.changed_with_ai,
        },
    }


def _without_wall(album: Album) -> Album:
    uses = tuple(use for use in album.consent.uses if use != "wall")
    return replace(album, wall=WallState.NO, wall_id="", consent=replace(album.consent, uses=uses))
