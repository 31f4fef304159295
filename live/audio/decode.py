"""Decodes files and streams to 16 kHz mono through PyAV, imported here and in `live.audio.encode` only."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import av
import av.container
import av.error
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream

from live.audio.devices import check_channel
from live.errors import SourceError
from live.events import RATE_HZ, Samples

OPEN_TIMEOUT_S = 10.0
READ_TIMEOUT_S = 8.0
ROUNDING_S = 0.02
"""Time stamps may jump by as much as this without any sound missing."""
HOLE_S = 0.25
"""Missing sound longer than this is left out and told; less is filled with silence."""
NO_OVERSHOOT = {"rematrix_maxval": "1.0"}
"""Channels at full scale mix down to full scale: the same voice in two is not louder than in one."""
MAX_ERRORS_IN_A_ROW = 50
"""Read errors after which the rest is given up as unreadable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A piece of decoded sound."""

    samples: Samples
    missing_s: float = 0.0
    """Sound that is broken or not there just before `samples`, in seconds."""


class Decoder:
    """An open file or stream with sound in it.

    `name` is what errors call it. `channel` counts from 1; None mixes all of them down to one.
    Raises SourceError when it cannot be opened or has no sound track.
    """

    def __init__(self, location: str, *, name: str, channel: int | None = None, start_s: float = 0.0) -> None:
        self._name = name
        self._start_s = start_s
        self._downmix = Downmix(channel)
        self._container = _open(location, name)
        try:
            self._stream = self._audio_stream()
            check_channel(channel, self._stream.channels, name)
            self._seek()
        except BaseException:
            self.close()
            raise

    @property
    def duration_s(self) -> float | None:
        """Length in seconds; None for a live stream, which has no end."""
        return self._container.duration / av.time_base if self._container.duration else None

    @property
    def comes_in_bursts(self) -> bool:
        """Whether a live stream arrives several seconds at a time, as HLS does."""
        return "hls" in self._container.format.name

    def blocks(self) -> Iterator[Decoded]:
        """Yields the sound from `start_s` to its end; raises SourceError when a stream breaks off."""
        due_s = self._start_s
        for frame in self._frames():
            at_s = self._time_s(frame, due_s)
            end_s = at_s + frame.samples / frame.sample_rate
            early_s = self._start_s - at_s if self._start_s else 0.0
            if early_s >= end_s - at_s:  # the seek landed further ahead
                continue
            samples = self._downmix.feed(frame)
            if early_s > 0.0:
                samples, at_s = samples[round(early_s * RATE_HZ) :], self._start_s
            missing_s = at_s - due_s
            due_s = end_s if missing_s > ROUNDING_S else due_s + end_s - at_s
            yield _mend(samples, missing_s)
        yield Decoded(samples=self._downmix.flush())

    def close(self) -> None:
        """Closes the file or connection."""
        self._container.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _audio_stream(self) -> AudioStream:
        if self._container.streams.audio:
            return self._container.streams.audio[0]
        kinds = " and ".join(sorted({stream.type for stream in self._container.streams})) or "nothing"
        raise SourceError(f"No sound track in {self._name}: it holds {kinds}.")

    def _seek(self) -> None:
        """Goes to the last point before `start_s` from where decoding is possible."""
        base = self._stream.time_base or 0
        self._origin_s: float | None = None
        if self.duration_s is None:  # a live stream begins now
            self._start_s = 0.0
        if not self._start_s:
            return
        if self._start_s >= (self.duration_s or 0.0):
            raise SourceError(
                f"Cannot start at {self._start_s:g} s: {self._name} is only {self.duration_s:.1f} s long."
            )
        self._origin_s = float((self._stream.start_time or 0) * base)
        offset_s = self._origin_s + self._start_s
        try:
            self._container.seek(round(offset_s * av.time_base))
        except av.error.FFmpegError as error:
            raise SourceError(f"Cannot seek in {self._name}: {error.strerror}.") from error

    def _time_s(self, frame: AudioFrame, due_s: float) -> float:
        """When the frame begins, in seconds from the start of the file or stream."""
        if frame.time is None:
            return due_s
        if self._origin_s is None:
            self._origin_s = frame.time
        return frame.time - self._origin_s

    def _frames(self) -> Iterator[AudioFrame]:
        """Yields what can be decoded and leaves out what cannot."""
        errors_in_a_row = 0
        while errors_in_a_row < MAX_ERRORS_IN_A_ROW:
            try:
                for packet in self._container.demux(self._stream):
                    try:
                        frames = packet.decode()
                    except av.error.InvalidDataError:
                        continue
                    errors_in_a_row = 0
                    yield from frames
                return
            except av.error.InvalidDataError:
                errors_in_a_row += 1
            except av.error.EOFError:
                return
            except av.error.FFmpegError as error:
                raise SourceError(f"{self._name} broke off: {error.strerror}.") from error


class Downmix:
    """Brings decoded frames of any format to 16 kHz mono, without seams between them."""

    def __init__(self, channel: int | None) -> None:
        self._channel = channel
        self._format: tuple[str, str, int] | None = None
        self._resampler: AudioResampler | None = None

    def feed(self, frame: AudioFrame) -> Samples:
        """Takes a frame; returns what is ready, shape (n,)."""
        left = self._adopt((frame.format.name, frame.layout.name, frame.sample_rate))
        frame.pts = None
        return np.concatenate((left, self._resample(frame)))

    def flush(self) -> Samples:
        """Returns the last samples."""
        return self._resample(None)

    def _adopt(self, frame_format: tuple[str, str, int]) -> Samples:
        """Makes a new resampler when the format changes; returns what the old one still had."""
        if frame_format == self._format:
            return np.zeros(0, np.float32)
        left = self.flush()
        layout = None if self._channel else "mono"
        self._resampler = AudioResampler(format="fltp", layout=layout, rate=RATE_HZ, options=NO_OVERSHOOT)
        self._format = frame_format
        return left

    def _resample(self, frame: AudioFrame | None) -> Samples:
        if self._resampler is None:
            return np.zeros(0, np.float32)
        row = self._channel - 1 if self._channel else 0
        parts = [resampled.to_ndarray()[row] for resampled in self._resampler.resample(frame)]
        return np.concatenate(parts, dtype=np.float32) if parts else np.zeros(0, np.float32)


class Resampler:
    """Brings a microphone's mono sound to 16 kHz, without seams between blocks."""

    def __init__(self, rate_hz: float) -> None:
        self._rate_hz = round(rate_hz)
        self._downmix = Downmix(None)

    def feed(self, samples: Samples) -> Samples:
        """Takes the next samples at the microphone's rate; returns what is ready at 16 kHz."""
        plane = np.ascontiguousarray(samples[np.newaxis, :], np.float32)
        frame = AudioFrame.from_ndarray(plane, format="fltp", layout="mono")
        frame.sample_rate = self._rate_hz
        return self._downmix.feed(frame)


def _mend(samples: Samples, missing_s: float) -> Decoded:
    """Fills a short hole before the samples with silence and notes a long one."""
    if missing_s > HOLE_S:
        return Decoded(samples=samples, missing_s=missing_s)
    if missing_s > ROUNDING_S:
        samples = np.concatenate((np.zeros(round(missing_s * RATE_HZ), np.float32), samples))
    return Decoded(samples=samples)


def _open(location: str, name: str) -> av.container.InputContainer:
    # RTSP over UDP loses packets in a hall's network; other protocols ignore the option.
    options = {"rtsp_transport": "tcp"}
    try:
        return av.open(location, options=options, timeout=(OPEN_TIMEOUT_S, READ_TIMEOUT_S))
    except (av.error.InvalidDataError, av.error.EOFError) as error:
        if "://" in location:
            # FFmpeg says so, too, of an RTSP server that it cannot reach.
            raise SourceError(
                f"{name} sends no sound that can be read. Is it on? Check the address and the network."
            ) from error
        raise SourceError(
            f"{name} is not a sound or video file that can be read. "
            "Known are wav, mp3, m4a, opus, ogg, flac, mkv, mp4 and more."
        ) from error
    except av.error.FFmpegError as error:
        raise SourceError(
            f"Cannot open {name}: {error.strerror}. Check the address and the network."
        ) from error
