import wave
from pathlib import Path

import numpy as np
import pytest

from avatar.say import say
from avatar.voice import VOICE_RATE_HZ, EnglishVoice, Speech, speak_paragraphs, write_wav


class ToneVoice:
    """Speaks a sample for each character."""

    def speak(self, text: str) -> Speech:
        return np.full(len(text), 0.5, dtype=np.float32)


def test_a_pause_follows_every_paragraph() -> None:
    pieces = list(speak_paragraphs(ToneVoice(), "One.\n\n  Two, three.\n\n\n", pause_s=0.5))

    assert [len(piece) for piece in pieces] == [4, 12_000, 11, 12_000]
    assert not pieces[1].any()


def test_a_wav_file_holds_the_pieces_in_order_and_clips_nothing_over(tmp_path: Path) -> None:
    file = tmp_path / "speech.wav"
    write_wav(file, iter([np.array([0.5, 2.0], np.float32), np.array([-2.0], np.float32)]))

    with wave.open(str(file), "rb") as written:
        assert (written.getframerate(), written.getnchannels()) == (VOICE_RATE_HZ, 1)
        assert list(np.frombuffer(written.readframes(3), "<i2")) == [16383, 32767, -32767]


@pytest.mark.model
def test_the_english_voice_says_the_same_twice() -> None:
    voice = EnglishVoice()
    once, again = voice.speak("Good morning, all 29 of you."), voice.speak("Good morning, all 29 of you.")

    assert 1.0 < len(once) / VOICE_RATE_HZ < 6.0
    assert np.array_equal(once, again)
    assert 0.05 < np.abs(once).max() <= 1.0


@pytest.mark.model
def test_a_spoken_file_appears_whole(tmp_path: Path) -> None:
    text = tmp_path / "talk.txt"
    text.write_text("Welcome.", encoding="utf-8")
    say(text, tmp_path / "new folder" / "talk.wav")

    assert [file.name for file in (tmp_path / "new folder").iterdir()] == ["talk.wav"]
