"""Mandarin: Kokoro-82M (8-bit), the model `kokoro-82m` of the catalogue."""

import json
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avatar.voice.durations import MARKS, PAD, PAUSES, edges_s, timed_phones
from avatar.voice.errors import VoiceError
from avatar.voice.mandarin import phonemes
from avatar.voice.onnx import VoiceModel
from avatar.voice.sentences import split_sentences
from avatar.voice.speech import VOICE_RATE_HZ, Spoken, joined
from avatar.voice.written import timed_words

FRAME_S = 0.025
EARLY_S = 0.075
"""What Kokoro's own time stamps assume too, and what was measured: b and p are quietest so."""
SPEAKER = "jf_gongitsune"
_DURATIONS = "/encoder/Clip_output_0"
_LONGEST = 500
"""Phonemes that the network takes at once."""
_UNLIMITED, _BEFORE, _LAST_SOUND, _AFTER = 100.0, 7.0, 11.0, 4.0
"""Frames of a symbol at most: of any, of the silence before a sentence, of its last phoneme, of what follows
that. The network would make half a second of silence around each sentence, at the price of speech."""


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
        self._model = VoiceModel(folder / "kokoro.onnx", duration=_DURATIONS, threads=threads, limited=True)

    def speak(self, text: str) -> Spoken:
        """The text as speech, its numbers read out."""
        return joined([self._speak(sentence) for sentence in split_sentences(text, "zh")])

    def _speak(self, sentence: str) -> Spoken:
        said, tokens = phonemes(sentence, self._read_latin)
        known = [symbol in self._vocabulary for symbol in said]
        symbols = "".join(symbol for symbol in said if symbol in self._vocabulary)[:_LONGEST]
        if not symbols:
            return Spoken(samples=np.zeros(0, np.float32), phones=(), words=timed_words(sentence, [], 0.0))
        ids = [0, *(self._vocabulary[symbol] for symbol in symbols), 0]
        inputs = {
            "tokens": np.array([ids], np.int64),
            "style": self._styles[min(len(symbols), len(self._styles) - 1)],
            "speed": np.ones(1, np.float32),
        }
        (samples,), frames = self._model.run(inputs, longest_frames(symbols))
        edges = edges_s(frames, FRAME_S, EARLY_S)
        place = [1 + min(at, len(symbols)) for at in accumulate(known, initial=0)]
        heard = [(token, edges[place[start]], edges[place[end]]) for token, start, end in tokens]
        return Spoken(
            samples=samples.ravel().astype(np.float32),
            phones=timed_phones(PAD + symbols + PAD, edges),
            words=timed_words(sentence, heard, samples.size / VOICE_RATE_HZ),
        )


def longest_frames(symbols: str) -> NDArray[np.float32]:
    """The most frames of each symbol and of the pads around them: (len(symbols) + 2,)."""
    longest = np.full(len(symbols) + 2, _UNLIMITED, np.float32)
    longest[0] = _BEFORE
    spoken = symbols.rstrip("".join(PAUSES) + " ")
    longest[len(spoken) + 1 :] = _AFTER
    sounds = len(spoken.rstrip("".join(MARKS)))
    longest[max(1, sounds) : len(spoken) + 1] = _LAST_SOUND
    return longest
