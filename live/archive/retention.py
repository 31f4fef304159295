"""Deletes what was said once it has been kept long enough."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from live.config import RetentionConfig

DAY_S = 86_400.0
SOUND = ".flac"


def sweep(folder: Path, kept: RetentionConfig, now_s: float) -> list[Path]:
    """Delete the files of a log folder that are older than they are kept; returns those deleted.

    `now_s`: seconds since the epoch. A file's age is counted from its last change. One that cannot be
    deleted is left for the next time: it must not keep the captions from starting.
    """
    gone = []
    for path in list(expired(folder, kept, now_s)):
        with suppress(OSError):
            path.unlink()
            gone.append(path)
    return gone


def expired(folder: Path, kept: RetentionConfig, now_s: float) -> Iterator[Path]:
    """The files that are due: recordings, and logs with all else that lies beside them."""
    if kept.recordings_days is not None:
        yield from _older(folder, now_s - kept.recordings_days * DAY_S, lambda path: path.suffix == SOUND)
    if kept.logs_days is not None:
        yield from _older(folder, now_s - kept.logs_days * DAY_S, lambda path: path.suffix != SOUND)


def _older(folder: Path, than_s: float, chosen: Callable[[Path], bool]) -> Iterator[Path]:
    """Files of sessions, never others that somebody keeps in the folder: their names begin with a log's."""
    for path in folder.glob("*/*Z*.*"):
        with suppress(OSError):
            if chosen(path) and path.is_file() and path.stat().st_mtime < than_s:
                yield path
