"""What every source of models does, and the plain words for what can go wrong with any of them."""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from models.catalogue import Entry, FileSpec
from models.errors import ModelError

OFFLINE_HINT = (
    "Check the internet connection, or carry the model over on a USB stick: footlights models import DIR"
)
MAKE_ROOM = "Make room, or choose a folder on another disk (models are kept in FOOTLIGHTS_CACHE)"


class UnreachableError(ModelError):
    """A source cannot be reached."""


class Source(Protocol):
    """Where the files of one model come from."""

    name: str
    """In words, for messages and the manifest."""

    def fetch(self, folder: Path, on_bytes: Callable[[int, int], None]) -> tuple[FileSpec, ...]:
        """Completes the folder and returns its checked files, each with size and sha256.

        What an earlier, interrupted call left in the folder is used, not fetched again. `on_bytes` hears the
        bytes done and the bytes in all. Raises ModelError, and OSError for what is wrong with the disk.
        """


def sources_of(entry: Entry) -> list[Source]:
    """The sources of a model in the order in which they are tried."""
    # Imported here because the hub's client takes a while to load and few commands need it.
    from models.fetch_hub import HubSource  # noqa: PLC0415
    from models.fetch_registry import RegistrySource  # noqa: PLC0415

    sources: list[Source] = []
    if entry.registry:
        sources.append(RegistrySource(entry))
    if entry.hub:
        sources.append(HubSource(entry, entry.hub))
    return sources


@contextmanager
def disk_errors(folder: Path) -> Iterator[None]:
    """Turns errors of the disk into ModelErrors that say what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ModelError(
                f"The disk that holds '{folder}' is full. {MAKE_ROOM}. Then run the command again."
            ) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise ModelError(
                f"Cannot write to '{error.filename or folder}': {error.strerror}. "
                "Choose a folder that you may write to (models are kept in FOOTLIGHTS_CACHE)."
            ) from error
        raise
