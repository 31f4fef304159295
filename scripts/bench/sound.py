"""Sound files as the benchmarks need them."""

import wave
from pathlib import Path

import numpy as np
from faster_whisper import decode_audio
from numpy.typing import NDArray

RATE_HZ = 16_000


def decode(audio: Path) -> NDArray[np.float32]:
    """The sound of a file as 16 kHz mono samples, -1.0 to 1.0."""
    return np.asarray(decode_audio(str(audio), sampling_rate=RATE_HZ), dtype=np.float32)


def write_wav(samples: NDArray[np.float32], path: Path) -> None:
    """Write 16 kHz mono samples as a 16-bit WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes((np.clip(samples, -1.0, 1.0) * 32767).astype("<i2").tobytes())
