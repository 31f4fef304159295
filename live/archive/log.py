"""The log of a session: append-only, the one truth from which everything else can be rebuilt."""

import errno
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from live.archive import records
from live.archive.append_file import AppendFile, DiskFile, Handle
from live.archive.erase import without_waiting, without_words, words_left
from live.archive.folders import room_name
from live.archive.records import SessionHeader, SessionRecord
from live.errors import LogError
from live.events import Gap, Line, Retraction, StateChange
from live.settings import RoomSettings
from live.status import Problem

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} if hasattr(errno, "EDQUOT") else {errno.ENOSPC, errno.EFBIG}


class SessionLog:
    """Writes a session's log, `<folder>/<room>/<session>.jsonl`: each record before it is shown.

    Once open it never raises: `problem` tells what keeps it from the disk.
    """

    def __init__(
        self, path: Path, header: SessionHeader, *, open_file: Callable[[Path], Handle] = DiskFile
    ) -> None:
        self.path = path
        self.header = header
        self._logged: dict[tuple[int, str], tuple[object, ...]] = {}
        """What was last logged of each line that is not final."""
        self._waiting: dict[int, str] = {}
        """Text of the lines that wait."""
        try:
            self._file = AppendFile(path, open_file=open_file)
        except OSError as error:
            raise LogError(unwritable(path, error)) from error

    @classmethod
    def create(
        cls,
        folder: Path,
        room: str,
        *,
        source: str,
        languages: Sequence[str],
        started: datetime,
        open_file: Callable[[Path], Handle] = DiskFile,
    ) -> "SessionLog":
        """Start the log of a new session. Raises LogError when the folder cannot be written."""
        utc = started.astimezone(UTC)
        path = _new_file(folder / room_name(room), f"{utc:%Y-%m-%dT%H-%M-%SZ}")
        header = SessionHeader(
            session=path.stem,
            started=f"{utc:%Y-%m-%dT%H:%M:%SZ}",
            room=room,
            source=source,
            languages=tuple(languages),
        )
        log = cls(path, header, open_file=open_file)
        log._file.append(records.encode(records.header_record(header)), urgent=True)
        failure = log._file.failure
        if failure is not None:
            log.close()
            path.unlink(missing_ok=True)
            raise LogError(unwritable(path, failure))
        return log

    @classmethod
    def resume(cls, path: Path) -> "SessionLog":
        """Go on with the log of a session that was cut off; an erasure that was cut off too is finished."""
        log = cls(path, read(path).header)
        with path.open("rb") as file:
            left = words_left(file)
        if left:
            log.erase(left)
        return log

    @property
    def problem(self) -> Problem | None:
        """What keeps the log from being written, and what to do."""
        failure, waiting, lost = self._file.failure, self._file.waiting, self._file.lost
        if failure is None:
            return None
        state = f"{waiting} waiting in memory" + (f", {lost} lost" if lost else "")
        if failure.errno in _FULL:
            code, remedy = "disk_full", "Free some space"
        else:
            code, remedy = "log_unwritable", "Make the folder writable or plug the disk back in"
        return Problem(
            code=code,
            message=f"The log {self.path} cannot be written ({_reason(failure)}); records: {state}."
            f" {remedy};"
            " captions go on and the log catches up by itself.",
        )

    def append(self, line: Line, seq: int) -> None:
        """Log a revision under the hub's `seq`, unless it changes interim only."""
        key = (line.id, line.lang)
        content = (line.text, line.final, line.corrected, line.speaker)
        if self._logged.get(key) == content or (
            not line.text and key not in self._logged and not line.corrected
        ):
            return
        if line.final:
            self._logged.pop(key, None)
            self._waiting.pop(line.id, None)
        else:
            self._logged[key] = content
        self._file.append(records.encode(records.line_record(line, seq)))

    def wait(self, line: Line) -> None:
        """Log committed words that nobody may see yet, so that a crash does not lose them."""
        if line.text and self._waiting.get(line.id) != line.text:
            self._waiting[line.id] = line.text
            self._file.append(records.encode(records.waiting_record(line)))

    def drop_waiting(self, ids: Collection[int]) -> None:
        """Take what nobody has seen of these lines out of the file for good. Blocks; raises LogError."""
        for id in ids:
            self._waiting.pop(id, None)
        self._rewrite(partial(without_waiting, ids=frozenset(ids)))

    def state(self, change: StateChange, seq: int, audio_s: float) -> None:
        """Log a change of the room's state, at `audio_s` seconds of the session's sound."""
        self._file.append(records.encode(records.state_record(change, seq, audio_s)), urgent=True)

    def gap(self, gap: Gap) -> None:
        """Log that sound is missing."""
        self._file.append(records.encode(records.gap_record(gap)))

    def retract(self, retraction: Retraction, seq: int) -> None:
        """Log that lines are taken back: readers leave them out, and `erase` takes their words away."""
        self._file.append(records.encode(records.retract_record(retraction, seq)), urgent=True)
        for key in [key for key in self._logged if key[0] in retraction.ids]:
            del self._logged[key]
        for id in retraction.ids:
            self._waiting.pop(id, None)

    def erase(self, ids: Collection[int]) -> None:
        """Take the words of lines out of the file for good. Blocks until the disk has it; raises LogError.

        The file is replaced by another of the same name: whoever follows it opens it again.
        """
        self._rewrite(partial(without_words, ids=frozenset(ids)))

    def _rewrite(self, change: Callable[[Iterable[bytes]], Iterator[bytes]]) -> None:
        try:
            self._file.rewrite(change)
        except OSError as error:
            raise LogError(
                f"The words are off every screen, but still in {self.path}: {_reason(error)}."
                " Free some space or make the folder writable, then take the lines back again."
            ) from error

    def settings(self, settings: RoomSettings) -> None:
        """Log what the operator has set."""
        self._file.append(records.encode(records.settings_record(settings)), urgent=True)

    def close(self) -> None:
        """Write what waits, wait for the disk and close the file."""
        self._file.close()


def read(path: Path) -> SessionRecord:
    """Rebuild a session from its log, also one that is being written or was cut off. Raises LogError."""
    try:
        with path.open("rb") as file:
            record = records.rebuild(file)
    except OSError as error:
        raise LogError(f"The session log {path} cannot be read: {_reason(error)}.") from error
    if record is None:
        raise LogError(f"{path} is no session log of Footlights, or one of a later version.")
    return record


def sessions(folder: Path, room: str = "*") -> list[Path]:
    """The logs in a folder, of one room or of all, the latest first."""
    pattern = room if room == "*" else room_name(room)
    return sorted(
        folder.glob(f"{pattern}/*.jsonl"), key=lambda path: (path.stem, path.parent.name), reverse=True
    )


def latest_unfinished(folder: Path, room: str) -> Path | None:
    """The log of the room's latest session, if that session has not ended."""
    for path in sessions(folder, room)[:1]:
        try:
            return path if read(path).state.state != "ended" else None
        except LogError:
            return None
    return None


def _new_file(folder: Path, session: str) -> Path:
    """Make an empty file for a session that no other process has; the second in a second is named `-2`."""
    number = 1
    while True:
        path = folder / f"{session}{'' if number == 1 else f'-{number}'}.jsonl"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.open("xb").close()
        except FileExistsError:
            if not folder.is_dir():
                raise LogError(f"The log folder {folder} is a file: name another with --log-dir.") from None
            number += 1
        except OSError as error:
            raise LogError(unwritable(path, error)) from error
        else:
            return path


def unwritable(path: Path, error: OSError) -> str:
    """What to tell about a log that cannot be written."""
    return (
        f"The log {path} cannot be written: {_reason(error)}."
        " Make the folder writable, free some space or name another with --log-dir."
    )


def _reason(error: OSError) -> str:
    return error.strerror or os.strerror(error.errno or 0)
