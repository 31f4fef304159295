"""Looks by diffusion: the photograph redrawn by a model, the face kept recognisable.

Faces are kept in two ways: the model starts from the photograph and may change little of it (a low strength),
and within each face the photograph's light and shadow are laid back over what the model made.
"""

import time
from collections.abc import Callable
from typing import Protocol

import cv2

from booth.errors import LookUnavailable
from booth.looks.arrays import Pixels, Plane, blurred, luminance, mixed, resized, to_float, to_picture
from booth.looks.faces import FaceFinder, face_mask
from booth.looks.gate import Gate
from booth.looks.providers import Parameters
from booth.ports import Picture, Progress

WORKING_PX = 768
"""Shorter side at which the model works; it was trained at 512, and faces need a little more."""
MULTIPLE_PX = 64
PATIENCE_S = 25.0
"""After so many seconds a guest gets the substitute."""


class Pipeline(Protocol):
    """An image-to-image model in memory."""

    def draw(
        self, picture: Picture, prompt: str, *, strength: float, steps: int, on_step: Callable[[float], None]
    ) -> Picture:
        """Return the picture redrawn, at the same size.

        `on_step` is told how much is done, 0 to 1, and stops it by raising. Raises LookUnavailable.
        """


class Diffusion:
    """Makes looks with a diffusion model; one model stays in memory."""

    def __init__(
        self,
        load: Callable[[str], Pipeline],
        faces: FaceFinder,
        gate: Gate,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """`load` gets a model into memory by the name that looks.toml has, or raises LookUnavailable."""
        self._load = load
        self._faces = faces
        self._gate = gate
        self._clock_s = clock_s
        self._name = ""
        self._pipeline: Pipeline | None = None

    def render(self, picture: Picture, parameters: Parameters, progress: Progress) -> Picture:
        """See `Provider.render`; takes `model`, `prompt`, `strength`, `steps` and `face`."""
        self._check_gate()
        pipeline = self._loaded(parameters["model"])
        progress(0.2)
        until_s = self._clock_s() + PATIENCE_S

        def on_step(share: float) -> None:
            self._check_gate()
            if self._clock_s() > until_s:
                raise LookUnavailable(f"A picture took longer than {PATIENCE_S:.0f} s.")
            progress(0.2 + 0.7 * share)

        try:
            drawn = pipeline.draw(
                _working(picture),
                parameters["prompt"],
                strength=parameters["strength"],
                steps=parameters["steps"],
                on_step=on_step,
            )
        except LookUnavailable:
            self._name, self._pipeline = "", None  # its memory goes back to the captions
            raise
        height, width = picture.shape[:2]
        made = resized(drawn, height, width, cv2.INTER_CUBIC) / 255
        faces = face_mask(self._faces.faces(picture), height, width)
        return to_picture(with_faces(made, to_float(picture), faces * parameters["face"]))

    def _loaded(self, name: str) -> Pipeline:
        if self._pipeline is None or self._name != name:
            self._pipeline = None
            self._pipeline = self._load(name)
            self._name = name
        return self._pipeline

    def _check_gate(self) -> None:
        if reason := self._gate.closed_because():
            raise LookUnavailable(reason)


def with_faces(made: Pixels, photograph: Pixels, share: Plane) -> Pixels:
    """Return what was made, with the photograph's faces in its colours.

    Light and shadow of a face come from the photograph, matched to the brightness around them; colours stay
    the model's, so that a face belongs to its picture. `share`: 0 to 1 a pixel.
    """
    light = luminance(photograph)
    wide = made.shape[0] / 30
    target = luminance(made)
    matched = light * (blurred(target, wide) + 0.05) / (blurred(light, wide) + 0.05)
    gain = (matched + 0.02) / (target + 0.02)
    return mixed(made, (made * gain.clip(0.4, 2.5)[..., None]).clip(0, 1), share)


def _working(picture: Picture) -> Picture:
    """Return the picture at the model's working size, sides a multiple of what it can do."""
    scale = WORKING_PX / min(picture.shape[:2])
    height, width = (max(1, round(side * scale / MULTIPLE_PX)) * MULTIPLE_PX for side in picture.shape[:2])
    return to_picture(resized(picture, height, width, cv2.INTER_AREA) / 255)
