"""Mandarin: Kokoro-82M (8-bit), the model `kokoro-82m` of the catalogue."""

import json
import math
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path

import numpy as np

from avatar.voice.durations import PAD, PAUSES, edges_s, timed_phones
from avatar.voice.errors import VoiceError
from avatar.voice.mandarin import phonemes
from avatar.voice.network import Network
from avatar.voice.sentences import split_sentences
from avatar.voice.speech import VOICE_RATE_HZ, Spoken, piece
from avatar.voice.vocoder import FRAME_SAMPLES, INPUTS, Array, Vocoder
from avatar.voice.written import timed_words

FRAME_S = 0.025
EARLY_S = 0.075
"""What Kokoro's own time stamps assume too, and what was measured: b and p are quietest so."""
SPEAKER = "jf_gongitsune"
_DURATIONS = "/encoder/Clip_output_0"
_AVERAGE = "请大家把手机调成静音，会议马上开始。"
"""A sentence that stands for all in what the vocoder normalises."""
_LONGEST = 500
"""Phonemes that the network takes at once."""
_EDGE_S = 0.1
"""What is kept of the silence around a sentence. The network makes half a second of it, and swallows the
first syllable when it is told to make less; but the sound of it need not be made."""


class KokoroVoice:
    """Speaks Mandarin, with an accent: the speakers that come with the model are Japanese."""

    languages: tuple[str, ...] = ("zh",)

    def __init__(
        self, folder: Path, *, read_latin: Callable[[str], str], speaker: str = SPEAKER, threads: int = 2
    ) -> None:
        self.name = f"kokoro {speaker}"
        self._read_latin = read_latin
        self._vocabulary: dict[str, int] = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))[
            "vocab"
        ]
        with np.load(folder / "voices.npz") as speakers:
            if speaker not in speakers.files:
                raise VoiceError(
                    f"Kokoro has no speaker '{speaker}'. It has: {', '.join(sorted(speakers.files))}."
                )
            self._styles = speakers[speaker].astype(np.float32)
        network = Network(folder / "kokoro.onnx")
        self._front = network.opened(network.inputs, [*INPUTS, _DURATIONS], threads=threads)
        said, _ = phonemes(_AVERAGE, read_latin)
        features, source, style, _ = self._features("".join(filter(self._vocabulary.__contains__, said)))
        self._vocoder = Vocoder(network, features, source, style, threads=threads)

    def speak(self, text: str) -> Iterator[Spoken]:
        """The text as speech, its numbers read out."""
        for sentence in split_sentences(text, "zh"):
            yield from self._speak(sentence)

    def _speak(self, sentence: str) -> Iterator[Spoken]:
        said, tokens = phonemes(sentence, self._read_latin)
        known = [symbol in self._vocabulary for symbol in said]
        symbols = "".join(symbol for symbol in said if symbol in self._vocabulary)[:_LONGEST]
        if not symbols:
            yield Spoken(samples=np.zeros(0, np.float32), phones=(), words=timed_words(sentence, [], 0.0))
            return
        features, source, style, frames = self._features(symbols)
        first, last = spoken_frames(symbols, frames)
        length = (last - first) * FRAME_SAMPLES
        early_s = EARLY_S + first * FRAME_SAMPLES / VOICE_RATE_HZ
        edges = [min(edge, length / VOICE_RATE_HZ) for edge in edges_s(frames, FRAME_S, early_s)]
        place = [1 + min(at, len(symbols)) for at in accumulate(known, initial=0)]
        heard = [(token, edges[place[start]], edges[place[end]]) for token, start, end in tokens]
        phones = timed_phones(PAD + symbols + PAD, edges)
        words = timed_words(sentence, heard, length / VOICE_RATE_HZ)
        made = 0
        for samples in self._vocoder.speak(features, source, style, first, last):
            start, made = made, made + len(samples)
            yield piece(samples, start, phones, words, unfinished=made < length)

    def _features(self, symbols: str) -> tuple[Array, Array, Array, list[float]]:
        """What the vocoder takes (see there), and the frames of each symbol and of the pads around them."""
        style: Array = self._styles[min(len(symbols), len(self._styles) - 1)]
        ids = [0, *(self._vocabulary[symbol] for symbol in symbols), 0]
        inputs = {
            "tokens": np.array([ids], np.int64),
            "style": style,
            "speed": np.ones(1, np.float32),
        }
        features, source, frames = self._front.run(None, inputs)
        return features, source, style, [float(count) for count in frames.ravel()]


def spoken_frames(symbols: str, frames: Sequence[float]) -> tuple[int, int]:
    """The first frame of the vocoder that is heard, and the one after the last.

    `frames` are those of the symbols, and of the pads around them.
    """
    edges = edges_s(frames, FRAME_S, EARLY_S)
    sounds = len(symbols.rstrip("".join(PAUSES) + " "))
    per_s = VOICE_RATE_HZ / FRAME_SAMPLES
    first = max(0, math.floor((edges[1] - _EDGE_S) * per_s))
    last = math.ceil((edges[sounds + 1] + _EDGE_S) * per_s)
    return first, max(first + 1, min(last, round(sum(frames) * FRAME_S * per_s)))
