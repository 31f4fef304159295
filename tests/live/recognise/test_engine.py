"""The speech model itself, as the decoder uses it."""

import numpy as np
import pytest

from live.events import RATE_HZ
from live.recognise.engine import WhisperEngine

pytestmark = pytest.mark.model


@pytest.mark.parametrize(("sound_s", "window_s", "frames"), [(5.2, 6.7, 350), (5.3, 6.8, 350), (31, 6, 1500)])
def test_windows_have_few_lengths_so_that_memory_stays_low_all_day(whisper_tiny, sound_s, window_s, frames):
    engine = WhisperEngine(whisper_tiny, device="cpu", compute_type="int8", threads=1)
    encoded = engine.encode(np.zeros(round(sound_s * RATE_HZ), np.float32), window_s)
    assert encoded.output.shape[1] == frames
