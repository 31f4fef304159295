"""What a camera of this machine gives, and which one a setting names."""

from pathlib import Path
from typing import Protocol

from booth.ports import Picture


class Camera(Protocol):
    """A camera, used by one thread."""

    def open(self) -> None:
        """Take hold of it. Raises CameraError when it is not there."""

    def read(self) -> Picture:
        """Wait for the next picture and return it, not mirrored. Raises CameraError when it has gone."""

    def close(self) -> None:
        """Let go of it; may be called at any time, more than once."""


def camera_of(setting: str) -> Camera | None:
    """Return the camera that a `[booth] camera` names; None for the browser's own."""
    # Each camera's library is loaded only where that camera is used.
    kind, _, where = setting.partition(":")
    match kind:
        case "v4l2":
            from booth.cameras.opencv import OpenCvCamera  # noqa: PLC0415

            return OpenCvCamera(int(where or 0))
        case "gphoto2":
            from booth.cameras.gphoto import GphotoCamera  # noqa: PLC0415

            return GphotoCamera()
        case "folder":
            from booth.cameras.folder import FolderCamera  # noqa: PLC0415

            return FolderCamera(Path(where))
        case _:
            return None
