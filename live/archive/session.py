"""A session of a room: begun anew, or gone on with after the process was cut off."""

import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from live.archive.log import SessionLog, latest_unfinished, read
from live.archive.records import RESUME_MARGIN, SessionRecord
from live.audio.source import describe
from live.config import LogConfig, RoomConfig
from live.events import Line, StateChange
from live.hub import Hub
from live.serving.protocol import Languages
from live.settings import RoomSettings
from live.text.lines import LineBuilder

CONTEXT_S = 3.0
"""Sound before what is new, so that a file's next words are not recognised from a cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """A session that was cut off."""

    path: Path
    record: SessionRecord
    away_s: float
    """Seconds since then."""

    @property
    def said_until_s(self) -> float:
        """The end of the last committed word."""
        lines = (*self.record.lines.values(), *self.record.waiting.values())
        return max((line.end_s for line in lines if line.text), default=0.0)

    def start_s(self, *, waits: bool) -> float:
        """Where the session's clock goes on, in seconds.

        A source that waits for us, as a file does, goes on a little before the end of the last committed
        word: what had been heard but not committed is heard again. All others have run on.
        """
        return max(0.0, self.said_until_s - CONTEXT_S) if waits else self.record.audio_s + self.away_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What a room starts with."""

    hub: Hub
    log: SessionLog
    lines: LineBuilder
    start_s: float = 0.0
    """Where the session's clock stands."""
    said_until_s: float = 0.0
    """Words up to here are committed already."""
    untranslated: tuple[tuple[Line, frozenset[str]], ...] = ()
    """Complete lines that an earlier run left without translations, and the languages that lack them."""
    first_rev: int = 1
    """The first revision of a translated line that no screen can have seen."""
    shown: tuple[Line, ...] = ()
    """The lines that an earlier run has shown."""
    waiting: tuple[Line, ...] = ()
    """Lines that it held back, complete: nobody has seen the end of them."""
    state: StateChange = field(default_factory=lambda: StateChange(state="live"))
    settings: RoomSettings = field(default_factory=RoomSettings)
    """What the operator had set."""


def find_unfinished(
    room: RoomConfig, config: LogConfig, *, now: Callable[[], float] = time.time
) -> Unfinished | None:
    """The room's last session if it was cut off lately, heard the same source and needs no other language.

    `now` tells seconds since the epoch.
    """
    path = latest_unfinished(config.folder, room.name)
    if path is None:
        return None
    away_s = max(0.0, now() - path.stat().st_mtime)
    record = read(path)
    goes_on = (
        away_s <= config.resume_within_s
        and record.header.source == describe(room.source)
        and set(record.languages) <= set(_languages(room).codes)
    )
    return Unfinished(path=path, record=record, away_s=away_s) if goes_on else None


def new_session(room: RoomConfig, config: LogConfig, *, now: Callable[[], float] = time.time) -> Session:
    """Begin a session. Raises LogError when its log cannot be written."""
    languages = _languages(room)
    log = SessionLog.create(
        config.folder,
        room.name,
        source=describe(room.source),
        languages=languages.codes,
        started=datetime.fromtimestamp(now(), UTC),
    )
    hub = Hub(room.name, session=log.header.started, languages=languages)
    return Session(hub=hub, log=log, lines=LineBuilder())


def resume_session(room: RoomConfig, unfinished: Unfinished, start_s: float) -> Session:
    """Go on with a session at `start_s`, with all that its screens have seen put back."""
    record = unfinished.record
    hub = Hub(
        room.name,
        session=record.header.started,
        languages=_languages(room),
        seq=record.next_seq,
    )
    log = SessionLog.resume(unfinished.path)
    shown = {seq: record.lines[key] for key, seq in record.seqs.items()}
    for seq, event in sorted((shown | record.retractions).items()):
        if isinstance(event, Line):
            hub.publish(event, seq=seq)
        else:
            hub.retract(event, seq=seq)
    closing = record.closing_lines()
    for line in closing:
        log.append(line, hub.seq + 1)
        hub.publish(line)
    return Session(
        hub=hub,
        log=log,
        lines=LineBuilder(ids=count(record.next_id)),
        start_s=start_s,
        said_until_s=unfinished.said_until_s,
        untranslated=tuple(_untranslated(record, room.translate_to)),
        first_rev=max((line.rev for line in record.lines.values()), default=0) + RESUME_MARGIN,
        shown=tuple(record.lines.values()) + tuple(closing),
        waiting=tuple(record.waiting_lines()),
        state=record.state,
        settings=record.settings,
    )


def _untranslated(record: SessionRecord, targets: Collection[str]) -> Iterator[tuple[Line, frozenset[str]]]:
    for line in record.transcript():
        if line.id in record.waiting:
            continue
        known = {line.lang, *(code for code in targets if (line.id, code) in record.lines)}
        if lacking := frozenset(targets) - known:
            yield replace(line, final=True, interim=""), lacking


def _languages(room: RoomConfig) -> Languages:
    return Languages(source=room.languages, target=room.translate_to)
