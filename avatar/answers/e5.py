"""Text as a vector: multilingual E5 small (Wang et al. 2024) on the CPU, in numpy.

A query and the passage that answers it point in nearly the same direction, whatever their languages.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from tokenizers import Tokenizer, models, pre_tokenizers

from avatar.answers.e5_file import E5File, Floats, Pieces, unpacked

Role = Literal["query", "passage"]
"""What a text is to the search; the model was trained with this word before it."""

MODEL_FILE = "model.bin"
_NEVER = -1000.0
"""The score of control pieces, so that no text can spell one."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """The weights of one layer; matrices are (inputs, outputs)."""

    attention: tuple[Floats, Floats]
    """Query, key and value side by side, with their biases."""
    output: tuple[Floats, Floats]
    attention_norm: tuple[Floats, Floats]
    widen: tuple[Floats, Floats]
    narrow: tuple[Floats, Floats]
    output_norm: tuple[Floats, Floats]


class E5:
    """The model in a directory. Its methods may be called by any thread."""

    def __init__(self, directory: Path) -> None:
        self._file = E5File(directory / MODEL_FILE)
        self._sizes = self._file.sizes
        self._tokenizer = _tokenizer(self._file.pieces)
        self._words = self._file.rows("emb.word", self._sizes.hidden)
        self._places = self._file.floats("emb.pos").reshape(-1, self._sizes.hidden)
        self._places = self._places + self._file.floats("emb.type")[: self._sizes.hidden]
        self._embedding_norm = (self._file.floats("emb.ln.w"), self._file.floats("emb.ln.b"))
        self._layers = [self._layer(f"l{index}") for index in range(self._sizes.layers)]

    def embed(self, texts: Iterable[str], role: Role) -> Floats:
        """Vectors of length 1, one row a text; their products are cosines. Long texts are cut at the end."""
        rows = [self._embed_one(f"{role}: {text}") for text in texts]
        return np.stack(rows) if rows else np.zeros((0, self._sizes.hidden), np.float32)

    def _embed_one(self, text: str) -> Floats:
        pieces = self._file.pieces
        read = text.translate(pieces.normalised)
        tokens = self._tokenizer.encode(read, add_special_tokens=False).ids[: self._sizes.positions - 2]
        vector = self._run([pieces.begin, *tokens, pieces.end]).mean(axis=0)
        return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-6), np.float32)

    def _run(self, tokens: Sequence[int]) -> Floats:
        """One vector a token."""
        x = unpacked(self._words[list(tokens)]) + self._places[: len(tokens)]
        x = self._normed(x, self._embedding_norm)
        for layer in self._layers:
            x = self._normed(x + _linear(self._attend(x, layer), layer.output), layer.attention_norm)
            wide = _gelu(_linear(x, layer.widen))
            x = self._normed(x + _linear(wide, layer.narrow), layer.output_norm)
        return x

    def _attend(self, x: Floats, layer: _Layer) -> Floats:
        heads = self._sizes.heads
        joint = _linear(x, layer.attention).reshape(len(x), 3, heads, -1)
        query, key, value = joint.transpose(1, 2, 0, 3)
        scores = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(query.shape[-1]))
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        return np.asarray((weights @ value).transpose(1, 0, 2).reshape(len(x), -1))

    def _normed(self, x: Floats, weights: tuple[Floats, Floats]) -> Floats:
        centred = x - x.mean(axis=-1, keepdims=True)
        deviation = np.sqrt(np.square(centred).mean(axis=-1, keepdims=True) + self._sizes.epsilon)
        return np.asarray(centred / deviation * weights[0] + weights[1])

    def _layer(self, name: str) -> _Layer:
        hidden, wide = self._sizes.hidden, self._sizes.feed_forward
        parts = [self._pair(f"{name}.{part}", hidden) for part in ("q", "k", "v")]
        return _Layer(
            attention=(np.hstack([w for w, _ in parts]), np.concatenate([b for _, b in parts])),
            output=self._pair(f"{name}.ao", hidden),
            attention_norm=self._norm(f"{name}.aln"),
            widen=self._pair(f"{name}.fi", hidden),
            narrow=self._pair(f"{name}.fo", wide),
            output_norm=self._norm(f"{name}.oln"),
        )

    def _pair(self, name: str, inputs: int) -> tuple[Floats, Floats]:
        weights = np.ascontiguousarray(self._file.matrix(f"{name}.w", inputs).T)
        return weights, self._file.floats(f"{name}.b")

    def _norm(self, name: str) -> tuple[Floats, Floats]:
        return self._file.floats(f"{name}.w"), self._file.floats(f"{name}.b")


def _tokenizer(pieces: Pieces) -> Tokenizer:
    control = {pieces.begin, pieces.end, pieces.unknown, 1}
    scored = [
        (piece, _NEVER if index in control else score) for index, (piece, score) in enumerate(pieces.scored)
    ]
    tokenizer = Tokenizer(models.Unigram(scored, pieces.unknown, byte_fallback=False))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    return tokenizer


def _linear(x: Floats, weights: tuple[Floats, Floats]) -> Floats:
    return np.asarray(x @ weights[0] + weights[1])


def _gelu(x: Floats) -> Floats:
    """Half of x times one plus the error function, by Abramowitz and Stegun 7.1.26 (error below 2e-7)."""
    size = np.abs(x) * np.float32(np.sqrt(0.5))
    t = 1 / (1 + np.float32(0.3275911) * size)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    error = np.sign(x) * (1 - series * np.exp(-size * size))
    return np.asarray(0.5 * x * (1 + error), np.float32)
