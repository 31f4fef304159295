"""What the server answers to plain HTTP, and which screens it lets in."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol
from urllib.parse import urlencode

from live.hub import Hub
from live.serving import http, metrics
from live.serving.http import Reply, Request
from live.serving.metrics import Counters
from live.serving.protocol import Subscription, parse_subscription
from live.serving.qr import qr_svg
from live.serving.screens import Screens
from live.serving.static import StaticFiles
from live.status import RoomStatus

TRANSCRIPTS = {
    "srt": "application/x-subrip",
    "vtt": "text/vtt",
    "txt": "text/plain",
    "json": "application/json",
}
_RENDERED_FOR_S = 2.0
"""A transcript is rendered at most so often: when a talk ends the whole hall asks for it at once."""


class RoomView(Protocol):
    """A room, as the server sees it."""

    @property
    def hub(self) -> Hub:
        """Its captions."""

    def status(self) -> RoomStatus:
        """How it is doing; the server fills in the screens."""

    def transcript(self, format: str, lang: str | None) -> str:
        """Return what was said so far as `srt`, `vtt`, `txt` or `json`, without `lang` as it was spoken."""


class Refusal(Exception):  # noqa: N818 - an answer for the client, not a fault of ours
    """A request cannot be met; `reply` tells the client why."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.body.decode())
        self.reply = reply


class Routes:
    """The answers to plain HTTP requests."""

    def __init__(
        self,
        rooms: Mapping[str, RoomView],
        files: StaticFiles,
        screens: Screens,
        counters: Counters,
        *,
        join_url: str,
        event: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._rooms = rooms
        self._files = files
        self._screens = screens
        self._counters = counters
        self._join_url = join_url
        self._event = event
        self._clock = clock
        self._transcripts: dict[tuple[str, str, str | None], tuple[float, Reply]] = {}
        self._answers: dict[str, Callable[[Request], Reply]] = {
            "/event.json": self._describe_event,
            "/health": self._health,
            "/join.svg": self._join,
            "/metrics": self._metrics,
            "/rooms.json": self._list_rooms,
            "/status.json": self._status,
            **{f"/transcript.{format}": self._transcript for format in TRANSCRIPTS},
        }

    def answer(self, request: Request) -> Reply:
        """Return the answer to a request, ready to be sent."""
        if request.method not in {"GET", "HEAD"}:
            reply = http.text("Only GET and HEAD.\n", status=405)
            return http.finished(request, replace(reply, headers={"Allow": "GET, HEAD"}))
        answer = self._answers.get(request.path, self._file)
        try:
            return http.finished(request, answer(request))
        except Refusal as refusal:
            return http.finished(request, refusal.reply)

    def forget(self, room: str) -> None:
        """Render a room's transcripts anew: lines were taken back."""
        self._transcripts = {key: value for key, value in self._transcripts.items() if key[0] != room}

    def subscription(self, request: Request) -> tuple[RoomView, Subscription]:
        """Return the room and what a screen wants from it; raises Refusal."""
        room = self._room(request)
        # One that is switched off may be asked for: it may be on again, and a standby keeps all of them.
        languages = room.hub.known
        try:
            return room, parse_subscription(request.query, languages)
        except LookupError as error:
            raise Refusal(http.not_found(str(error), languages=languages.codes)) from error
        except ValueError as error:
            raise Refusal(http.json_reply({"error": str(error)}, status=400)) from error

    def _room(self, request: Request) -> RoomView:
        """Return the room asked for, the first one when none is named."""
        name = request.last("room") or next(iter(self._rooms))
        if name not in self._rooms:
            known = ", ".join(self._rooms)
            raise Refusal(http.not_found(f"Unknown room '{name}'. Known: {known}.", rooms=tuple(self._rooms)))
        return self._rooms[name]

    def _file(self, request: Request) -> Reply:
        return self._files.get(request) or http.text(f"Nothing at {request.path}.\n", status=404)

    def _statuses(self) -> list[RoomStatus]:
        return [
            replace(room.status(), screens=self._screens.by_page(name)) for name, room in self._rooms.items()
        ]

    def _status(self, _: Request) -> Reply:
        return http.json_reply([status.as_json() for status in self._statuses()])

    def _health(self, _: Request) -> Reply:
        statuses = self._statuses()
        reasons = [
            {"room": status.room, "code": problem.code, "message": problem.message}
            for status in statuses
            for problem in status.problems
            if problem.stops_captions
        ]
        body = {
            "status": "failing" if reasons else "ok",
            "reasons": reasons,
            "rooms": {status.room: status.state for status in statuses},
        }
        return http.json_reply(body, status=503 if reasons else 200)

    def _metrics(self, _: Request) -> Reply:
        return http.text(metrics.render(self._statuses(), self._counters), content_type=metrics.CONTENT_TYPE)

    def _list_rooms(self, _: Request) -> Reply:
        return http.json_reply([self._describe(room.hub) for room in self._rooms.values()])

    @staticmethod
    def _describe(hub: Hub) -> dict[str, Any]:
        return {
            "room": hub.room,
            "session": hub.session,
            "state": hub.state,
            "languages": hub.languages.as_json(),
        }

    def _address(self, request: Request) -> str:
        """Return the address that brings a phone to the room asked for."""
        if not request.last("room"):
            return self._join_url
        return f"{self._join_url}?{urlencode({'room': self._room(request).hub.room})}"

    def _describe_event(self, request: Request) -> Reply:
        return http.json_reply({"name": self._event, "join_url": self._address(request)})

    def _join(self, request: Request) -> Reply:
        body = qr_svg(self._address(request))
        headers = {"ETag": http.etag(body), "Cache-Control": "no-cache"}
        return Reply(content_type="image/svg+xml", body=body, headers=headers)

    def _transcript(self, request: Request) -> Reply:
        room, wants = self.subscription(request)
        lang = next(iter(wants.languages)) if request.last("lang") else None
        format = request.path.rpartition(".")[2]
        key = (room.hub.room, format, lang)
        rendered_at, reply = self._transcripts.get(key, (float("-inf"), None))
        if reply is None or self._clock() - rendered_at > _RENDERED_FOR_S:
            reply = http.text(room.transcript(format, lang), content_type=TRANSCRIPTS[format])
            self._transcripts[key] = (self._clock(), reply)
        return reply
