"""Lets colours decide where the model is unsure: between an arm and a body, between two guests. Pure.

Histograms of what surely is a guest and what surely is not tell how much likelier a colour is on the one than
on the other (the colour term of Rother, Kolmogorov and Blake, "GrabCut", SIGGRAPH 2004).
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from booth.looks.arrays import Plane
from booth.ports import Picture

BINS = 16
"""Of each of the three axes of CIELAB."""
SURE = 0.97
UNSEEN = 1e-4
"""The share of a colour that was seen in neither."""
DECISIVE = 2.0
"""Natural logarithm of the ratio below which a colour says nothing: dark suits and dark walls are common."""
STRONGEST = 3.0
"""The most that a colour can add: too little against a model that is sure."""
LARGEST_HOLE = 0.01
"""Of the picture."""
OF_BACKGROUND = -1.0
"""Mean evidence below which a hole in a guest shows what is behind."""


def decided(picture: Picture, likelihood: Plane, faces: Plane) -> Plane:
    """Return the likelihood after the colours of the picture have been asked, too; all are of the same size.

    `faces`: 1 where a face is; nothing is taken away there, since a wall may have the colour of skin.
    """
    found = _evidence(picture, likelihood)
    evidence = np.where(found < 0, found * (1 - faces), found)
    unsure = np.clip(likelihood, 0.005, 0.995)
    odds = np.log(unsure / (1 - unsure)) + evidence
    return _without_holes(np.asarray(1 / (1 + np.exp(-odds)), np.float32), evidence)


def _evidence(picture: Picture, likelihood: Plane) -> Plane:
    """Return the logarithm of how much likelier each colour is on a guest; 0 where that is undecided."""
    axes = cv2.cvtColor(picture, cv2.COLOR_RGB2LAB).astype(np.intp) * BINS // 256
    colours = (axes[..., 0] * BINS + axes[..., 1]) * BINS + axes[..., 2]
    guests = _histogram(colours[likelihood > SURE])
    behind = _histogram(colours[likelihood < 1 - SURE])
    ratio = np.log((guests + UNSEEN) / (behind + UNSEEN))
    decisive = np.sign(ratio) * np.clip(np.abs(ratio) - DECISIVE, 0, STRONGEST)
    return np.asarray(decisive[colours], np.float32)


def _histogram(colours: NDArray[np.intp]) -> Plane:
    """Return the share of each colour, smoothed along the three axes."""
    counts: Plane = np.bincount(colours, minlength=BINS**3).astype(np.float32).reshape(BINS, BINS, BINS)
    for axis in range(3):
        moved = np.moveaxis(counts, axis, 0)
        wide = np.pad(moved, ((1, 1), (0, 0), (0, 0)))
        counts = np.moveaxis((wide[:-2] + 2 * moved + wide[2:]) / 4, 0, axis)
    return np.asarray(counts.ravel() / max(1, len(colours)), np.float32)


def _without_holes(mask: Plane, evidence: Plane) -> Plane:
    """Fill what guests enclose, unless it shows what is behind: a badge on a jacket is no background."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats((mask < 0.5).astype(np.uint8))
    filled = mask.copy()
    for label in range(1, count):
        left, top, wide, high, area = stats[label]
        at_edge = left == 0 or top == 0 or left + wide == mask.shape[1] or top + high == mask.shape[0]
        inside = labels == label
        if not at_edge and area < LARGEST_HOLE * mask.size and evidence[inside].mean() > OF_BACKGROUND:
            filled[inside] = 1
    return filled
