"""Makes sound files with PyAV for the tests."""

from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame

FRAME_S = 0.02


def tone(duration_s: float, rate_hz: int, frequency_hz: float = 440.0, amplitude: float = 0.5) -> np.ndarray:
    """A sine, shape (n,)."""
    at_s = np.arange(round(duration_s * rate_hz)) / rate_hz
    return (amplitude * np.sin(2 * np.pi * frequency_hz * at_s)).astype(np.float32)


def write_sound(path: Path, channels: list[np.ndarray], rate_hz: int, *, codec: str, layout: str) -> Path:
    """Encodes one array a channel into a file, whose name says the container."""
    planes = np.stack(channels)
    step = round(rate_hz * FRAME_S)
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate_hz, layout=layout)
        for first in range(0, planes.shape[1], step):
            plane = np.ascontiguousarray(planes[:, first : first + step])
            frame = AudioFrame.from_ndarray(plane, format="fltp", layout=layout)
            frame.sample_rate = rate_hz
            frame.pts = first
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def write_picture(path: Path) -> Path:
    """Encodes a video without a sound track."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width = stream.height = 32
        stream.pix_fmt = "yuv420p"
        for _ in range(5):
            frame = av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path
