import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from avatar.voice.speech import VOICE_RATE_HZ, Spoken
from avatar.voice.wav import speak_paragraphs, write_wav


class ToneVoice:
    """Speaks a sample for each character."""

    name = "tone"
    languages: tuple[str, ...] = ("en",)

    def speak(self, text: str) -> Iterator[Spoken]:
        yield Spoken(samples=np.full(len(text), 0.5, dtype=np.float32), phones=(), words=())


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
