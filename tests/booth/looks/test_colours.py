"""A guest in red before green, and what is enclosed by one."""

import numpy as np

from booth.looks.arrays import Plane
from booth.looks.colours import decided
from booth.ports import Picture

HOLE = np.s_[40:50, 110:120]
NO_FACES = np.zeros((120, 160), np.float32)


def guest() -> tuple[Picture, Plane]:
    """Red on the right, green on the left, and the model sure of both."""
    picture = np.zeros((120, 160, 3), np.uint8)
    picture[:, :80], picture[:, 80:] = (20, 180, 40), (180, 30, 40)
    likelihood = np.zeros((120, 160), np.float32)
    likelihood[:, 80:] = 1
    return picture, likelihood


def test_what_is_behind_shows_between_an_arm_and_the_body() -> None:
    picture, likelihood = guest()
    picture[HOLE], likelihood[HOLE] = (20, 180, 40), 0.7
    assert decided(picture, likelihood, NO_FACES)[HOLE].max() < 0.35


def test_a_badge_of_another_colour_stays_on_the_jacket() -> None:
    picture, likelihood = guest()
    picture[HOLE], likelihood[HOLE] = (240, 240, 240), 0.2
    assert decided(picture, likelihood, NO_FACES)[HOLE].min() > 0.9


def test_where_the_model_is_sure_a_colour_of_the_background_takes_nothing_away() -> None:
    picture, likelihood = guest()
    picture[HOLE] = (20, 180, 40)
    assert decided(picture, likelihood, NO_FACES)[HOLE].min() > 0.8


def test_where_guests_and_background_are_alike_the_model_decides() -> None:
    picture, likelihood = guest()
    picture[:] = 90
    likelihood[HOLE] = 0.7
    assert np.allclose(decided(picture, likelihood, NO_FACES)[HOLE], 0.7, atol=0.01)


def test_a_face_before_a_wall_of_its_colour_stays() -> None:
    picture, likelihood = guest()
    picture[HOLE], likelihood[HOLE] = (20, 180, 40), 0.8
    faces = NO_FACES.copy()
    faces[HOLE] = 1
    assert decided(picture, likelihood, faces)[HOLE].min() > 0.75
