"""Text to speech: the English voice of the demo talk and of the avatar."""

import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import numpy as np
from hibari import Hibari
from numpy.typing import NDArray

VOICE_RATE_HZ = 24_000

Speech = NDArray[np.float32]
"""Sound: shape (n,), mono, 24 kHz, -1.0 to 1.0."""


class Voice(Protocol):
    """Speaks a text."""

    def speak(self, text: str) -> Speech:
        """The text as speech; the same text always gives the same samples."""
        ...


class EnglishVoice:
    """The American English voice that the hibari package carries; it reads and writes nothing else."""

    def __init__(self) -> None:
        self._model = Hibari()

    def speak(self, text: str) -> Speech:
        """The text as speech, its dates and numbers read out; bit-identical for the same text."""
        return np.asarray(self._model(text, seed=0), dtype=np.float32)


def speak_paragraphs(voice: Voice, text: str, *, pause_s: float = 1.2) -> Iterator[Speech]:
    """Speak a text paragraph by paragraph, with a speaker's pause of `pause_s` seconds after each."""
    pause = np.zeros(round(pause_s * VOICE_RATE_HZ), dtype=np.float32)
    for paragraph in filter(None, map(str.strip, text.split("\n\n"))):
        yield voice.speak(paragraph)
        yield pause


def write_wav(path: Path, pieces: Iterator[Speech]) -> None:
    """Write the pieces one after another as a 16-bit mono WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(VOICE_RATE_HZ)
        for piece in pieces:
            file.writeframes((np.clip(piece, -1.0, 1.0) * 32767).astype("<i2").tobytes())
