"""Voices outside of this process, and the times that are estimated for them."""

import sys

import numpy as np
import pytest

from avatar.script import EngineConfig
from avatar.voice.errors import VoiceError
from avatar.voice.estimate import loud_stretches, spread
from avatar.voice.process import ProcessVoice, reader
from avatar.voice.speech import SILENCE, VOICE_RATE_HZ
from avatar.voice.voices import open_voices

TONE = """
import sys
from array import array
letters = len(sys.stdin.buffer.read().decode())
sys.stdout.buffer.write(array("h", [8000, -8000] * (letters * 800)).tobytes())
"""


def engine(code: str, *languages: str) -> EngineConfig:
    return EngineConfig(
        name="tone", languages=languages or ("en",), command=(sys.executable, "-c", code), rate_hz=16_000
    )


def silence(seconds: float) -> np.ndarray:
    return np.zeros(round(seconds * VOICE_RATE_HZ), np.float32)


def test_a_program_speaks_and_its_words_are_spread_over_its_sound() -> None:
    (spoken,) = ProcessVoice(engine(TONE)).speak("Good morning.")

    assert spoken.duration_s == pytest.approx(1.3, abs=0.01)
    assert [word.text for word in spoken.words] == ["Good", " morning."]
    assert 0.2 < spoken.words[1].start_s < 0.7


@pytest.mark.parametrize(
    ("code", "reason"),
    [("import sys; sys.exit(3)", "exit status 3"), ("pass", "gave no sound")],
)
def test_a_program_that_fails_says_so(code: str, reason: str) -> None:
    with pytest.raises(VoiceError, match=reason):
        list(ProcessVoice(engine(code)).speak("Hello."))


def test_a_program_that_is_not_there_is_named() -> None:
    missing = EngineConfig(name="x", languages=("en",), command=("no-such-program-here",))
    with pytest.raises(VoiceError, match="no program 'no-such-program-here'"):
        list(ProcessVoice(missing).speak("Hello."))


def test_a_pause_of_the_sound_is_a_pause_of_the_mouth() -> None:
    tone = np.full(VOICE_RATE_HZ // 2, 0.3, np.float32)
    samples = np.concatenate([silence(0.2), tone, silence(0.5), tone])

    assert np.allclose(loud_stretches(samples), [(0.2, 0.7), (1.2, 1.7)])
    phones, heard = spread([("ma", ("m", "a")), ("mi", ("m", "i"))], samples)
    assert [phone.symbol for phone in phones] == ["m", "a", SILENCE, "m", "i"]
    assert heard == [
        ("ma", pytest.approx(0.2), pytest.approx(0.7)),
        ("mi", pytest.approx(1.2), pytest.approx(1.7)),
    ]


@pytest.mark.parametrize(
    ("lang", "text", "phones"),
    [
        pytest.param("yue", "話", ("w", "a"), marks=pytest.mark.slow),  # reads a large dictionary
        ("zh", "马", ("m", "a")),
        ("fr", "mai", ("m", "a", "i")),
    ],
)
def test_a_text_is_read_as_far_as_its_language_can_be_read(
    lang: str, text: str, phones: tuple[str, ...]
) -> None:
    assert list(reader(lang)(text)) == [(text, phones)]


def test_a_language_without_a_voice_tells_what_to_do() -> None:
    with pytest.raises(VoiceError, match=r"No voice speaks 'fr'.*docs/avatar\.md"):
        open_voices(["fr"])
    voices = open_voices(["fr"], [engine(TONE, "fr")])
    assert voices["fr"].name == "tone"
