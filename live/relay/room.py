"""A room as a relay has it: the captions of another machine."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from live.archive.records import SessionHeader, SessionRecord
from live.archive.transcript import FORMATS
from live.events import Line, Retraction, StateChange
from live.hub import Hub
from live.serving.messages import event_of, languages_of
from live.status import Problem, RoomStatus

SILENT_AFTER_S = 5.0
"""A server that has told nothing for so long is not there."""

SILENT = Problem(
    code="server_silent",
    message="The server that makes the captions is silent. Look there: its screens and its network.",
    stops_captions=True,
)


class RelayRoom:
    """A room whose captions come from Redis.

    `description` and `news` are what its server says of it.
    """

    def __init__(
        self,
        name: str,
        description: Mapping[str, Any],
        news: Mapping[str, Any],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        languages = languages_of(description["languages"])
        session = description["session"]
        self.run: str = description["run"]
        self.hub = Hub(name, session=session, languages=languages)
        self.problem: Problem | None = None
        """What keeps this relay from Redis."""
        header = SessionHeader(
            session=session, started=session, room=name, source="", languages=languages.codes
        )
        self._record = SessionRecord(header=header)
        self._news = news
        self._clock = clock
        self._told_at = clock()

    def take(self, message: Mapping[str, Any]) -> None:
        """Publish a message of the room's server, under its number; one known already changes nothing."""
        seq = int(message["seq"])
        if seq <= self.hub.seq:
            return
        if message["type"] == "languages":
            self.hub.offer(languages_of(message["languages"]), seq=seq)
            return
        match event_of(message):
            case Line() as line if line.lang in self.hub.known.codes:
                self.hub.publish(line, seq=seq)
                self._remember(line)
            case Retraction() as retraction:
                self.hub.retract(retraction, seq=seq)
                for key in [key for key in self._record.lines if key[0] in retraction.ids]:
                    del self._record.lines[key]
            case StateChange() as change:
                self.hub.publish_state(change, seq=seq)

    def _remember(self, line: Line) -> None:
        spoken = self._record.spoken
        self._record.lines[line.id, line.lang] = line
        # A translation may come first, when the line it translates has changed since.
        if spoken.get(line.id) not in self.hub.known.source:
            spoken[line.id] = line.lang

    def tell(self, news: Mapping[str, Any]) -> None:
        """Take how the room's server is doing; news with the same number is no sign of life."""
        if news["number"] != self._news["number"]:
            self._news, self._told_at = news, self._clock()

    def status(self) -> RoomStatus:
        """How the room's server was doing, and whether it is still heard; the screens are those here."""
        told = self._news["status"]
        problems = [Problem(**problem) for problem in told["problems"]]
        if self.problem is not None:
            problems.append(self.problem)
        elif self._clock() - self._told_at > SILENT_AFTER_S and self.hub.state != "ended":
            problems.append(SILENT)
        return RoomStatus(**{**told, "state": self.hub.state, "problems": tuple(problems), "screens": {}})

    def transcript(self, format: str, lang: str | None) -> str:
        """What was said so far as `srt`, `vtt`, `txt` or `json`, without `lang` as it was spoken."""
        return FORMATS[format](self._record.transcript(lang))
