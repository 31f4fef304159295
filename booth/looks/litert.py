"""Opens TensorFlow Lite models; the only user of ai-edge-litert."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from booth.errors import LookUnavailable
from booth.looks.arrays import Values
from models import FootlightsError, resolve

MODEL_ID = "selfie-segmentation"


class Model:
    """A model with one input; not to be used by two threads at once."""

    def __init__(self, name: str, folder: Path | None = None) -> None:
        """`name`: of the file; `folder`: where it is, the user's models when None. Raises LookUnavailable."""
        try:
            from ai_edge_litert.interpreter import Interpreter  # noqa: PLC0415 - heavy, of the booth's extra
        except ImportError as error:
            raise LookUnavailable(
                "Guests cannot be found: ai-edge-litert is not installed. "
                "Run: python3 scripts/install.py booth"
            ) from error
        try:
            path = (folder or resolve(MODEL_ID, MODEL_ID)) / name
            self._interpreter: Any = Interpreter(str(path), num_threads=1)
            self._interpreter.allocate_tensors()
        except FootlightsError as error:
            raise LookUnavailable(f"Guests cannot be found: {error}") from error
        except (OSError, ValueError, RuntimeError) as error:
            raise LookUnavailable(
                f"Guests cannot be found: '{name}' cannot be read ({error}). "
                f"Run: footlights models pull {MODEL_ID}"
            ) from error

    def run(self, pixels: Values) -> list[NDArray[np.float32]]:
        """Return the outputs for one picture of the model's own size."""
        self._interpreter.set_tensor(
            self._interpreter.get_input_details()[0]["index"], pixels[None].astype(np.float32)
        )
        self._interpreter.invoke()
        outputs = self._interpreter.get_output_details()
        return [np.array(self._interpreter.get_tensor(output["index"])[0], np.float32) for output in outputs]
