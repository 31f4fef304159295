"""Voice activity, judged as the sound comes in."""

import numpy as np
import pytest
from faster_whisper.audio import decode_audio
from faster_whisper.vad import get_vad_model

from live.recognise.vad import WINDOW_SAMPLES, VoiceActivity
from tests.speech import music_clip, speech_clip

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def speech():
    return decode_audio(str(speech_clip("demo-moreinfo").path))


def offline(samples):
    """What faster-whisper's own wrapper finds in all of it at once; it spoils the last window."""
    whole = len(samples) // WINDOW_SAMPLES * WINDOW_SAMPLES
    padded = np.concatenate((samples[:whole], np.zeros(WINDOW_SAMPLES, np.float32)))
    return get_vad_model()(padded)[:-1].ravel()


@pytest.mark.parametrize("step", [512, 320, 1000, 16_000])
def test_piece_by_piece_equals_all_at_once(speech, step):
    activity = VoiceActivity()
    found = [p for first in range(0, len(speech), step) for p in activity.feed(speech[first : first + step])]
    assert found == pytest.approx(offline(speech), abs=1e-5)


def test_a_window_is_judged_when_it_is_whole():
    activity = VoiceActivity()
    assert activity.feed(np.zeros(511, np.float32)) == []
    assert len(activity.feed(np.zeros(1, np.float32))) == 1
    assert len(activity.feed(np.zeros(1024, np.float32))) == 2


def test_reset_forgets_what_was_heard(speech):
    activity = VoiceActivity()
    first = activity.feed(speech[:16_100])
    activity.reset()
    assert activity.feed(speech[:16_100]) == first


def test_speech_is_speech_and_silence_and_music_are_not(speech):
    activity = VoiceActivity()
    assert np.mean(np.array(activity.feed(speech)) > 0.5) > 0.6
    activity.reset()
    assert max(activity.feed(np.zeros(32_000, np.float32))) < 0.2
    activity.reset()
    assert np.mean(np.array(activity.feed(decode_audio(str(music_clip().path))[: 16_000 * 10])) > 0.5) < 0.05
