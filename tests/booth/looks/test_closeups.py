from pathlib import Path

import numpy as np
import pytest

from booth.looks.arrays import Plane
from booth.looks.closeups import Square, around, blended, without_strays
from booth.looks.faces import Face, FaceFinder
from booth.looks.person import GuestFinder, Segmenter
from booth.ports import Picture

HEIGHT, WIDTH = 120, 160


def nobody() -> Plane:
    return np.zeros((HEIGHT, WIDTH), np.float32)


def test_a_square_shows_head_and_shoulders_and_never_leaves_the_picture() -> None:
    assert around(Face(70, 40, 20, 20), HEIGHT, WIDTH) == Square(35, 13, 90)
    assert around(Face(150, 100, 20, 20), HEIGHT, WIDTH) == Square(70, 30, 90)
    assert around(Face(0, 0, 100, 100), HEIGHT, WIDTH) == Square(0, 0, HEIGHT)


def test_a_guest_whom_the_whole_picture_missed_is_seen_from_nearer() -> None:
    blend = blended(nobody(), [(Square(40, 20, 60), np.ones((256, 256), np.float32))])
    assert blend[50, 70] > 0.8
    assert blend[50, 41] < 0.5, "a square fades towards its edge"
    assert blend[50, 120] == 0


def test_a_square_at_the_edge_of_the_picture_counts_up_to_it() -> None:
    blend = blended(nobody(), [(Square(100, 60, 60), np.ones((256, 256), np.float32))])
    assert blend[-1, -1] > 0.8


def test_what_is_hardly_a_guest_and_has_no_face_is_left_out_once_there_are_faces() -> None:
    seen = nobody()
    seen[10:50, 10:50], seen[60:100, 60:100], seen[60:100, 120:150] = 0.6, 0.6, 1
    face = Face(20, 20, 10, 10)
    kept = without_strays(seen, [face])
    assert kept[30, 30] == np.float32(0.6)
    assert kept[80, 80] == 0
    assert kept[80, 130] == 1, "a guest who has turned away"
    assert np.array_equal(without_strays(seen, []), seen)


@pytest.mark.model
def test_a_row_of_guests_keeps_its_heads(segmentation: Path, astronaut: Picture) -> None:
    """Four small guests side by side; seen as a whole they have one head."""
    small = astronaut[::2, ::2]
    picture = np.full((600, 800, 3), 200, np.uint8)
    lefts = (-60, 190, 440, 600)
    for left in lefts:
        shown = small[:, max(0, -left) : 800 - left]
        picture[344:, max(0, left) : left + 256] = shown
    finder = GuestFinder(Segmenter(segmentation), FaceFinder(segmentation))
    likelihood = finder.likelihood(picture)
    faces = [likelihood[386:426, left + 97 : left + 127].mean() for left in lefts]
    assert min(faces) > 0.75
    assert likelihood[:300].max() < 0.1
