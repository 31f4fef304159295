"""Speech as sound files and as the bytes that a page plays."""

import wave
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from avatar.voice.speech import VOICE_RATE_HZ, Speech, Voice, joined


def speak_paragraphs(voice: Voice, text: str, *, pause_s: float = 1.2) -> Iterator[Speech]:
    """Speak a text paragraph by paragraph, with a speaker's pause of `pause_s` seconds after each."""
    pause = np.zeros(round(pause_s * VOICE_RATE_HZ), dtype=np.float32)
    for paragraph in filter(None, map(str.strip, text.split("\n\n"))):
        yield joined(voice.speak(paragraph)).samples
        yield pause


def pcm(samples: Speech) -> bytes:
    """The sound as 16-bit little-endian samples."""
    return (np.clip(samples, -1.0, 1.0) * 32767).astype("<i2").tobytes()


def write_wav(path: Path, pieces: Iterable[Speech]) -> None:
    """Write the pieces one after another as a 16-bit mono WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(VOICE_RATE_HZ)
        for piece in pieces:
            file.writeframes(pcm(piece))
