"""Light: what was taken in a dark hall is lifted, what is well lit stays."""

import numpy as np

from booth.looks.arrays import Pixels
from booth.looks.grades import exposed


def ramp(brightest: float) -> Pixels:
    """A picture from black to a grey of this brightness."""
    line = np.linspace(0, brightest, 64, dtype=np.float32)
    return np.repeat(np.tile(line, (64, 1))[..., None], 3, axis=2)


def test_dark_picture_is_lifted_without_burning_out() -> None:
    lifted = exposed(ramp(0.3))
    assert 0.45 < lifted.max() < 0.8
    assert (np.diff(lifted[0, :, 0]) > 0).all()


def test_well_lit_picture_stays_as_it_is() -> None:
    assert np.allclose(exposed(ramp(0.9)), ramp(0.9))


def test_guests_in_the_dark_are_lifted_before_a_bright_wall() -> None:
    picture = np.concatenate([ramp(0.3), np.ones((64, 64, 3), np.float32)], axis=1)
    guests = np.zeros(picture.shape[:2], np.float32)
    guests[:, :64] = 1
    assert np.allclose(exposed(picture), picture)
    assert exposed(picture, guests)[:, :64].max() > 0.45
