"""The two WebSockets: of the faces, and of the directors."""

import asyncio
import hmac
import json
from collections.abc import Collection, Coroutine
from contextlib import suppress
from ipaddress import ip_address
from typing import Any

from starlette.requests import HTTPConnection
from starlette.websockets import WebSocket, WebSocketDisconnect

from avatar.director import Director
from avatar.errors import DirectionError
from avatar.faces import Face, Faces
from avatar.performer import Performer
from avatar.reports import read_report
from live.operator.origins import is_ours
from live.serving.protocol import ping_time, pong
from models.errors import FootlightsError

COOKIE = "footlights_face"
"""Holds the token of a face that was opened with it."""
TOLD_EVERY_S = 0.1
ADMISSION_S = 5.0
REFUSED = 1008
TRY_AGAIN_LATER = 1013


class Sockets:
    """Lets faces and directors in. `names` are those that this machine goes by."""

    def __init__(
        self,
        faces: Faces,
        performer: Performer,
        director: Director,
        *,
        token: str,
        names: Collection[str] = (),
    ) -> None:
        self._faces = faces
        self._performer = performer
        self._director = director
        self._token = token
        self._names = names
        self._changed: set[asyncio.Event] = set()
        """One for each director that is connected."""

    def tell(self) -> None:
        """Show the directors how things are now."""
        for changed in self._changed:
            changed.set()

    def admits(self, offered: str) -> bool:
        """Whether a token is the right one; takes the same time for all that are not."""
        return hmac.compare_digest(offered.encode(), self._token.encode())

    async def serve_face(self, socket: WebSocket) -> None:
        """A face, until it goes. One on this machine is trusted; another needs the token."""
        if not await self._let_in(socket):
            return
        trusted = _is_local(socket) or self.admits(socket.cookies.get(COOKIE, ""))
        face = Face(address=socket.client.host if socket.client else "", trusted=trusted)
        self._faces.join(face)
        try:
            await _until_either(show=self._show(socket, face), listen=self._listen(socket, face))
        finally:
            self._faces.leave(face)

    async def serve_director(self, socket: WebSocket) -> None:
        """A director, until it goes; the first frame is the token."""
        if not await self._let_in(socket):
            return
        if not await self._admitted(socket):
            with suppress(WebSocketDisconnect, RuntimeError):
                await socket.close(REFUSED, "the token is wrong or missing")
            return
        changed = asyncio.Event()
        self._changed.add(changed)
        try:
            await _until_either(tell=self._tell(socket, changed), obey=self._obey(socket))
        finally:
            self._changed.discard(changed)

    async def _let_in(self, socket: WebSocket) -> bool:
        """Accept a page of ours or a program; another site's page that is open here is refused."""
        if not is_ours(dict(socket.headers), self._names):
            await socket.close(REFUSED)
            return False
        await socket.accept()
        return True

    async def _show(self, socket: WebSocket, face: Face) -> None:
        while (message := await face.outbox.get()) is not None:
            await socket.send_text(message)
        await socket.close(TRY_AGAIN_LATER, "too slow; come back")

    async def _listen(self, socket: WebSocket, face: Face) -> None:
        """Take in reports; a face that sends nonsense is sent away."""
        try:
            while True:
                raw = await socket.receive_text()
                if (t := ping_time(raw)) is not None:
                    await socket.send_json(pong(t))
                    continue
                report = read_report(raw)
                if report["type"] == "fps":
                    face.fps = report["fps"]
                    self.tell()
                elif report["type"] == "avatar":
                    face.avatar = {key: text for key, text in report.items() if key != "type"}
                    self.tell()
                elif face is self._faces.lead:
                    self._performer.heard(report)
        except DirectionError as error:
            await socket.close(REFUSED, str(error))

    async def _admitted(self, socket: WebSocket) -> bool:
        try:
            async with asyncio.timeout(ADMISSION_S):
                return self.admits(str(_json(await socket.receive_text()).get("token", "")))
        except (TimeoutError, WebSocketDisconnect):
            return False

    async def _tell(self, socket: WebSocket, changed: asyncio.Event) -> None:
        while True:
            changed.clear()
            await socket.send_json(self._director.as_json())
            await asyncio.sleep(TOLD_EVERY_S)
            await changed.wait()

    async def _obey(self, socket: WebSocket) -> None:
        async with asyncio.TaskGroup() as orders:
            while True:
                order = _json(await socket.receive_text())
                # An answer takes a while to be found, and must not hold up a stop.
                orders.create_task(self._do(socket, order), name=f"order {order.get('command')}")

    async def _do(self, socket: WebSocket, order: dict[str, Any]) -> None:
        answer = {"type": "done", "command": order.get("command")}
        try:
            await self._director.do(order)
        except FootlightsError as error:
            answer |= {"type": "refused", "error": str(error)}
        await socket.send_json(answer)


async def _until_either(**works: Coroutine[Any, Any, None]) -> None:
    """Run all until the first ends, and end the others with it."""
    tasks = {asyncio.create_task(work, name=name) for name, work in works.items()}
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
    for task in done:
        _raise_unless_gone(task)


def _raise_unless_gone(task: asyncio.Task[None]) -> None:
    """Raise what broke a task, unless the other side has only gone."""
    error = task.exception()
    if isinstance(error, BaseExceptionGroup):
        error = error.split(WebSocketDisconnect)[1]
    if error is not None and not isinstance(error, WebSocketDisconnect):
        raise error


def _is_local(connection: HTTPConnection) -> bool:
    try:
        return connection.client is not None and ip_address(connection.client.host).is_loopback
    except ValueError:
        return False


def _json(raw: str) -> dict[str, Any]:
    try:
        message = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return message if isinstance(message, dict) else {}
