"""English: the voice that the hibari package carries. The only file that imports hibari."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from hibari import Hibari, dsp
from hibari.g2p import G2P
from hibari.g2p.normalize import normalize

from avatar.voice.durations import PAD, edges_s, timed_phones
from avatar.voice.network import Network
from avatar.voice.sentences import split_sentences
from avatar.voice.speech import VOICE_RATE_HZ, Spoken
from avatar.voice.written import timed_words

FRAME_S = 0.025
EARLY_S = 0.0625
"""Measured: so shifted, b and p are quietest and vowels loudest."""
_DURATIONS = "/Clip_output_0"
_LONGEST = 400
"""Phonemes that the network takes at once."""

Token = tuple[str, int, int]
"""A spoken token, and where its phonemes begin and end."""


class EnglishVoice:
    """American English; it reads and writes nothing but its package."""

    name = "hibari"
    languages: tuple[str, ...] = ("en",)

    def __init__(self) -> None:
        self._hibari = Hibari()
        network = Network(Path(self._hibari.model_path))
        self._session = network.opened(network.inputs, [*network.outputs, _DURATIONS], threads=1)

    def speak(self, text: str) -> Iterator[Spoken]:
        """The text as speech, its dates and numbers read out; bit-identical for the same text."""
        noise = np.random.default_rng(0)
        return (self._speak(sentence, noise) for sentence in split_sentences(text, "en"))

    def _speak(self, sentence: str, noise: np.random.Generator) -> Spoken:
        symbols, tokens = self._read(sentence)
        if not symbols:
            return Spoken(samples=np.zeros(0, np.float32), phones=(), words=timed_words(sentence, [], 0.0))
        ids = np.array([self._hibari.ids(symbols)], np.int64)
        *outputs, frames = self._session.run(None, {"ids": ids, "speed": np.ones(1, np.float32)})
        samples = dsp.synth(*(output[0] for output in outputs), noise)
        edges = edges_s(frames.ravel().tolist(), FRAME_S, EARLY_S)
        heard = [(token, edges[1 + start], edges[1 + end]) for token, start, end in tokens]
        return Spoken(
            samples=samples,
            phones=timed_phones(PAD + symbols + PAD, edges),
            words=timed_words(sentence, heard, len(samples) / VOICE_RATE_HZ),
        )

    def _read(self, sentence: str) -> tuple[str, list[Token]]:
        """The sentence's phonemes, and which of them belong to which token."""
        g2p = self._hibari.g2p
        phonemes = ""
        tokens: list[Token] = []
        for token in g2p.phonemize_tokens(g2p.tokenize(normalize(sentence.strip()))):
            said = "".join(symbol for symbol in token.phonemes or "" if symbol in self._hibari.vocab)
            start = len(phonemes)
            phonemes += said
            tokens.append((token.text, start, len(phonemes)))
            if token.whitespace and phonemes:
                phonemes += " "
        end = min(_LONGEST, len(phonemes.rstrip()))
        return phonemes[:end], [(text, min(a, end), min(b, end)) for text, a, b in tokens]


def read_latin() -> Callable[[str], str]:
    """Reads English words and names into phonemes, for voices of other languages that share the alphabet."""
    g2p = G2P()
    return lambda text: str(g2p(text))
