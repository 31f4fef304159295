"""One process a room: two that wrote one log would spoil it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from live.archive.folders import room_name
from live.archive.log import unwritable
from live.errors import LogError


@contextmanager
def held_room(folder: Path, room: str) -> Iterator[None]:
    """Keep a room of a log folder to ourselves while the block runs; a killed process lets go of it.

    Raises LogError when another process has it, or when the folder cannot be written.
    """
    place = folder / room_name(room)
    lock = FileLock(place / ".lock")
    try:
        place.mkdir(parents=True, exist_ok=True)
        with suppress(NotImplementedError):  # a network folder that knows no locks
            lock.acquire(timeout=0)
    except Timeout as error:
        raise LogError(
            f"Room '{room}' is being captioned by another Footlights that keeps its log in {folder}."
            " Stop that one, or name another folder with --log-dir."
        ) from error
    except (FileExistsError, NotADirectoryError) as error:
        raise LogError(f"The log folder {folder} is a file: name another with --log-dir.") from error
    except OSError as error:
        raise LogError(unwritable(place, error)) from error
    try:
        yield
    finally:
        lock.release()
