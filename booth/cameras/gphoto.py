"""A DSLR or mirrorless camera over USB, through libgphoto2."""

from typing import Any

from booth.errors import CameraError, PictureError
from booth.pictures import decode
from booth.ports import Picture


class GphotoCamera:
    """The first camera that libgphoto2 finds, in live view."""

    def __init__(self) -> None:
        try:
            import gphoto2  # noqa: PLC0415
        except ImportError as error:
            raise CameraError(
                "DSLR cameras need libgphoto2. Run: .venv/bin/pip install -e '.[gphoto2]'"
            ) from error
        self._library: Any = gphoto2
        self._camera: Any = None

    def open(self) -> None:
        """Take hold of it. Raises CameraError when there is none."""
        camera = self._library.Camera()
        try:
            camera.init()
        except self._library.GPhoto2Error as error:
            raise CameraError(
                f"No camera over USB: {error}. Switch it on, and set its USB mode to PTP."
            ) from error
        self._camera = camera

    def read(self) -> Picture:
        """The next picture of the live view. Raises CameraError when the camera has gone."""
        if self._camera is None:
            raise CameraError("The camera over USB is closed.")
        try:
            return decode(bytes(self._camera.capture_preview().get_data_and_size()))
        except (self._library.GPhoto2Error, PictureError) as error:
            raise CameraError(f"The camera over USB gives no picture: {error}.") from error

    def close(self) -> None:
        """Let go of it."""
        if self._camera is not None:
            self._camera.exit()
        self._camera = None
