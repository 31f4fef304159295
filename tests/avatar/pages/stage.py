"""A tiny server that speaks the avatar's protocol: the pages, and one WebSocket that a test talks through."""

import base64
import json
import mimetypes
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import numpy as np
from websockets.asyncio.server import ServerConnection, serve
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from live.serving.http import SECURITY_HEADERS
from live.serving.protocol import encode, ping_time, pong

ROOT = Path(__file__).parents[3]
AVATAR_PAGES, LIVE_PAGES = ROOT / "avatar" / "pages", ROOT / "live" / "pages"


class Stage:
    """The server's side of the face's protocol."""

    def __init__(self, models: Path | None = None) -> None:
        self.heard: list[dict[str, Any]] = []
        self.port = 0
        self._models = models
        self._faces: set[ServerConnection] = set()

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self.port}/avatar"

    async def send(self, **message: Any) -> None:
        """Send a message to every face."""
        for face in list(self._faces):
            await face.send(json.dumps(message))

    async def drop(self) -> None:
        """Lose every connection."""
        for face in list(self._faces):
            await face.close()

    async def follow(self, face: ServerConnection) -> None:
        """Take what a face says."""
        self._faces.add(face)
        await self.send(type="card", name="Ada", title="Co-host", label="AI")
        try:
            async for message in face:
                if (t := ping_time(message)) is not None:
                    await face.send(encode(pong(t)))
                    continue
                self.heard.append(json.loads(message))
        finally:
            self._faces.discard(face)

    def answer(self, _: ServerConnection, request: Request) -> Response | None:
        """Serve a file, or let the WebSocket through."""
        path = request.path.partition("?")[0]
        if path == "/avatar/ws":
            return None
        file = self._file(path)
        if file is None or not file.is_file():
            return Response(404, "Not Found", Headers({"Content-Length": "0"}), b"")
        body = file.read_bytes()
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        headers = Headers({**SECURITY_HEADERS, "Content-Type": kind, "Content-Length": str(len(body))})
        return Response(200, "OK", headers, body)

    def _file(self, path: str) -> Path | None:
        if path == "/avatar":
            return AVATAR_PAGES / "avatar.html"
        if path.startswith("/avatar/models/"):
            return self._models / path.rpartition("/")[2] if self._models else None
        if path.startswith("/avatar/"):
            return AVATAR_PAGES / path.removeprefix("/avatar/")
        return LIVE_PAGES / path.removeprefix("/")


@asynccontextmanager
async def stage(models: Path | None = None, port: int = 0) -> AsyncIterator[Stage]:
    """Run the server on a free port of this machine."""
    served = Stage(models)
    async with serve(served.follow, "127.0.0.1", port, process_request=served.answer) as server:
        served.port = next(iter(server.sockets)).getsockname()[1]
        yield served


def part(samples: np.ndarray[Any, np.dtype[np.float32]], **fields: Any) -> dict[str, Any]:
    """A `speak` message for sound at 24 kHz."""
    audio = base64.b64encode((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()).decode()
    return {"type": "speak", "rate_hz": 24_000, "audio": audio, "duration_s": len(samples) / 24_000, **fields}
