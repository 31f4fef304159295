"""Voice activity, as the sound comes in.

The model is Silero VAD (github.com/snakers4/silero-vad), in the copy that faster-whisper ships.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from live.events import Samples
from models import onnx
from models.errors import ModelError

WINDOW_SAMPLES = 512
"""32 ms: what the model judges at a time."""
CONTEXT_SAMPLES = 64
"""The end of the window before, which the model wants in front of each one."""
STATE_SHAPE = (1, 1, 128)


class VoiceActivity:
    """Says how likely it is that somebody speaks, window by window."""

    def __init__(self) -> None:
        self._session = _session()
        self.reset()

    def reset(self) -> None:
        """Forgets what was heard, as for new sound."""
        self._hidden = np.zeros(STATE_SHAPE, np.float32)
        self._cell = np.zeros(STATE_SHAPE, np.float32)
        self._heard: Samples = np.zeros(CONTEXT_SAMPLES, np.float32)

    def feed(self, samples: Samples) -> list[float]:
        """Takes the next sound; returns a probability of speech for each window it completes."""
        self._heard = np.concatenate((self._heard, samples), dtype=np.float32)
        count = (len(self._heard) - CONTEXT_SAMPLES) // WINDOW_SAMPLES
        if not count:
            return []
        windows = np.lib.stride_tricks.sliding_window_view(self._heard, CONTEXT_SAMPLES + WINDOW_SAMPLES)
        inputs = {
            "input": np.ascontiguousarray(windows[::WINDOW_SAMPLES][:count]),
            "h": self._hidden,
            "c": self._cell,
        }
        probabilities, self._hidden, self._cell = self._session.run(None, inputs)
        self._heard = self._heard[count * WINDOW_SAMPLES :].copy()
        return [float(probability) for probability in probabilities]


@cache
def _session() -> Any:
    """The model, shared: it keeps no state. One thread, since a window costs a fraction of a millisecond."""
    return onnx.opened(_model(), threads=1, arena=False)


def _model() -> Path:
    """The model's file, found without importing faster-whisper, which is slow to load."""
    spec = find_spec("faster_whisper")
    folders = (spec.submodule_search_locations if spec else None) or []
    found = [path for folder in folders for path in Path(folder).glob("assets/silero_vad*.onnx")]
    if not found:
        raise ModelError(
            "The voice activity model is missing, which faster-whisper brings along. "
            "Install it anew: pip install --force-reinstall faster-whisper"
        )
    return max(found)
