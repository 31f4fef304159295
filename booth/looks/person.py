"""Tells the guests from the background, with MediaPipe's selfie segmentation (256 x 256, Apache-2.0)."""

import threading
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from booth.errors import LookUnavailable
from booth.looks.arrays import Plane
from booth.ports import Picture
from models import FootlightsError, resolve

MODEL_ID = "selfie-segmentation"
SIDE_PX = 256


class Segmenter:
    """A segmentation model, loaded at its first use; one picture at a time."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder`: the model's directory; the user's own one from the catalogue when None."""
        self._folder = folder
        self._interpreter: Any = None
        self._lock = threading.Lock()

    def likelihood(self, picture: Picture) -> Plane:
        """Return how likely each pixel shows a guest, 0 to 1, coarse, of shape (256, 256)."""
        small = cv2.resize(picture, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_AREA)
        with self._lock:
            interpreter = self._loaded()
            interpreter.set_tensor(
                interpreter.get_input_details()[0]["index"], small[None].astype(np.float32) / 255
            )
            interpreter.invoke()
            found = interpreter.get_tensor(interpreter.get_output_details()[0]["index"])
            return np.array(found[0, :, :, 0], np.float32)

    def _loaded(self) -> Any:
        if self._interpreter is None:
            self._interpreter = _load(self._folder)
        return self._interpreter


def _load(folder: Path | None) -> Any:
    try:
        from ai_edge_litert.interpreter import Interpreter  # noqa: PLC0415 - heavy, and of the booth's extra
    except ImportError as error:
        raise LookUnavailable(
            "Backgrounds cannot be replaced: ai-edge-litert is not installed. "
            "Run: pip install 'footlights[booth]'"
        ) from error
    try:
        path = (folder or resolve(MODEL_ID, MODEL_ID)) / "selfie_segmentation.tflite"
        interpreter = Interpreter(str(path), num_threads=1)
        interpreter.allocate_tensors()
    except FootlightsError as error:
        raise LookUnavailable(f"Backgrounds cannot be replaced: {error}") from error
    except (OSError, ValueError, RuntimeError) as error:
        raise LookUnavailable(
            f"Backgrounds cannot be replaced: the model in '{folder or MODEL_ID}' cannot be read ({error})."
        ) from error
    return interpreter
