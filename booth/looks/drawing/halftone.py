"""Halftone: two inks in turned screens of dots, like a concert poster. Pure."""

import numpy as np

from booth.looks.arrays import Pixels, Plane, blurred, luminance, mixed, smoothstep
from booth.looks.drawing.lines import evened
from booth.looks.drawing.paper import sheet
from booth.looks.grades import Colour


def halftone(picture: Pixels, *, dark: Colour, bright: Colour, paper: Colour, pitch_px: float) -> Pixels:
    """Return the picture printed with two inks. `pitch_px`: from dot to dot at 1200 lines."""
    height, width = picture.shape[:2]
    pitch = pitch_px * height / 1200
    light = evened(luminance(blurred(picture, pitch / 6)), clip=2.5)
    first = _dots(smoothstep(light, 1.02, 0.25), pitch, angle_deg=15)
    second = _dots(smoothstep(light, 0.62, 0.04), pitch, angle_deg=45)
    printed = sheet(height, width, paper, roughness=0.012)
    printed = printed * mixed(np.ones_like(printed), bright, first)
    return mixed(printed, dark, second)


def _dots(ink: Plane, pitch: float, angle_deg: float) -> Plane:
    """Return how much ink covers each pixel: round dots that grow and merge as there is more of it."""
    height, width = ink.shape
    angle = np.deg2rad(angle_deg)
    x = np.arange(width, dtype=np.float32)[None, :]
    y = np.arange(height, dtype=np.float32)[:, None]
    turn = np.float32(np.pi / pitch)
    across = np.cos(turn * (x * np.float32(np.cos(angle)) + y * np.float32(np.sin(angle))))
    down = np.cos(turn * (y * np.float32(np.cos(angle)) - x * np.float32(np.sin(angle))))
    screen = (across * down + 1) / 2
    softness = 0.8 / pitch
    return smoothstep(ink - (1 - screen), -softness, softness)
