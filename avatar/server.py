"""Serves the avatar's pages and sockets. The only file that imports uvicorn."""

import asyncio
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from avatar.models_folder import ModelsFolder
from avatar.sockets import COOKIE, Sockets
from live.serving import http
from live.serving.static import StaticFiles

PAGES = Path(__file__).parent / "pages"
SHARED_PAGES = Path(__file__).parents[1] / "live" / "pages"
"""Colours, type and the socket are the same as the captions'."""
FRAME_BYTES = 16_384
CLOSING_S = 2
POLICY = (
    # A model of a head keeps its textures in blobs.
    "default-src 'self'; connect-src 'self' ws: wss: blob: data:; img-src 'self' blob: data:; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class AvatarServer:
    """The avatar's pages on a port that is free.

    `routes` are those of others, such as the answers; `model` names the avatar of `models` that is shown.
    """

    def __init__(
        self,
        sockets: Sockets,
        *,
        host: str,
        port: int,
        models: ModelsFolder | None = None,
        model: str = "",
        routes: Sequence[BaseRoute] = (),
    ) -> None:
        self._sockets = sockets
        self._models = models or ModelsFolder(None)
        self._model = model
        self._files = StaticFiles(PAGES)
        self._shared = StaticFiles(SHARED_PAGES)
        app = Starlette(
            routes=[
                Route("/avatar", self._avatar),
                Route("/avatar/models/{name}", self._face_model),
                WebSocketRoute("/avatar/ws", sockets.serve_face),
                WebSocketRoute("/director/ws", sockets.serve_director),
                *routes,
                Route("/{path:path}", self._file),
            ]
        )
        self._server = _Server(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                log_level="warning",
                access_log=False,
                server_header=False,
                lifespan="off",
                ws="websockets-sansio",
                ws_max_size=FRAME_BYTES,
                ws_per_message_deflate=False,
                timeout_graceful_shutdown=CLOSING_S,
            )
        )

    async def started(self) -> None:
        """Return when it listens."""
        await self._server.listening.wait()

    async def run(self) -> None:
        """Serve until `stop`."""
        await self._server.serve()

    def stop(self) -> None:
        """Say goodbye to every page and stop listening; `run` then returns."""
        self._server.should_exit = True

    async def _avatar(self, request: Request) -> Response:
        """The face's page; opened once with the token in its address, it is trusted from then on."""
        key = request.query_params.get("key")
        if key is None and self._model and "model" not in request.query_params:
            return RedirectResponse(f"/avatar?{request.url.include_query_params(model=self._model).query}")
        if key is None:
            return _response(request, self._files, "/avatar")
        answer = RedirectResponse("/avatar")
        if self._sockets.admits(key):
            answer.set_cookie(COOKIE, key, httponly=True, samesite="strict", path="/avatar")
        return answer

    async def _face_model(self, request: Request) -> Response:
        """An avatar of the event's own."""
        return self._models.get(request.path_params["name"])

    async def _file(self, request: Request) -> Response:
        if request.url.path == "/":
            return RedirectResponse("/avatar")
        return _response(request, *self._find(request.url.path))

    def _find(self, path: str) -> tuple[StaticFiles, str]:
        """The folder of a file, and its path there; `/avatar` and `/live` name one of the two."""
        if path.startswith("/avatar/"):
            return self._files, path.removeprefix("/avatar")
        shared = path.removeprefix("/live")
        # The captions' own pages would be lost here: only what pages are made of is shared.
        is_page = Path(path).suffix in {"", ".html"}
        return (self._files, path) if path in self._files or is_page else (self._shared, shared)


class _Server(uvicorn.Server):
    """A uvicorn that leaves the signals to us, and tells when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()


def _response(request: Request, files: StaticFiles, path: str) -> Response:
    asked = http.Request(method=request.method, path=path, headers=dict(request.headers))
    reply = files.get(asked) or http.text(f"Nothing at {path}.\n", status=404)
    finished = http.finished(asked, reply)
    return Response(finished.body, finished.status, {**finished.headers, "Content-Security-Policy": POLICY})
