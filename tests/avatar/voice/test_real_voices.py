"""The real voices: what they say, and whether their times are those of their sound."""

from pathlib import Path

import numpy as np
import pytest

from avatar.visemes.blend import keyframes
from avatar.voice.speech import VOICE_RATE_HZ, Spoken, Voice, joined, trimmed
from models.install import pull

pytestmark = pytest.mark.model


TEXTS = {
    "english": "My mama may buy Bobby a map, and Papa may pay.",
    "mandarin": "妈妈帮爸爸买面包，AI 有 29 个。",
}
"""Short, and full of lips that meet."""


@pytest.fixture(scope="module")
def english() -> Voice:
    from avatar.voice.english import EnglishVoice

    return EnglishVoice()


@pytest.fixture(scope="module", params=list(TEXTS))
def spoken(request: pytest.FixtureRequest, english: Voice) -> Spoken:
    if request.param == "english":
        return trimmed(joined(english.speak(TEXTS["english"])))
    from avatar.voice.english import read_latin
    from avatar.voice.kokoro import KokoroVoice

    voice = KokoroVoice(pull("kokoro-82m"), read_latin=read_latin())
    return trimmed(joined(voice.speak(TEXTS["mandarin"])))


def loudness(spoken: Spoken, start_s: float, end_s: float) -> float:
    piece = spoken.samples[round(start_s * VOICE_RATE_HZ) : round(end_s * VOICE_RATE_HZ)]
    return float(np.sqrt(np.mean(piece**2))) if len(piece) else 0.0


def test_the_english_voice_says_the_same_twice(english: Voice) -> None:
    once, again = (joined(english.speak("Good morning, all 29 of you.")) for _ in range(2))

    assert 1.0 < once.duration_s < 6.0
    assert np.array_equal(once.samples, again.samples)
    assert 0.05 < np.abs(once.samples).max() <= 1.0


def test_a_spoken_file_appears_whole(tmp_path: Path) -> None:
    from avatar.say import say  # loads the voice's library

    text = tmp_path / "talk.txt"
    text.write_text("Welcome.", encoding="utf-8")
    say(text, tmp_path / "new folder" / "talk.wav")

    assert [file.name for file in (tmp_path / "new folder").iterdir()] == ["talk.wav"]


def test_the_words_joined_are_the_text(spoken: Spoken) -> None:
    assert "".join(word.text for word in spoken.words) in TEXTS.values()


def test_the_voice_is_quiet_where_lips_are_closed_and_loud_on_vowels(spoken: Spoken) -> None:
    """The times of the phonemes are those of the sound: else a p would be as loud as an a."""

    def mean(symbols: str) -> float:
        of = [loudness(spoken, p.start_s, p.end_s) for p in spoken.phones if p.symbol in symbols]
        return sum(of) / len(of)

    assert mean("aɑæʌAI") > 3 * mean("pb")


def test_the_first_syllable_is_heard(spoken: Spoken) -> None:
    """A voice that is allowed no silence before a sentence may swallow it."""
    first = next(phone for phone in spoken.phones if phone.symbol in "aɑæʌAI")
    assert first.start_s < 0.3
    assert loudness(spoken, first.start_s, first.end_s) > 0.02


def test_lips_meet_in_every_m_b_and_p(spoken: Spoken) -> None:
    frames = keyframes(spoken.phones, spoken.duration_s)
    times, weights = zip(*[(t, w) for t, viseme, w in frames if viseme == "PP"], strict=True)
    closed = [phone for phone in spoken.phones if phone.symbol in "mbp"]

    assert len(closed) >= 6
    for phone in closed:
        assert np.interp((phone.start_s + phone.end_s) / 2, times, weights) > 0.7, phone
