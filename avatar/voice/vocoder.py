"""Kokoro's vocoder, window by window: a sentence is heard while its end is still being made.

Nine tenths of the voice's work are the vocoder's, and it is made of convolutions, which reach no further than
a few frames. What keeps it from working on a part of a sentence are its normalisations (AdaIN, after Huang
and Belongie, "Arbitrary style transfer in real-time with adaptive instance normalization", 2017): they take
mean and variance over the whole sentence. Those hardly differ from sentence to sentence of one speaker, so
what one sentence gives stands for all; docs/benchmarks.md has what that changes.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from avatar.voice.network import Network
from avatar.voice.speech import GROWTH, Speech

Array = NDArray[np.float32]

FRAME_SAMPLES = 300
"""Of a frame of features: 80 a second."""
FIRST = 42
"""Frames of a sentence's first window; each is longer than the one before it, by `GROWTH`."""
SHORTEST = 24
"""Frames of the last window; a shorter one is added to the one before it."""
CONTEXT = 4
"""Frames around a window that it is made with."""
FADE = 240
"""Samples in which a window goes over into the next."""
_STEPS = 60
"""Of the source for each frame of features."""
_FEATURES = "/decoder/decoder/decode.3/Div_4_output_0"
_SOURCE = "/decoder/decoder/generator/Concat_3_output_0"
_STYLE = "style"
INPUTS = (_FEATURES, _SOURCE)


class Vocoder:
    """Turns features, (1, 512, frames), and a source of harmonics, (1, 22, 60 · frames + 1), into sound."""

    def __init__(
        self, network: Network, features: Array, source: Array, style: Array, *, threads: int
    ) -> None:
        """The sentence that is given stands for all, in what is normalised."""
        taken = [*INPUTS, _STYLE]
        moments = network.made_by("ReduceMean", since=taken)
        measure = network.opened(taken, moments, threads=threads)
        measured = measure.run(moments, {_FEATURES: features, _SOURCE: source, _STYLE: style})
        self._session = network.opened(
            taken, network.outputs, threads=threads, constants=dict(zip(moments, measured, strict=True))
        )

    def speak(self, features: Array, source: Array, style: Array, start: int, stop: int) -> Iterator[Speech]:
        """The sound of the frames from `start` to before `stop`, in pieces, each as soon as it is made."""
        frames = features.shape[2]
        beyond = np.zeros(0, np.float32)
        for begin, end in windows(start, stop):
            first, last = max(0, begin - CONTEXT), min(frames, end + CONTEXT)
            inputs = {
                _FEATURES: features[:, :, first:last],
                _SOURCE: source[:, :, first * _STEPS : last * _STEPS + 1],
                _STYLE: style,
            }
            made = self._session.run(None, inputs)[0].ravel()[(begin - first) * FRAME_SAMPLES :]
            length = (end - begin) * FRAME_SAMPLES
            yield _faded(beyond, made[:length])
            beyond = made[length:]


def windows(start: int, end: int) -> list[tuple[int, int]]:
    """The first frame of each window from `start` to before `end`, and the one after its last."""
    edges, length = [min(start, end)], float(FIRST)
    while end - edges[-1] - round(length) >= SHORTEST:
        edges.append(edges[-1] + round(length))
        length *= GROWTH
    return list(pairwise([*edges, end]))


def _faded(before: Speech, sound: Speech) -> Speech:
    """The sound, its beginning faded in over what the window before it has there."""
    if not len(before):
        return sound
    share = np.linspace(0, 1, FADE, dtype=np.float32)
    return np.concatenate([before[:FADE] * (1 - share) + sound[:FADE] * share, sound[FADE:]])
