"""Writes a file anew in one step: after a crash there is the old one or the new one, never half of either."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path


def replace_lines(path: Path, change: Callable[[Iterable[bytes]], Iterator[bytes]]) -> None:
    """Write the lines of a file anew. Raises OSError, and leaves the file as it was."""
    with path.open("rb") as file:
        replace_file(path, change(file))


def replace_file(path: Path, lines: Iterable[bytes], *, mode: int | None = None) -> None:
    """Write a file anew, with the rights it had or those of `mode`. Raises OSError."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        with fresh.open("wb") as file:
            if mode is not None or path.exists():
                fresh.chmod(path.stat().st_mode & 0o777 if mode is None else mode)
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Have the disk know the new name; Windows does that by itself."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
