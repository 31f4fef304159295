"""Takes the words of lines out of a session's log, for good. Pure."""

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any

_WORDS = frozenset({"line", "waiting"})
"""Types of the records that have words."""


def without_words(log: Iterable[bytes], ids: Collection[int]) -> Iterator[bytes]:
    """The records of a log without those of these lines; all others stay byte for byte.

    What remains of a line is the record that takes it back, which has its id.
    """
    gone = frozenset(ids)
    return (raw for raw in log if _line_id(raw) not in gone)


def without_waiting(log: Iterable[bytes], ids: Collection[int]) -> Iterator[bytes]:
    """The records of a log without what nobody has seen of these lines; all others stay byte for byte."""
    gone = frozenset(ids)
    return (raw for raw in log if _line_id(raw, {"waiting"}) not in gone)


def words_left(log: Iterable[bytes]) -> frozenset[int]:
    """The lines that were taken back and still have words in the log: a crash came between."""
    seen: set[int] = set()
    retracted: set[int] = set()
    for raw in log:
        entry = _read(raw)
        if entry.get("type") in _WORDS:
            seen.add(entry.get("id", -1))
        elif entry.get("type") == "retract":
            retracted.update(entry.get("ids", ()))
    return frozenset(seen & retracted)


def _line_id(raw: bytes, types: Collection[str] = _WORDS) -> int | None:
    entry = _read(raw)
    return entry.get("id") if entry.get("type") in types else None


def _read(raw: bytes) -> dict[str, Any]:
    try:
        entry = json.loads(raw)
    except ValueError:
        return {}
    return entry if isinstance(entry, dict) else {}
