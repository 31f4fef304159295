"""A camera that OpenCV can open: V4L2 on Linux, AVFoundation on macOS, Media Foundation on Windows."""

import cv2
import numpy as np

from booth.errors import CameraError
from booth.ports import Picture

WIDTH_PX, HEIGHT_PX = 1920, 1080


class OpenCvCamera:
    """A webcam by its number."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._capture: cv2.VideoCapture | None = None

    def open(self) -> None:
        """Take hold of it. Raises CameraError when it is not there."""
        capture = cv2.VideoCapture(self._number)
        if not capture.isOpened():
            raise CameraError(
                f"There is no camera {self._number}. Plug it in, close what else uses it,"
                ' or choose another one: camera = "v4l2:1".'
            )
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, WIDTH_PX)
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT_PX)
        # One frame only, or the picture would be of a moment ago.
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        self._capture = capture

    def read(self) -> Picture:
        """The next picture. Raises CameraError when the camera was unplugged."""
        if self._capture is None:
            raise CameraError(f"Camera {self._number} is closed.")
        there, frame = self._capture.read()
        if not there:
            raise CameraError(f"Camera {self._number} gives no picture any more. Is it unplugged?")
        return np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2RGB), dtype=np.uint8)

    def close(self) -> None:
        """Let go of it."""
        if self._capture is not None:
            self._capture.release()
        self._capture = None
