"""Files that are whole or not there at all, and folders that only their owner can open."""

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from booth.errors import BoothError, StoreError

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600


@contextlib.contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn what the system says about a folder into StoreError."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or error
        raise StoreError(
            f"Cannot keep pictures in '{folder}': {reason}. Make room there, or choose another folder."
        ) from error


def private_folder(path: Path) -> Path:
    """Return a folder, made if need be, that only this user can open. Raises StoreError."""
    with explained(path):
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(PRIVATE_FOLDER)
    return path


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep a booth's folder for this process. Raises BoothError when another one has it."""
    lock = FileLock(private_folder(folder) / "booth.lock")
    try:
        with lock.acquire(timeout=0):
            yield
    except Timeout as error:
        raise BoothError(
            f"A booth is running on '{folder}'. Stop it first, or use its organiser's page."
        ) from error


def write(path: Path, content: bytes) -> None:
    """Write a whole file for this user's eyes and wait until the disk has it; OSError leaves nothing."""
    part = path.with_name(f"{path.name}.part")
    try:
        descriptor = os.open(
            part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), PRIVATE_FILE
        )
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def write_json(path: Path, content: Any) -> None:
    """Write JSON values as a whole file."""
    write(path, json.dumps(content, ensure_ascii=False, indent=1).encode())


def append_line(path: Path, content: Any) -> None:
    """Append JSON values as one line."""
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(content, ensure_ascii=False) + "\n")


def remove_folder(path: Path) -> int:
    """Delete a folder with all in it, and return how many files that were; 0 when it is not there."""
    if not path.exists():
        return 0
    count = sum(1 for item in path.rglob("*") if item.is_file())
    shutil.rmtree(path)
    return count
