"""Tells the guests from the background, with MediaPipe's selfie segmentation (256 x 256, Apache-2.0)."""

import threading
from pathlib import Path

import cv2
import numpy as np

from booth.looks.arrays import Plane, resized
from booth.looks.litert import Model
from booth.ports import Picture

SIDE_PX = 256


class Segmenter:
    """A segmentation model, loaded at its first use; one picture at a time."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder`: the model's directory; the user's own one from the catalogue when None."""
        self._folder = folder
        self._model: Model | None = None
        self._lock = threading.Lock()

    def likelihood(self, picture: Picture) -> Plane:
        """Return how likely each pixel shows a guest, 0 to 1, coarse, of shape (256, 256).

        The model is asked of the mirrored picture, too: of what is no guest it seldom errs in both.
        """
        small = resized(picture, SIDE_PX, SIDE_PX, cv2.INTER_AREA) / 255
        with self._lock:
            self._model = self._model or Model("selfie_segmentation.tflite", self._folder)
            seen, mirrored = (self._model.run(side)[0][:, :, 0] for side in (small, small[:, ::-1]))
        return np.minimum(seen, mirrored[:, ::-1])
