"""A log of one's own, written from what a room's screens see."""

from collections.abc import Iterable, Mapping
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
        self._spoken: dict[int, str] = {}
        """The language in which each line was said."""
        self._shown: dict[int, int] = {}
        """The newest revision of each line, as spoken, that the screens have seen."""
        self._retracted: set[int] = set()
        self._held: dict[int, str] = {}
        """Text of the lines that nobody has seen the end of."""
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
                self._retracted.update(event.ids)
            case StateChange():
                self.state = event.state
                self._log.state(event, seq, self._audio_s)
                if event.state == "ended" and self._held:
                    self._log.drop_waiting(self._held)  # It was never released.

    def set(self, settings: RoomSettings) -> None:
        """Log what the first server's operator has set, when it is something else than before."""
        if settings != self._settings and self._log is not None:
            self._log.settings(settings)
        self._settings = settings

    def hold(self, lines: Iterable[Line]) -> None:
        """Log what the first server holds back, as spoken. Raises LogError when a word cannot be erased."""
        if self._log is None or self.state == "ended":
            return
        for line in lines:
            if line.id in self._retracted or line.rev <= self._shown.get(line.id, -1):
                continue  # The screens were told what became of it before we were told that it waits.
            self._last_id = max(self._last_id, line.id)
            if not line.text.startswith(self._held.get(line.id, "")):
                self._log.drop_waiting({line.id})  # Corrected before anyone saw it.
            self._held[line.id] = line.text
            self._log.wait(line)

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
        for known in (self._spoken, self._shown, self._retracted, self._held, self._early):
            known.clear()
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
        if line.lang == self._spoken.get(line.id, line.lang):
            self._shown[line.id] = line.rev
        if line.text:
            self._spoken.setdefault(line.id, line.lang)
            for translation, its_seq in self._early.pop(line.id, ()):
                log.append(translation, its_seq)
