"""The recording of a room's sound, beside its log: gaps are silence, and what is off the record is erased."""

import contextlib
import json
import math
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from live.archive.recording_parts import Part, Silences, clean, erase, silenced
from live.audio.encode import ENCODING_FAILED
from live.errors import first_line
from live.events import RATE_HZ, Chunk, Gap
from live.status import Problem

QUEUE_CHUNKS = 2_000
"""Sound that waits for the disk, a minute of a microphone's. When it is full, new sound becomes silence."""
RETRY_S = 3.0
"""Seconds before a disk that failed is tried again, in a new part."""

OpenPart = Callable[[Path, float], Part]


@dataclass(frozen=True, slots=True)
class _Erasure:
    start_s: float
    end_s: float


class Recording:
    """Writes the sound of a session in a thread of its own. Never raises, and nobody waits for it.

    `log_path` is the session's log; the parts lie beside it. `problem` tells what keeps it from the disk.
    """

    def __init__(
        self,
        log_path: Path,
        *,
        open_part: OpenPart = Part,
        clock: Callable[[], float] = time.monotonic,
        queue_chunks: int = QUEUE_CHUNKS,
    ) -> None:
        self._session = log_path
        self._journal = log_path.with_suffix(".erase.json")
        """The erasures that are under way: a restart finishes them."""
        self._open_part = open_part
        self._clock = clock
        self._queue_chunks = queue_chunks
        self._queue: queue.SimpleQueue[Chunk | _Erasure | None] = queue.SimpleQueue()
        self._silences: dict[float, float] = {}
        self._part: Part | None = None
        self._failure: Exception | None = None
        self._retry_at = 0.0
        self._dropped_s = 0.0
        self._thread = threading.Thread(target=self._run, name=f"record {log_path.name}", daemon=True)
        self._thread.start()

    @property
    def problem(self) -> Problem | None:
        """What the recording lacks, and what to do."""
        failure = self._failure
        if failure is not None:
            return Problem(
                code="recording_failed",
                message=f"The sound is not being recorded ({first_line(failure)}). Free some space in"
                f" {self._session.parent} or make it writable; captions go on and the recording follows.",
            )
        if self._dropped_s:
            return Problem(
                code="recording_incomplete",
                message=f"The disk was too slow: {self._dropped_s:.0f} s of the recording are silent.",
            )
        return None

    def take(self, event: Chunk | Gap) -> None:
        """Record what the source gave; a gap becomes silence once sound follows it."""
        if isinstance(event, Gap):
            return
        if self._queue.qsize() < self._queue_chunks:
            self._queue.put(event)
        else:
            self._dropped_s += len(event.samples) / RATE_HZ

    def erase(self, start_s: float, end_s: float = math.inf) -> None:
        """Make a period silent, in seconds of the session: what is recorded of it, and what is yet to come.

        Without `end_s` everything from `start_s` on; a later call with the same `start_s` sets the end.
        """
        self._queue.put(_Erasure(start_s, end_s))

    def close(self) -> None:
        """Write what waits, and finish the file."""
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        self._attempt(self._finish_erasures)
        while (item := self._queue.get()) is not None:
            if isinstance(item, _Erasure):
                self._silence(item)
                self._attempt(lambda: self._erase({item.start_s: item.end_s}))
            elif self._failure is None or self._clock() >= self._retry_at:
                self._attempt(lambda: self._write(item))
        self._attempt(self._close_part)

    def _silence(self, erasure: _Erasure) -> None:
        """Note a period; one without an end takes the place of those that begin later."""
        if erasure.end_s == math.inf:
            later = [start_s for start_s in self._silences if start_s > erasure.start_s]
            for start_s in later:
                del self._silences[start_s]
        self._silences[erasure.start_s] = erasure.end_s

    def _attempt(self, work: Callable[[], None]) -> None:
        try:
            work()
        except ENCODING_FAILED as error:
            self._failure = error
            self._retry_at = self._clock() + RETRY_S
            part, self._part = self._part, None
            if part is not None:
                with contextlib.suppress(*ENCODING_FAILED):
                    part.close()

    def _write(self, chunk: Chunk) -> None:
        if self._part is not None and chunk.end_s > self._part.full_s:
            self._close_part()
        if self._part is None:
            self._part = self._open_part(self._session, chunk.start_s)
        self._part.write(silenced(chunk.samples, chunk.start_s, self._silences), chunk.start_s)
        self._failure = None

    def _close_part(self) -> None:
        part, self._part = self._part, None
        if part is not None:
            part.close()

    def _erase(self, silences: Silences) -> None:
        """Silence what is recorded already; the part that is open ends, so that it can be written anew."""
        with contextlib.suppress(*ENCODING_FAILED):
            # A part that cannot even be finished is erased like the others, as far as it goes.
            self._close_part()
        with contextlib.suppress(OSError):
            # On a full disk the erasure matters more than its journal.
            self._journal.write_text(json.dumps(list(silences.items())), encoding="utf-8")
        erase(self._session, silences)
        self._journal.unlink(missing_ok=True)

    def _finish_erasures(self) -> None:
        clean(self._session)
        if self._journal.exists():
            self._erase(dict(json.loads(self._journal.read_text("utf-8"))))
