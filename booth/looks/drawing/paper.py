"""Paper: its colour, its fibres, and edges that a brush left. Pure."""

import numpy as np

from booth.looks.arrays import Pixels, Plane, noise, smoothstep
from booth.looks.grades import Colour

WARM_WHITE: Colour = (0.975, 0.955, 0.915)


def sheet(height: int, width: int, colour: Colour = WARM_WHITE, roughness: float = 0.018) -> Pixels:
    """Return a sheet of paper with fine and coarse fibres."""
    texture = 0.7 * noise(height, width, height / 600, seed=3) + 0.5 * noise(
        height, width, height / 120, seed=4
    )
    return np.clip(np.array(colour, np.float32) * (1 + roughness * texture)[..., None], 0, 1)


def painted_edge(height: int, width: int, margin: float, wobble: float) -> Plane:
    """Return 1 where the brush painted and 0 on the bare border, with an uneven edge.

    `margin`: width of the border as a share of the height; `wobble`: how uneven it is, likewise.
    """
    y = np.arange(height, dtype=np.float32)[:, None]
    x = np.arange(width, dtype=np.float32)[None, :]
    inside = np.minimum(np.minimum(x, width - 1 - x), np.minimum(y, height - 1 - y)) / height
    rough = 0.8 * noise(height, width, height / 5, seed=5) + 0.2 * noise(height, width, height / 130, seed=6)
    return smoothstep(inside - margin + wobble * rough, -0.004, 0.008)
