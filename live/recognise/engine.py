"""Whisper through CTranslate2: encode, decode with a forced prefix, align. The one home of faster-whisper.

Faster-whisper's own pipeline encodes a padded window of 30 s and transcribes whole files; captions need
its parts one by one: short windows (CTranslate2's encoder takes any length), a forced prefix, and word
times by attention (`Whisper.align`, dynamic time warping over the cross-attention as in openai/whisper).
"""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.tokenizer import Tokenizer

from live.events import RATE_HZ, Samples
from live.recognise.words import TimedWord

FRAME_S = 0.01
"""Length of one feature frame, in seconds."""
ENCODER_MAX_S = 30.0
ALIGN_STEP_S = 0.02
"""Resolution of the alignment, in seconds."""
GRID_S = 0.5
"""Windows are padded up to a multiple of this: CTranslate2's convolutions keep their plans for every length
they have met, 1 to 3 MB each, so that free lengths fill the memory of a long day."""
LONG_S = 10.0
LONG_GRID_S = 3.0
"""The same for windows longer than `LONG_S`, which are rarer."""
PROMPT_TOKENS_MAX = 223
"""Whisper's own limit for previous text: half of its 448 positions, less one."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A window after the encoder."""

    output: Any
    """CTranslate2's StorageView, shape (1, frames / 2, width)."""
    samples: int
    """Samples of real sound, without the padding."""


@dataclass(frozen=True, slots=True)
class Decoding:
    """The text tokens that follow the forced prefix."""

    tokens: tuple[int, ...]
    score: float
    """Mean log-probability a token."""
    no_speech: float
    """Probability that the window holds no speech."""


P = ParamSpec("P")
T = TypeVar("T")


def _timed(
    call: Callable[Concatenate["WhisperEngine", P], T],
) -> Callable[Concatenate["WhisperEngine", P], T]:
    @wraps(call)
    def timed(engine: "WhisperEngine", /, *args: P.args, **kwargs: P.kwargs) -> T:
        began_s = time.perf_counter()
        try:
            return call(engine, *args, **kwargs)
        finally:
            engine.busy_s += time.perf_counter() - began_s

    return timed


class WhisperEngine:
    """One loaded Whisper model. Its methods block, and are meant for one worker thread."""

    def __init__(self, directory: Path, *, device: str, compute_type: str, threads: int) -> None:
        """Load a CTranslate2 Whisper directory, as faster-whisper uses them.

        Raises RuntimeError or ValueError, as CTranslate2 does, where the model or the device is unusable.
        """
        self._whisper = WhisperModel(
            str(directory),
            device=device,
            compute_type=compute_type,
            cpu_threads=threads,
            local_files_only=True,
        )
        self._tokenizers: dict[str, Tokenizer] = {}
        self.multilingual: bool = self._whisper.model.is_multilingual
        self.languages = tuple(
            code
            for code in self._whisper.supported_languages
            if not self.multilingual or self._whisper.hf_tokenizer.token_to_id(f"<|{code}|>") is not None
        )
        self.device: str = self._whisper.model.device
        self.compute_type: str = self._whisper.model.compute_type
        self.busy_s = 0.0
        """For how long it has worked so far."""

    @_timed
    def encode(self, samples: Samples, window_s: float) -> Encoded:
        """Encode `samples`, padded with silence to `window_s` seconds or a little more."""
        needed_s = max(window_s, len(samples) / RATE_HZ)
        grid_s = GRID_S if needed_s <= LONG_S else LONG_GRID_S
        length = int(min(math.ceil(needed_s / grid_s) * grid_s, ENCODER_MAX_S) * RATE_HZ)
        padded = np.zeros(length, dtype=np.float32)
        padded[: len(samples)] = samples[:length]
        features = self._whisper.feature_extractor(padded, padding=0)
        return Encoded(output=self._whisper.encode(features), samples=len(samples))

    @_timed
    def decode(
        self,
        encoded: Encoded,
        language: str,
        *,
        prompt: Sequence[int],
        prefix: Sequence[int],
        beam: int,
        new: int,
    ) -> Decoding:
        """Decode what follows the forced `prefix`, at most `new` tokens; `prompt` is the text before it."""
        tokenizer = self._tokenizer(language)
        before = [tokenizer.sot_prev, *prompt[-PROMPT_TOKENS_MAX:]] if prompt else []
        start = [*before, *tokenizer.sot_sequence, tokenizer.no_timestamps]
        result = self._whisper.model.generate(
            encoded.output,
            [[*start, *prefix]],
            beam_size=beam,
            max_length=_max_length(len(start), len(prefix) + new),
            return_scores=True,
            return_no_speech_prob=True,
        )[0]
        tokens = tuple(token for token in result.sequences_ids[0] if token < tokenizer.eot)
        return Decoding(tokens[len(prefix) :], result.scores[0], result.no_speech_prob)

    @_timed
    def align(self, encoded: Encoded, language: str, tokens: Sequence[int]) -> list[TimedWord]:
        """Split `tokens` into words and punctuation with times, in seconds from the start of the window."""
        if not tokens:
            return []
        tokenizer = self._tokenizer(language)
        frames = min(int(encoded.samples / RATE_HZ / FRAME_S), int(ENCODER_MAX_S / FRAME_S))
        result = self._whisper.model.align(encoded.output, tokenizer.sot_sequence, [list(tokens)], frames)[0]
        texts, groups = tokenizer.split_to_word_tokens([*tokens, tokenizer.eot])
        token_index = np.array([pair[0] for pair in result.alignments])
        time_index = np.array([pair[1] for pair in result.alignments])
        starts_s = (
            time_index[np.pad(np.diff(token_index), (1, 0), constant_values=1).astype(bool)] * ALIGN_STEP_S
        )
        bounds = np.cumsum([0, *(len(group) for group in groups[:-1])])
        return [
            TimedWord(
                text=text,
                tokens=tuple(group),
                start_s=float(starts_s[first]),
                end_s=float(starts_s[last]),
                weakest=float(np.min(result.text_token_probs[first:last])),
            )
            for text, group, first, last in zip(texts[:-1], groups[:-1], bounds[:-1], bounds[1:], strict=True)
        ]

    @_timed
    def detect_language(self, encoded: Encoded) -> dict[str, float]:
        """Probability of every language the model knows, by code."""
        ranked = self._whisper.model.detect_language(encoded.output)[0]
        return {token[2:-2]: probability for token, probability in ranked}

    def tokens(self, text: str) -> list[int]:
        """The tokens of `text`, for a prompt."""
        return list(self._tokenizer("en").encode(text))

    def _tokenizer(self, language: str) -> Tokenizer:
        if language not in self._tokenizers:
            self._tokenizers[language] = Tokenizer(
                self._whisper.hf_tokenizer, self.multilingual, task="transcribe", language=language
            )
        return self._tokenizers[language]


def _max_length(before: int, decoded: int) -> int:
    """What makes CTranslate2 stop after so many decoded tokens, the forced ones among them.

    It counts the tokens before them too, but for the last, and decodes no more than half of what it is given.
    """
    return decoded + max(before - 1, decoded)
