"""Tells the guests from the background, with MediaPipe's selfie segmentation (256 x 256, Apache-2.0)."""

import threading
from pathlib import Path

import cv2
import numpy as np

from booth.looks.arrays import Plane, resized
from booth.looks.closeups import Square, around, blended, without_strays
from booth.looks.colours import decided
from booth.looks.faces import FaceFinder, face_mask
from booth.looks.litert import Model
from booth.ports import Picture

SIDE_PX = 256
WORKING_LINES = 600
"""Height at which guests are looked for: finer than the model sees them even in a square around a face."""


class Segmenter:
    """A segmentation model, loaded at its first use; one picture at a time."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder`: the model's directory; the user's own one from the catalogue when None."""
        self._folder = folder
        self._model: Model | None = None
        self._lock = threading.Lock()

    def seen(self, picture: Picture) -> tuple[Plane, Plane]:
        """Return how likely each pixel shows a guest, 0 to 1, twice: as seen, and as seen in a mirror.

        Both are of shape (256, 256) and the right way round.
        """
        small = resized(picture, SIDE_PX, SIDE_PX, cv2.INTER_AREA) / 255
        with self._lock:
            self._model = self._model or Model("selfie_segmentation.tflite", self._folder)
            seen, mirrored = (self._model.run(side)[0][:, :, 0] for side in (small, small[:, ::-1]))
        return seen, mirrored[:, ::-1]


class GuestFinder:
    """Finds all guests of a picture, near and far."""

    def __init__(self, segmenter: Segmenter, faces: FaceFinder) -> None:
        self._segmenter = segmenter
        self._faces = faces

    def likelihood(self, picture: Picture) -> Plane:
        """Return how likely each pixel shows a guest, 0 to 1, at 600 lines.

        The model seldom takes the same thing for a guest in both views, so of the whole picture the lower
        counts. Around a face there is a guest: there the mean does.
        """
        width = round(picture.shape[1] * WORKING_LINES / picture.shape[0])
        small = resized(picture, WORKING_LINES, width, cv2.INTER_AREA).astype(np.uint8)
        whole = resized(np.minimum(*self._segmenter.seen(small)), WORKING_LINES, width)
        faces = self._faces.faces(small)
        squares = [around(face, WORKING_LINES, width) for face in faces]
        views = [(square, np.mean(self._segmenter.seen(_cut(small, square)), axis=0)) for square in squares]
        likelihood = without_strays(blended(whole, views), faces)
        return decided(small, likelihood, face_mask(faces, WORKING_LINES, width))


def _cut(picture: Picture, square: Square) -> Picture:
    rows = slice(square.top, square.top + square.side)
    return picture[rows, square.left : square.left + square.side]
