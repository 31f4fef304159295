"""The records of a session's log, and what can be rebuilt from them.

JSON Lines, one record a line: first `session` (what is recorded), then `line` (a revision of a caption line
that has committed text), `waiting` (one that nobody has seen yet), `state`, `gap`, `retract` and `settings`,
in the order in which they happened.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from live.events import Gap, Line, Retraction, StateChange, StateName
from live.settings import RoomSettings

VERSION = 1
"""Version of the format; readers refuse a later one."""
RESUME_MARGIN = 10_000
"""Room left, when a session goes on after a crash, for ids, revisions and sequence numbers that the screens
have seen but the log has not: interim is not logged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionHeader:
    """What a session is: the first record of its log."""

    session: str
    """UTC start, such as `2026-10-31T09-00-00Z`; the name of the log file without its ending."""
    started: str
    """UTC start in ISO 8601, such as `2026-10-31T09:00:00Z`."""
    room: str
    source: str
    """What is heard, in words."""
    languages: tuple[str, ...]
    """Codes of the languages that are shown, the spoken one first."""


@dataclass(slots=True, kw_only=True)
class SessionRecord:
    """A session as its log tells it."""

    header: SessionHeader
    lines: dict[tuple[int, str], Line] = field(default_factory=dict)
    """Latest revision by (id, language), in the order in which the lines began; retracted ones are gone."""
    seqs: dict[tuple[int, str], int] = field(default_factory=dict)
    """Sequence number of that revision."""
    waiting: dict[int, Line] = field(default_factory=dict)
    """Spoken lines with words that an operator held back or delayed, by id; they are in no transcript."""
    spoken: dict[int, str] = field(default_factory=dict)
    """The spoken language of each line: that of its first revision; its translations come after it."""
    retracted: set[int] = field(default_factory=set)
    retractions: dict[int, Retraction] = field(default_factory=dict)
    """By sequence number."""
    gaps: list[Gap] = field(default_factory=list)
    state: StateChange = field(default_factory=lambda: StateChange(state="live"))
    settings: RoomSettings = field(default_factory=RoomSettings)
    last_id: int = 0
    last_seq: int = 0
    audio_s: float = 0.0
    """Sound heard by the last record."""
    damaged: int = 0
    """Records that cannot be read, a torn last one left out."""

    @property
    def next_id(self) -> int:
        """An id for the next line that no screen can have seen."""
        return self.last_id + RESUME_MARGIN

    @property
    def next_seq(self) -> int:
        """A sequence number that no screen can have seen."""
        return self.last_seq + RESUME_MARGIN

    def closing_lines(self) -> list[Line]:
        """Final revisions of the lines that were open when the process died, but for those that wait."""
        return [
            _closed(line) for line in self.lines.values() if not line.final and line.id not in self.waiting
        ]

    def waiting_lines(self) -> list[Line]:
        """Final revisions of the lines with words that nobody has seen."""
        return [_closed(line) for line in self.waiting.values()]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that the lines are in, in the order of their first appearance."""
        return tuple(dict.fromkeys(lang for _, lang in self.lines))

    def transcript(self, lang: str | None = None) -> list[Line]:
        """The lines in one language, or as they were spoken; translations have the times of their source."""
        chosen = [
            line
            for (id_, code), line in self.lines.items()
            if code == (lang or self.spoken[id_]) and line.text
        ]
        return [self._with_spoken_times(line) for line in sorted(chosen, key=lambda line: line.id)]

    def _with_spoken_times(self, line: Line) -> Line:
        source = self.lines.get((line.id, self.spoken[line.id]))
        if source is None or source is line:
            return line
        return replace(line, start_s=source.start_s, end_s=source.end_s, word_ends_s=())


def _closed(line: Line) -> Line:
    return replace(line, rev=line.rev + RESUME_MARGIN, final=True, interim="")


def header_record(header: SessionHeader) -> dict[str, Any]:
    """The first record of a log."""
    return {
        "type": "session",
        "version": VERSION,
        "session": header.session,
        "started": header.started,
        "room": header.room,
        "source": header.source,
        "languages": list(header.languages),
    }


def line_record(line: Line, seq: int) -> dict[str, Any]:
    """A revision of a line, without its interim; times to the millisecond."""
    return {"type": "line", "seq": seq, **_line_fields(line)}


def waiting_record(line: Line) -> dict[str, Any]:
    """A revision of a spoken line that nobody may see yet."""
    return {"type": "waiting", **_line_fields(line)}


def _line_fields(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "rev": line.rev,
        "lang": line.lang,
        "text": line.text,
        "final": line.final,
        "start_s": round(line.start_s, 3),
        "end_s": round(line.end_s, 3),
        "audio_s": round(line.audio_s, 3),
        "speaker": line.speaker,
        "corrected": line.corrected,
        "untranslated": line.untranslated,
        "word_ends_s": [[length, round(end_s, 3)] for length, end_s in line.word_ends_s],
    }


def state_record(change: StateChange, seq: int, audio_s: float) -> dict[str, Any]:
    """A change of the room's state."""
    return {
        "type": "state",
        "seq": seq,
        "state": change.state,
        "message": change.message,
        "notice": change.notice,
        "audio_s": round(audio_s, 3),
    }


def gap_record(gap: Gap) -> dict[str, Any]:
    """Sound that was missing."""
    return {
        "type": "gap",
        "start_s": round(gap.start_s, 3),
        "end_s": round(gap.end_s, 3),
        "reason": gap.reason,
        "audio_s": round(gap.end_s, 3),
    }


def retract_record(retraction: Retraction, seq: int) -> dict[str, Any]:
    """Lines taken back."""
    return {"type": "retract", "seq": seq, "ids": list(retraction.ids)}


def settings_record(settings: RoomSettings) -> dict[str, Any]:
    """What the operator has set."""
    return {"type": "settings", "settings": settings.as_json()}


def encode(record: dict[str, Any]) -> bytes:
    """A record as one line of the log."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def rebuild(log: Iterable[bytes]) -> SessionRecord | None:
    """The session that a log tells, from its lines; None when it has no readable first record.

    Bytes after the last end of line are a record that was never completed: they are ignored.
    """
    record: SessionRecord | None = None
    for raw in log:
        if not raw.endswith(b"\n"):
            break
        entry = _decode(raw)
        if record is None:
            record = SessionRecord(header=_header(entry)) if _is_header(entry) else None
            if record is None:
                return None
        elif not _apply(record, entry):
            record.damaged += 1
    return record


def _decode(raw: bytes) -> dict[str, Any]:
    try:
        entry = json.loads(raw)
    except ValueError:
        return {}
    return entry if isinstance(entry, dict) else {}


def _is_header(entry: dict[str, Any]) -> bool:
    return entry.get("type") == "session" and entry.get("version") == VERSION


def _header(entry: dict[str, Any]) -> SessionHeader:
    names = ("session", "started", "room", "source")
    return SessionHeader(
        **{name: str(entry.get(name, "")) for name in names}, languages=tuple(entry.get("languages", ()))
    )


def _apply(record: SessionRecord, entry: dict[str, Any]) -> bool:
    """Take a record in; False when it cannot be read."""
    try:
        match entry.get("type"):
            case "line":
                _apply_line(record, entry)
            case "waiting":
                _apply_waiting(record, entry)
            case "state":
                state: StateName = entry["state"]
                record.state = StateChange(
                    state=state, message=entry["message"], notice=entry.get("notice", "")
                )
            case "gap":
                gap = Gap(start_s=entry["start_s"], end_s=entry["end_s"], reason=entry["reason"])
                record.gaps.append(gap)
            case "retract":
                _apply_retraction(record, set(entry["ids"]))
                record.retractions[entry["seq"]] = Retraction(ids=tuple(entry["ids"]))
            case "settings":
                record.settings = RoomSettings.from_json(entry["settings"])
            case _:
                return False
        record.last_seq = max(record.last_seq, entry.get("seq", 0))
        record.audio_s = max(record.audio_s, entry.get("audio_s", 0.0))
    except (KeyError, TypeError, ValueError):
        return False
    return True


def _apply_line(record: SessionRecord, entry: dict[str, Any]) -> None:
    line = _line(entry)
    record.last_id = max(record.last_id, line.id)
    if line.id in record.retracted:
        return
    record.lines[line.id, line.lang] = line
    record.seqs[line.id, line.lang] = entry["seq"]
    waiting = record.waiting.get(line.id)
    if waiting is not None and waiting.lang == line.lang and waiting.rev <= line.rev:
        del record.waiting[line.id]
    record.spoken.setdefault(line.id, line.lang)


def _apply_waiting(record: SessionRecord, entry: dict[str, Any]) -> None:
    line = _line(entry)
    record.last_id = max(record.last_id, line.id)
    if line.id not in record.retracted:
        record.waiting[line.id] = line


def _line(entry: dict[str, Any]) -> Line:
    fields = {name: value for name, value in entry.items() if name not in {"type", "seq"}}
    return Line(**fields | {"word_ends_s": tuple((n, end_s) for n, end_s in entry["word_ends_s"])})


def _apply_retraction(record: SessionRecord, ids: set[int]) -> None:
    record.retracted |= ids
    # Their own records are gone, and nothing else may ever have their ids.
    record.last_id = max({record.last_id, *ids})
    for id in ids:
        record.waiting.pop(id, None)
    for key in [key for key in record.lines if key[0] in ids]:
        del record.lines[key], record.seqs[key]
