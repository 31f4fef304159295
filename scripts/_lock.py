"""A lock between processes, with the standard library alone; the system frees it when its holder dies."""

from __future__ import annotations

import contextlib
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def lock(descriptor: int) -> None:
        """Lock an open file for this process without waiting; OSError when another one holds it."""
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def lock(descriptor: int) -> None:
        """Lock an open file for this process without waiting; OSError when another one holds it."""
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a file, waiting for as long as another process holds it."""
    with path.open("wb") as file:
        if not try_lock(file.fileno()):
            print("Another set-up of this folder is running; waiting for it …", flush=True)
            while not try_lock(file.fileno()):
                time.sleep(0.5)
        yield


def try_lock(descriptor: int) -> bool:
    """Lock an open file for this process without waiting; False when another one holds it."""
    try:
        lock(descriptor)
    except OSError:
        return False
    return True
