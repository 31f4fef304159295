"""Looks at guests from nearer: one square around each face, blended into one likelihood. Pure.

The segmentation model was made for one person before a webcam. Of a group, or of guests who stand far away,
it misses heads and shoulders; shown each guest alone it does not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from booth.looks.arrays import Plane, resized
from booth.looks.faces import Face

SIDE_FACES = 4.5
"""A square's side, in faces: head, shoulders and what is beside them."""
ABOVE = 0.3
"""How much of a square lies above the face's top."""
WHOLE_WEIGHT = 0.15
"""What the model says of the whole picture, where it has looked from nearer, too."""
FADE = 0.2
"""The part of a square's side over which it counts less towards an edge that is not the picture's."""
LEAST_STRAY = 0.3
"""Likelihood above which pixels belong to something that may be a guest."""
SURE_WITHOUT_FACE = 0.9
"""What has no face is a guest all the same (turned away) when the model is so sure somewhere in it."""


@dataclass(frozen=True, slots=True)
class Square:
    """A part of a picture, in its pixels."""

    left: int
    top: int
    side: int


def around(face: Face, height: int, width: int) -> Square:
    """Return the square to look at for a face in a picture of a size."""
    side = min(round(SIDE_FACES * max(face.width, face.height)), height, width)
    left = np.clip(face.left + face.width / 2 - side / 2, 0, width - side)
    top = np.clip(face.top - ABOVE * side, 0, height - side)
    return Square(int(left), int(top), side)


def blended(whole: Plane, views: Iterable[tuple[Square, Plane]]) -> Plane:
    """Return one likelihood from that of the whole picture and those of its squares, in pixels of `whole`."""
    height, width = whole.shape
    total, weight = whole * WHOLE_WEIGHT, np.full_like(whole, WHOLE_WEIGHT)
    for square, likelihood in views:
        rows = slice(square.top, square.top + square.side)
        columns = slice(square.left, square.left + square.side)
        share = np.outer(_window(rows, height), _window(columns, width))
        total[rows, columns] += share * resized(likelihood, square.side, square.side)
        weight[rows, columns] += share
    return np.asarray(total / weight, np.float32)


def without_strays(likelihood: Plane, faces: Sequence[Face]) -> Plane:
    """Return it without what is hardly a guest and has no face, once faces were found."""
    count, drawn = cv2.connectedComponents((likelihood > LEAST_STRAY).astype(np.uint8))
    labels = np.asarray(drawn, np.intp)
    surest = np.zeros(count, np.float32)
    np.maximum.at(surest, labels.ravel(), likelihood.ravel())
    stray = (surest < SURE_WITHOUT_FACE) & bool(faces)
    stray[[0, *(_at(labels, face) for face in faces)]] = False
    return np.where(stray[labels], 0, likelihood).astype(np.float32)


def _at(labels: NDArray[np.intp], face: Face) -> int:
    """Return the label in the middle of a face, which may lie partly outside."""
    row = np.clip(face.top + face.height / 2, 0, labels.shape[0] - 1)
    column = np.clip(face.left + face.width / 2, 0, labels.shape[1] - 1)
    return int(labels[int(row), int(column)])


def _window(part: slice, length: int) -> Plane:
    """Return 1 in the middle of a part, falling to 0 at those of its ends that are not the picture's."""
    t = np.linspace(0, 1, part.stop - part.start, dtype=np.float32)
    rising = np.ones_like(t) if part.start == 0 else np.clip(t / FADE, 0, 1)
    falling = np.ones_like(t) if part.stop == length else np.clip((1 - t) / FADE, 0, 1)
    return np.asarray(rising * falling, np.float32)
