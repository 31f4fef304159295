"""The speech model itself, as the decoder uses it."""

import numpy as np
import pytest
from faster_whisper import decode_audio

from live.events import RATE_HZ
from live.recognise.engine import WhisperEngine
from tests.speech import speech_clip

pytestmark = pytest.mark.model


@pytest.mark.parametrize(("sound_s", "window_s", "frames"), [(5.2, 6.7, 350), (5.3, 6.8, 350), (31, 6, 1500)])
def test_windows_have_few_lengths_so_that_memory_stays_low_all_day(whisper_tiny, sound_s, window_s, frames):
    engine = WhisperEngine(whisper_tiny, device="cpu", compute_type="int8", threads=1)
    encoded = engine.encode(np.zeros(round(sound_s * RATE_HZ), np.float32), window_s)
    assert encoded.output.shape[1] == frames


@pytest.mark.parametrize("prompt", [[], [1] * 100])
def test_a_decoding_stops_after_as_many_new_tokens_as_were_asked_for(whisper_tiny, prompt):
    """CTranslate2 counts what stands before them too, and gives no more than half of the whole."""
    engine = WhisperEngine(whisper_tiny, device="cpu", compute_type="int8", threads=1)
    clip = speech_clip("demo-congrats")
    encoded = engine.encode(decode_audio(str(clip.path))[: 8 * RATE_HZ], 9.5)
    prefix = engine.tokens(" Congratulations!")
    decoding = engine.decode(encoded, "en", prompt=prompt, prefix=prefix, beam=1, new=9)
    assert len(decoding.tokens) == 9
