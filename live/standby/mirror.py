"""A log of one's own, written from what a room's screens see."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from live.archive.log import SessionLog
from live.audio.source import describe
from live.config import RoomConfig
from live.events import Line, Retraction, StateChange, StateName
from live.serving.messages import event_of, languages_of
from live.settings import RoomSettings

HANDOVER = 1_000_000
"""Room left at a handover for the ids and numbers of the first server: it may still run, or be started again
a hundred times."""


class Mirror:
    """Keeps the log of a room's session from the messages of its server, so that a standby can go on with it.

    It must be sent every language, from the first line on.
    """

    def __init__(self, room: RoomConfig, folder: Path) -> None:
        self.state: StateName | None = None
        """The room's state; None before anything was heard of it."""
        self._room = room
        self._folder = folder
        self._session = ""
        self._sources: tuple[str, ...] = ()
        self._log: SessionLog | None = None
        self._seq = self._last_id = 0
        self._audio_s = 0.0
        self._spoken: set[int] = set()
        self._settings = RoomSettings()
        self._early: dict[int, list[tuple[Line, int]]] = {}
        """Translations that came before the line they translate, which has changed since."""

    @property
    def after(self) -> int:
        """The last number that is in the log; what follows it must be sent."""
        return self._seq

    def take(self, message: Mapping[str, Any]) -> None:
        """Log what a message tells. Raises LogError when a log cannot be begun."""
        if message.get("type") == "hello":
            self._greet(message)
            return
        event, seq = event_of(message), int(message.get("seq", 0))
        if event is None or self._log is None:
            return
        self._seq = max(self._seq, seq)
        match event:
            case Line():
                self._take_line(event, seq, self._log)
            case Retraction():
                self._last_id = max(self._last_id, *event.ids)
                self._log.retract(event, seq)
                self._log.erase(event.ids)
            case StateChange():
                self.state = event.state
                self._log.state(event, seq, self._audio_s)

    def set(self, settings: RoomSettings) -> None:
        """Log what the first server's operator has set, when it is something else than before."""
        if settings != self._settings and self._log is not None:
            self._log.settings(settings)
        self._settings = settings

    def hand_over(self) -> None:
        """Close the log; what goes on with it uses no id and no number that the first server may use."""
        if self._log is not None and self.state != "ended":
            unused = Retraction(ids=(self._last_id + HANDOVER,))
            self._log.retract(unused, self._seq + HANDOVER)
        self.close()

    def close(self) -> None:
        """Close the log, if there is one."""
        log, self._log = self._log, None
        if log is not None:
            log.close()

    def _greet(self, hello: Mapping[str, Any]) -> None:
        """Begin a log for a session that is new to us."""
        languages = languages_of(hello["languages"])
        self._sources = languages.source
        self.state = hello["state"]
        if hello["session"] == self._session:
            return
        self.close()
        self._session, self._seq = hello["session"], 0
        self._spoken.clear()
        self._early.clear()
        self._log = SessionLog.create(
            self._folder,
            self._room.name,
            source=describe(self._room.source),
            languages=languages.codes,
            started=datetime.fromisoformat(self._session),
        )
        if self._settings != RoomSettings():
            self._log.settings(self._settings)

    def _take_line(self, line: Line, seq: int, log: SessionLog) -> None:
        self._last_id = max(self._last_id, line.id)
        self._audio_s = max(self._audio_s, line.audio_s)
        if line.id not in self._spoken and line.lang not in self._sources:
            self._early.setdefault(line.id, []).append((line, seq))
            return
        log.append(line, seq)
        if line.text:
            self._spoken.add(line.id)
            for translation, its_seq in self._early.pop(line.id, ()):
                log.append(translation, its_seq)
