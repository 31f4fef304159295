"""A guest who is always there: a photograph of an astronaut (NASA, public domain), moving a little."""

import math
import time

import numpy as np
from PIL import Image

from booth.errors import CameraError
from booth.ports import Picture

WIDTH_PX, HEIGHT_PX = 1600, 1200
RATE_HZ = 12.0
SWAY = 0.012
"""How far the guest moves to each side, of the picture's width."""
SWAY_S = 4.0


class DemoCamera:
    """Gives the photograph that scikit-image brings along, swaying like someone who waits."""

    def __init__(self) -> None:
        self._photograph: Image.Image | None = None

    def open(self) -> None:
        """Read the photograph. Raises CameraError where scikit-image is missing."""
        try:
            from skimage import data  # noqa: PLC0415
        except ImportError as error:
            raise CameraError(
                "The demo's guest comes with scikit-image. Run: python3 scripts/install.py booth booth-demo"
            ) from error
        photograph = data.astronaut()  # type: ignore[no-untyped-call]
        face = Image.fromarray(np.asarray(photograph, dtype=np.uint8))
        # Its upper part, as wide as a camera sees, with room to sway.
        width = face.width
        part = face.crop((0, 0, width, round(width * HEIGHT_PX / WIDTH_PX)))
        size = (round(WIDTH_PX * (1 + 2 * SWAY)), round(HEIGHT_PX * (1 + 2 * SWAY)))
        self._photograph = part.resize(size, Image.Resampling.LANCZOS)

    def read(self) -> Picture:
        """The next moment."""
        if self._photograph is None:
            raise CameraError("The demo's camera is closed.")
        time.sleep(1 / RATE_HZ)
        turn = 2 * math.pi * time.monotonic() / SWAY_S
        left = round(WIDTH_PX * SWAY * (1 + math.sin(turn)))
        top = round(HEIGHT_PX * SWAY * (1 + math.cos(turn / 2)))
        return np.asarray(
            self._photograph.crop((left, top, left + WIDTH_PX, top + HEIGHT_PX)), dtype=np.uint8
        )

    def close(self) -> None:
        """Forget the photograph."""
        self._photograph = None
