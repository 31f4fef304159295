import numpy as np

from booth.looks.arrays import Pixels, Plane, blurred, mixed, noise
from booth.looks.matting import decontaminated, guided_filter, matte

HEIGHT, WIDTH = 120, 160
GREEN, RED = (0.1, 0.8, 0.1), (0.8, 0.2, 0.2)


def guest() -> tuple[Pixels, Plane]:
    """A red guest before green, with a soft edge, and a coarse mask of it."""
    x = np.arange(WIDTH, dtype=np.float32)
    alpha = np.tile(np.clip((x - 77) / 6, 0, 1), (HEIGHT, 1)).astype(np.float32)
    picture = mixed(np.broadcast_to(np.array(GREEN, np.float32), (HEIGHT, WIDTH, 3)), RED, alpha)
    coarse = np.tile((np.arange(256) > 122).astype(np.float32), (256, 1))
    return np.asarray(picture, np.float32), coarse


def test_the_edge_follows_the_colours_and_not_the_coarse_mask() -> None:
    picture, coarse = guest()
    alpha = matte(picture, coarse)
    assert alpha[:, :73].max() < 0.05
    assert alpha[:, 84:].min() > 0.95
    assert (np.diff(alpha[60]) > -0.01).all()


def test_the_old_background_does_not_shine_through() -> None:
    picture, _ = guest()
    x = np.arange(WIDTH, dtype=np.float32)
    alpha = np.tile(np.clip((x - 77) / 6, 0, 1), (HEIGHT, 1)).astype(np.float32)
    own = decontaminated(picture, alpha)
    half = own[60, 80]
    assert half[0] > 0.65
    assert half[1] < 0.35


def test_a_flat_guide_leaves_a_mask_as_it_is() -> None:
    mask = blurred(np.eye(64, dtype=np.float32), 6)
    flat = np.full((64, 64, 3), 0.5, np.float32)
    assert np.abs(guided_filter(flat, mask, 3, 1e-3) - mask).max() < 0.05


def test_noise_is_the_same_every_time() -> None:
    assert np.array_equal(noise(20, 30, 4), noise(20, 30, 4))
