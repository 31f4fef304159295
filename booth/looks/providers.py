"""The providers of looks behind one interface: grades, drawings, scenes; diffusion has a file of its own."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np

from booth.errors import BoothError, LookUnavailable
from booth.looks.arrays import Pixels, resized, to_float, to_picture
from booth.looks.backdrops import BACKDROPS
from booth.looks.drawing.halftone import halftone
from booth.looks.drawing.ink import ink
from booth.looks.drawing.neon import neon
from booth.looks.drawing.poster import poster
from booth.looks.drawing.watercolour import watercolour
from booth.looks.grades import Grade, graded
from booth.looks.person import GuestFinder
from booth.looks.scene import placed
from booth.pictures import decode
from booth.ports import Picture, Progress

Parameters = Mapping[str, Any]

KEPT_BACKDROPS = 8
"""About 6 MB each."""

DRAWINGS: dict[str, Callable[..., Pixels]] = {
    "halftone": halftone,
    "ink": ink,
    "neon": neon,
    "poster": poster,
    "watercolour": watercolour,
}


class Provider(Protocol):
    """Makes looks of one kind."""

    def render(self, picture: Picture, parameters: Parameters, progress: Progress) -> Picture:
        """Return the picture with the look, at the same size.

        Raises LookUnavailable when that is impossible now, TypeError or KeyError for wrong parameters.
        """


class Grades:
    """Photographic grades."""

    def render(self, picture: Picture, parameters: Parameters, progress: Progress) -> Picture:
        """See `Provider.render`; the parameters are those of `grades.Grade`."""
        return to_picture(graded(to_float(picture), Grade(**parameters)))


class Drawings:
    """Drawing styles; `style` names one of DRAWINGS, the rest are its arguments."""

    def render(self, picture: Picture, parameters: Parameters, progress: Progress) -> Picture:
        """See `Provider.render`."""
        given = dict(parameters)
        return to_picture(DRAWINGS[given.pop("style")](to_float(picture), **given))


class Scenes:
    """Guests before another backdrop: a generated one, or a picture in the catalogue's folder."""

    def __init__(self, guests: GuestFinder, folder: Path) -> None:
        self._guests = guests
        self._folder = folder
        self._painted: dict[tuple[Any, ...], Picture] = {}

    def render(self, picture: Picture, parameters: Parameters, progress: Progress) -> Picture:
        """See `Provider.render`; takes `backdrop` or `picture`, and `harmony`."""
        likelihood = self._guests.likelihood(picture)
        progress(0.1)
        backdrop = self._backdrop(picture.shape[0], picture.shape[1], parameters)
        progress(0.3)
        return to_picture(placed(to_float(picture), likelihood, backdrop, parameters.get("harmony", 0.5)))

    def _backdrop(self, height: int, width: int, parameters: Parameters) -> Pixels:
        """Return the backdrop, painted once a size; the oldest is forgotten when there are many."""
        key = (height, width, tuple(sorted(parameters.items())))
        if key not in self._painted:
            self._painted[key] = to_picture(self._paint(height, width, parameters))
            if len(self._painted) > KEPT_BACKDROPS:
                del self._painted[next(iter(self._painted))]
        return to_float(self._painted[key])

    def _paint(self, height: int, width: int, parameters: Parameters) -> Pixels:
        if "picture" in parameters:
            return _filled(self._read(parameters["picture"]), height, width)
        return BACKDROPS[parameters["backdrop"]](height, width, parameters["main"], parameters["light"])

    def _read(self, name: str) -> Picture:
        try:
            return decode((self._folder / name).read_bytes())
        except (OSError, BoothError) as error:
            raise LookUnavailable(
                f"The backdrop '{name}' in '{self._folder}' cannot be used: {error}"
            ) from error


def _filled(picture: Picture, height: int, width: int) -> Pixels:
    """Return the middle of a picture, scaled to fill a size."""
    scale = max(height / picture.shape[0], width / picture.shape[1])
    size = (max(width, round(picture.shape[1] * scale)), max(height, round(picture.shape[0] * scale)))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    scaled = resized(picture, size[1], size[0], how) / 255
    top, left = (scaled.shape[0] - height) // 2, (scaled.shape[1] - width) // 2
    return np.clip(scaled[top : top + height, left : left + width], 0, 1)
