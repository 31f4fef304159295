"""Encodes sound to FLAC through PyAV, which only this file and `live.audio.decode` import."""

from typing import BinaryIO

import av
import av.error
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream

from live.events import RATE_HZ, Samples

ENCODING_FAILED = (OSError, av.error.FFmpegError)
"""What writing raises when the disk or the encoder fails."""
_FULL_SCALE = 32_767


class FlacFile:
    """A FLAC file that grows: 16 kHz, mono, 16 bits.

    What was written reaches the system frame by frame, a tenth of a second each, so that a killed process
    leaves a file that plays up to there. Methods raise ENCODING_FAILED.
    """

    def __init__(self, file: BinaryIO) -> None:
        """Begin in an empty binary file that can seek, which this object closes."""
        self._file = file
        self._samples = 0
        self._container = av.open(file, "w", format="flac", options={"flush_packets": "1"})
        self._stream: AudioStream = self._container.add_stream("flac", rate=RATE_HZ, layout="mono")
        self._stream.format = "s16"

    def write(self, samples: Samples) -> None:
        """Append sound, shape (n,)."""
        if not len(samples):
            return
        whole = np.round(np.clip(samples, -1.0, 1.0) * _FULL_SCALE).astype(np.int16)
        frame = AudioFrame.from_ndarray(whole[np.newaxis, :], format="s16", layout="mono")
        frame.sample_rate = RATE_HZ
        frame.pts = self._samples
        self._samples += len(whole)
        self._container.mux(self._stream.encode(frame))

    def close(self) -> None:
        """Write the rest and the length, and close the file, whatever fails."""
        try:
            self._container.mux(self._stream.encode(None))
        finally:
            try:
                self._container.close()
            finally:
                self._file.close()
