"""A session of a room: begun anew, or gone on with after the process was cut off."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from live.audio.source import describe, plays_from_start
from live.config import LogConfig, RoomConfig
from live.hub import Hub
from live.lines import LineBuilder
from live.log import SessionLog, latest_unfinished, read
from live.protocol import Languages
from live.records import SessionRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What a room starts with."""

    hub: Hub
    log: SessionLog
    lines: LineBuilder
    start_s: float
    """Where the session's clock stands, and where a file goes on."""
    resumed: bool


def open_session(
    room: RoomConfig, config: LogConfig, *, anew: bool = False, now: Callable[[], float] = time.time
) -> Session:
    """Go on with the room's session if it was cut off lately and hears the same source; else begin one.

    `now` tells seconds since the epoch. Raises LogError when the log cannot be written.
    """
    languages = Languages(source=room.languages)
    path = None if anew else latest_unfinished(config.folder, room.name)
    away_s = now() - path.stat().st_mtime if path is not None else 0.0
    if path is not None and away_s <= config.resume_within_s:
        record = read(path)
        if record.header.source == describe(room.source) and set(record.languages) <= set(languages.codes):
            return _resume(room, path, record, languages, away_s)
    log = SessionLog.create(
        config.folder,
        room.name,
        source=describe(room.source),
        languages=languages.codes,
        started=datetime.fromtimestamp(now(), UTC),
    )
    hub = Hub(room.name, session=log.header.started, languages=languages)
    return Session(hub=hub, log=log, lines=LineBuilder(), start_s=0.0, resumed=False)


def _resume(
    room: RoomConfig, path: Path, record: SessionRecord, languages: Languages, away_s: float
) -> Session:
    """Put back what the screens have seen. A file goes on after the last committed word, all else runs on."""
    hub = Hub(room.name, session=record.header.started, languages=languages, seq=record.next_seq)
    log = SessionLog.resume(path)
    for key, seq in sorted(record.seqs.items(), key=lambda item: item[1]):
        hub.publish(record.lines[key], seq=seq)
    for line in record.closing_lines():
        log.append(line, hub.seq + 1)
        hub.publish(line)
    spoken_s = max((line.end_s for line in record.lines.values() if line.text), default=0.0)
    start_s = spoken_s if plays_from_start(room.source) else record.audio_s + away_s
    lines = LineBuilder(first_id=record.next_id)
    return Session(hub=hub, log=log, lines=lines, start_s=start_s, resumed=True)
