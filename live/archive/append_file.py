"""An append-only file of lines that outlives crashes and full disks."""

import contextlib
import errno
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

from live.archive.replace_file import replace_lines

BACKLOG_LINES = 20_000
"""Lines kept in memory while they cannot be written: hours of talk. When full, the oldest go first."""
RETRY_S = 3.0
"""Seconds between attempts to write after a failure."""
SYNC_S = 1.0
"""Seconds between two waits for the disk, at least: what a loss of power may cost."""
_TAIL_BYTES = 1 << 20


class Handle(Protocol):
    """A file open for appending."""

    def write(self, data: bytes) -> int:
        """Append in one call to the system; returns how many bytes it took."""

    def sync(self) -> None:
        """Wait until the disk has everything."""

    def close(self) -> None:
        """Close the file."""


class DiskFile:
    """An existing file, open for appending; opening it cuts off a last line that was never completed."""

    def __init__(self, path: Path) -> None:
        self._fd = os.open(path, os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0))
        try:
            self._cut_torn_line()
        except BaseException:
            os.close(self._fd)
            raise

    def _cut_torn_line(self) -> None:
        size = os.lseek(self._fd, 0, os.SEEK_END)
        start = os.lseek(self._fd, max(0, size - _TAIL_BYTES), os.SEEK_SET)
        end = start + os.read(self._fd, _TAIL_BYTES).rfind(b"\n") + 1
        if end != size:
            os.ftruncate(self._fd, end)

    def write(self, data: bytes) -> int:
        """Append in one call to the system; returns how many bytes it took."""
        return os.write(self._fd, data)

    def sync(self) -> None:
        """Wait until the disk has everything."""
        os.fsync(self._fd)

    def close(self) -> None:
        """Close the file."""
        os.close(self._fd)


class AppendFile:
    """Lines written in order, each in one write, so that a killed process loses none that it has written.

    A failure loses nothing: up to `backlog_lines` wait in memory, the file is reopened and repaired every
    `retry_s`, and then takes them in order. A thread waits for the disk, at most every `sync_s`.
    Opening raises OSError.
    """

    def __init__(
        self,
        path: Path,
        *,
        open_file: Callable[[Path], Handle] = DiskFile,
        clock: Callable[[], float] = time.monotonic,
        retry_s: float = RETRY_S,
        sync_s: float = SYNC_S,
        backlog_lines: int = BACKLOG_LINES,
    ) -> None:
        self.path = path
        self.lost = 0
        """Lines given up because the backlog was full."""
        self.failure: OSError | None = None
        """Why lines are waiting; None while all is well."""
        self._open_file = open_file
        self._clock = clock
        self._retry_s = retry_s
        self._sync_s = sync_s
        self._backlog_lines = backlog_lines
        self._handle: Handle | None = open_file(path)
        self._backlog: deque[bytes] = deque()
        self._retry_at = 0.0
        self._rewriting = False
        self._lock = threading.Lock()
        """Guards what is above; never held while waiting for the disk."""
        self._wake = threading.Event()
        """Something waits for the disk."""
        self._hurry = threading.Event()
        """It should not wait `sync_s` out, or the file is being closed."""
        self._closing = False
        self._thread = threading.Thread(target=self._keep_synced, name=f"sync {path.name}", daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> int:
        """How many lines wait in memory for the disk to take them."""
        return len(self._backlog)

    def append(self, line: bytes, *, urgent: bool = False) -> None:
        """Write a line, ending included; when `urgent`, have it on the disk at once. Never raises."""
        with self._lock:
            self._backlog.append(line)
            if len(self._backlog) > self._backlog_lines:
                self._backlog.popleft()
                self.lost += 1
            if self._may_write():
                self._write_backlog()
        if urgent:
            self._hurry.set()
        self._wake.set()

    def rewrite(self, change: Callable[[Iterable[bytes]], Iterator[bytes]]) -> None:
        """Write the file anew, in one step that a crash cannot halve; what comes meanwhile waits in memory.

        Blocks until the disk has it. Raises OSError, and leaves the file as it was; what waited in memory
        is changed all the same.
        """
        with self._lock:
            self._backlog = deque(change(self._backlog))
            self._drop_handle()
            self._rewriting = True
        try:
            replace_lines(self.path, change)
        finally:
            with self._lock:
                self._rewriting = False
                self._write_backlog()

    def close(self) -> None:
        """Write what waits, wait for the disk and close."""
        self._closing = True
        self._hurry.set()
        self._wake.set()
        self._thread.join()
        with self._lock:
            if self._backlog:
                self._write_backlog()
        self._sync()
        self._drop_handle()

    def _may_write(self) -> bool:
        return not self._rewriting and (self.failure is None or self._clock() >= self._retry_at)

    def _write_backlog(self) -> None:
        try:
            handle = self._handle = self._handle or self._open_file(self.path)
            while self._backlog:
                line = self._backlog[0]
                if handle.write(line) != len(line):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.path))
                self._backlog.popleft()
            self.failure = None
        except OSError as error:
            self._fail(error)

    def _fail(self, error: OSError) -> None:
        self.failure = error
        self._retry_at = self._clock() + self._retry_s
        self._drop_handle()

    def _drop_handle(self) -> None:
        handle, self._handle = self._handle, None
        if handle is not None:
            with contextlib.suppress(OSError):
                handle.close()

    def _keep_synced(self) -> None:
        while not self._closing:
            self._wake.wait(self._retry_s if self.failure else None)
            self._wake.clear()
            self._retry_when_due()
            self._sync()
            self._hurry.wait(self._sync_s)
            self._hurry.clear()

    def _retry_when_due(self) -> None:
        with self._lock:
            if self.failure is not None and self._may_write():
                self._write_backlog()

    def _sync(self) -> None:
        """Wait for the disk, on a handle that `append` may be using meanwhile."""
        handle = self._handle
        if handle is None:
            return
        try:
            handle.sync()
        except OSError as error:
            with self._lock:
                if handle is self._handle:
                    self._fail(error)
