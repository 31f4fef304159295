"""What of Gradio is open, and to whom: a short list; everything else of it does not exist.

Gradio by itself lets anyone upload to and read from its cache, fetch addresses through it, read its API and
its monitoring, and queue calls. Here a kiosk may load a page and its files, and the organiser may press its
buttons.
"""

import re
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from booth.web.auth import Doorkeeper, Role, same_origin

_FILES = r"(?:/|/theme\.css|/static/[\w./-]+|/assets/[\w./-]+|/svelte/[\w./-]+|/favicon\.ico|/manifest\.json)"
_READING = {"GET": re.compile(_FILES), "HEAD": re.compile(_FILES)}
_PRESSING = {
    **_READING,
    "GET": re.compile(rf"{_FILES}|/gradio_api/queue/data|/gradio_api/heartbeat/\w+"),
    "POST": re.compile(r"/gradio_api/queue/join|/gradio_api/reset/?|/gradio_api/cancel"),
}
OPEN: Mapping[str, tuple[Role, Mapping[str, re.Pattern[str]]]] = {
    "/kiosk": (Role.KIOSK, _READING),
    "/organiser": (Role.ORGANISER, _PRESSING),
}
"""Where Gradio is mounted → who may ask there, and for which paths by method."""

_OURS = (
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self' ws: wss:;"
    " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_GRADIOS = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline';"
    " font-src 'self' data:; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self' ws: wss:;"
    " object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
"""Gradio writes its configuration and styles into the page; from elsewhere it loads nothing here."""


class Guard:
    """Stands before everything: closes Gradio to guests and adds the headers that every answer carries."""

    def __init__(self, app: ASGIApp, doorkeeper: Doorkeeper) -> None:
        self.app = app
        """What stands behind it."""
        self._doorkeeper = doorkeeper

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        place = next((mount for mount in OPEN if _is_under(scope["path"], mount)), None)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(MutableHeaders(scope=message), _GRADIOS if place else _OURS)
            await send(message)

        answer = self._refusal(scope, place) if place else None
        await (answer or self.app)(scope, receive, send_with_headers)

    def _refusal(self, scope: Scope, place: str) -> ASGIApp | None:
        role, paths = OPEN[place]
        connection = HTTPConnection(scope)
        inside = scope["path"][len(place) :] or "/"
        allowed = paths.get(scope.get("method", ""))
        if scope["type"] != "http" or allowed is None or not allowed.fullmatch(inside) or ".." in inside:
            return _nothing
        if not self._doorkeeper.may(connection, role):
            return RedirectResponse(f"/login?to={role}", 303) if inside == "/" else _nothing
        return None if same_origin(connection) else _nothing


async def _nothing(scope: Scope, receive: Receive, send: Send) -> None:
    """What is not open is not there."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    await PlainTextResponse("Not found", 404)(scope, receive, send)


def _is_under(path: str, mount: str) -> bool:
    return path == mount or path.startswith(f"{mount}/")


def _add_headers(headers: MutableHeaders, policy: str) -> None:
    headers["Content-Security-Policy"] = policy
    headers["X-Content-Type-Options"] = "nosniff"
    # Not "no-referrer": with it a form of our own would come from the origin "null".
    headers["Referrer-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()"
    headers.setdefault("Cache-Control", "no-store")
