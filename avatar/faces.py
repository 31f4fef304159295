"""The faces that are connected: all are sent the same, the first one that may be heard leads."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

WAITING = 64
"""Messages that wait for a face, minutes of speech. One that is so slow is sent away, and comes back."""

_NUMBERS = count(1)


@dataclass(eq=False, slots=True, kw_only=True)
class Face:
    """A page with the avatar."""

    address: str
    trusted: bool
    """Whether it may lead: it runs on this machine, or was opened with the token."""
    number: int = field(default_factory=lambda: next(_NUMBERS))
    fps: float | None = None
    avatar: dict[str, str] = field(default_factory=dict)
    """Which avatar it shows, whose it is, and what is wrong with it: see docs/avatar-protocol.md."""
    outbox: asyncio.Queue[str | None] = field(default_factory=lambda: asyncio.Queue(WAITING))
    """None is the end."""


class Faces:
    """Sends to every face, and says who leads."""

    def __init__(
        self,
        *,
        card: dict[str, Any],
        background: str,
        on_change: Callable[[], None],
        on_lost: Callable[[], None],
    ) -> None:
        self._faces: list[Face] = []
        self._on_change = on_change
        self._on_lost = on_lost
        self._lasting = {
            "card": card,
            "background": {"type": "background", "background": background},
            "mood": {"type": "mood", "mood": "neutral"},
        }
        """The latest of what lasts; a new face is sent it first."""

    @property
    def lead(self) -> Face | None:
        """The face that is heard and reports, None when there is none."""
        return next((face for face in self._faces if face.trusted), None)

    def join(self, face: Face) -> None:
        """A face is there."""
        for message in self._lasting.values():
            face.outbox.put_nowait(json.dumps(message))
        self._faces.append(face)
        self._on_change()

    def leave(self, face: Face) -> None:
        """A face is gone."""
        if face not in self._faces:
            return
        led = face is self.lead
        self._faces.remove(face)
        if led:
            self._on_lost()
        self._on_change()

    def send(self, message: dict[str, Any]) -> None:
        """Send a message to all."""
        data = json.dumps(message)
        for face in list(self._faces):
            if face.outbox.full():
                face.outbox.get_nowait()
                face.outbox.put_nowait(None)
                self.leave(face)
            else:
                face.outbox.put_nowait(data)

    def set(self, kind: str, value: str) -> None:
        """Change what lasts: the mood or the background."""
        self._lasting[kind] = {"type": kind, kind: value}
        self.send(self._lasting[kind])

    def stop(self) -> None:
        """Have all fall silent, before anything that still waits to be sent."""
        for face in self._faces:
            while not face.outbox.empty():
                face.outbox.get_nowait()
            for message in (*self._lasting.values(), {"type": "stop"}):
                face.outbox.put_nowait(json.dumps(message))

    def as_json(self) -> list[dict[str, Any]]:
        """For the director's page."""
        return [
            {
                "number": face.number,
                "address": face.address,
                "lead": face is self.lead,
                "fps": face.fps,
                "avatar": face.avatar,
            }
            for face in self._faces
        ]
