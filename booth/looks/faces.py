"""Finds faces, with MediaPipe's full-range face detector (192 x 192, Apache-2.0).

The decoding is that of MediaPipe's graph `face_detection_full_range`: one anchor in the middle of each of
48 x 48 cells, boxes around it in pixels of the input.
"""

import threading
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from booth.looks.arrays import Plane, blurred, resized
from booth.looks.litert import Model
from booth.ports import Picture

SIDE_PX = 192
CELLS = 48
LEAST_SCORE = 0.6
MOST_OVERLAP = 0.3
"""Of two boxes that overlap more, the less sure is dropped."""


@dataclass(frozen=True, slots=True)
class Face:
    """Where a face is, in pixels of the picture."""

    left: float
    top: float
    width: float
    height: float


class FaceFinder:
    """A face detector, loaded at its first use; one picture at a time."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder`: the model's directory; the user's own one from the catalogue when None."""
        self._folder = folder
        self._model: Model | None = None
        self._lock = threading.Lock()

    def faces(self, picture: Picture) -> list[Face]:
        """Return the faces in a picture: those that the whole shows, then the small ones that its ends do."""
        found: list[Face] = []
        for left, top, part in _views(picture):
            for face in self._seen(part):
                moved = Face(face.left + left, face.top + top, face.width, face.height)
                if all(_overlap(_box(moved), _box(other)) < MOST_OVERLAP for other in found):
                    found.append(moved)
        return found

    def _seen(self, picture: Picture) -> list[Face]:
        """Return the faces that the model sees, the surest first."""
        height, width = picture.shape[:2]
        scale = SIDE_PX / max(height, width)
        high, wide = round(height * scale), round(width * scale)
        square = np.zeros((SIDE_PX, SIDE_PX, 3), np.float32)
        square[:high, :wide] = resized(picture, high, wide, cv2.INTER_AREA) / 127.5 - 1
        with self._lock:
            self._model = self._model or Model("face_detection_full_range_sparse.tflite", self._folder)
            boxes, scores = self._model.run(square)
        return [Face(*(float(side) / scale for side in box)) for box in decoded(boxes, scores)]


def decoded(boxes: NDArray[np.float32], scores: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """Return left, top, width and height of each face in pixels of the input, the surest first."""
    sure = 1 / (1 + np.exp(-np.clip(scores[:, 0], -30, 30)))
    kept: list[NDArray[np.float32]] = []
    for index in np.argsort(-sure):
        if sure[index] < LEAST_SCORE:
            break
        centre = boxes[index, :2] + (np.array((index % CELLS, index // CELLS)) + 0.5) * (SIDE_PX / CELLS)
        box = np.concatenate([centre - boxes[index, 2:4] / 2, boxes[index, 2:4]])
        if all(_overlap(box, other) < MOST_OVERLAP for other in kept):
            kept.append(box)
    return kept


def face_mask(faces: list[Face], height: int, width: int) -> Plane:
    """Return 1 inside faces and 0 elsewhere, softly: for each an ellipse from chin to brow."""
    drawn = np.zeros((height, width), np.float32)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    for face in faces:
        across = (x - face.left - face.width / 2) / (0.52 * face.width)
        down = (y - face.top - face.height / 2) / (0.62 * face.height)
        drawn[across * across + down * down <= 1] = 1
    return blurred(drawn, height / 60)


def _views(picture: Picture) -> list[tuple[int, int, Picture]]:
    """Return left, top and pixels of the picture, and of the squares at its ends when it is no square."""
    height, width = picture.shape[:2]
    side = min(height, width)
    left, top = width - side, height - side
    ends = [(0, 0, picture[:side, :side]), (left, top, picture[top:, left:])]
    return [(0, 0, picture), *(ends if left or top else [])]


def _box(face: Face) -> NDArray[np.float32]:
    return np.array((face.left, face.top, face.width, face.height), np.float32)


def _overlap(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """Return the intersection of two boxes by their union."""
    near, far = np.maximum(one[:2], other[:2]), np.minimum(one[:2] + one[2:], other[:2] + other[2:])
    shared = float(np.prod(np.clip(far - near, 0, None)))
    return shared / (float(np.prod(one[2:]) + np.prod(other[2:])) - shared)
