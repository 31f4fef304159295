"""Smooth noise in space, and a pattern of pores: the same at every build."""

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from avatar.head.source import Floats


def noise(points: Floats, scale_m: float, seed: int = 0) -> Floats:
    """Smooth noise at the points (n, 3), between -1 and 1, with features of about `scale_m`."""
    lattice = np.random.default_rng(seed).uniform(-1, 1, (64, 64, 64))
    places = points / scale_m
    cells = np.floor(places).astype(int)
    share = places - cells
    share = share * share * (3 - 2 * share)
    total = np.zeros(len(points))
    for corner in np.ndindex(2, 2, 2):
        weight = np.prod(np.where(corner, share, 1 - share), axis=1)
        x, y, z = ((cells + corner) % 64).T
        total += weight * lattice[x, y, z]
    return total


def pores(size: int = 256, strength: float = 0.22) -> bytes:
    """A normal map of skin that repeats at its edges, as JPEG."""
    random = np.random.default_rng(5)
    height = np.zeros((size, size))
    for spread, amount in ((1.2, 1.0), (2.6, 1.3), (6.0, 0.9)):
        height += amount * _band(random.standard_normal((size, size)), spread)
    down, across = ((np.roll(height, -1, axis) - np.roll(height, 1, axis)) for axis in (0, 1))
    flat = np.stack([-across * strength, down * strength, np.ones_like(height)], axis=2)
    flat /= np.linalg.norm(flat, axis=2, keepdims=True)
    return jpeg(flat * 0.5 + 0.5, quality=82)


def jpeg(image: Floats, *, quality: int) -> bytes:
    """A picture with values 0 to 1 as JPEG."""
    out = io.BytesIO()
    Image.fromarray(levels(image)).save(out, "JPEG", quality=quality, subsampling=0, optimize=True)
    return out.getvalue()


def png(image: Floats) -> bytes:
    """A picture with values 0 to 1 as PNG."""
    out = io.BytesIO()
    Image.fromarray(levels(image)).save(out, "PNG", optimize=True)
    return out.getvalue()


def levels(image: Floats) -> NDArray[np.uint8]:
    """A picture with values 0 to 1 in 256 levels."""
    return np.round(np.clip(image, 0, 1) * 255).astype(np.uint8)


def _band(image: Floats, spread: float) -> Floats:
    """The image blurred over its edges, at a deviation of 1."""
    rows, columns = np.meshgrid(*(np.fft.fftfreq(size) for size in image.shape), indexing="ij")
    kernel = np.exp(-2 * (np.pi * spread) ** 2 * (rows**2 + columns**2))
    soft = np.real(np.fft.ifft2(np.fft.fft2(image) * kernel))
    return np.asarray(soft / soft.std())
