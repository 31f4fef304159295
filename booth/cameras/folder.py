"""A folder of pictures that plays as a camera: for rehearsals and tests."""

import time
from collections.abc import Sequence
from pathlib import Path

from booth.errors import CameraError, PictureError
from booth.pictures import decode
from booth.ports import Picture

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")
RATE_HZ = 12.0


class FolderCamera:
    """Gives the pictures of a folder, one after the other, for ever; a folder that vanishes is unplugged."""

    def __init__(self, folder: Path, rate_hz: float = RATE_HZ) -> None:
        self._folder = folder
        self._pause_s = 1 / rate_hz
        self._pictures: Sequence[Picture] = ()
        self._turn = 0

    def open(self) -> None:
        """Read the folder's pictures. Raises CameraError when there are none."""
        try:
            found = sorted(path for path in self._folder.iterdir() if path.suffix.lower() in SUFFIXES)
            self._pictures = [decode(path.read_bytes()) for path in found]
        except (OSError, PictureError) as error:
            raise CameraError(f"Cannot read the pictures in '{self._folder}': {error}") from error
        if not self._pictures:
            raise CameraError(f"There are no pictures in '{self._folder}': put JPEG or PNG files there.")

    def read(self) -> Picture:
        """The next picture of the folder."""
        time.sleep(self._pause_s)
        if not self._pictures or not self._folder.is_dir():
            raise CameraError(f"The folder '{self._folder}' has gone.")
        self._turn += 1
        return self._pictures[self._turn % len(self._pictures)]

    def close(self) -> None:
        """Forget the pictures."""
        self._pictures = ()
