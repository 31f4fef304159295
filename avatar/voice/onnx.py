"""Runs voice models; reads and limits from inside their graphs how long each phoneme is."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from avatar.voice.protobuf import field, fields
from models import onnx

_GRAPH, _NODE, _GRAPH_INPUT, _GRAPH_OUTPUT = 7, 1, 11, 12
"""Field numbers of ModelProto.graph and GraphProto.node, input and output in ONNX's protobuf schema;"""
_INPUT, _OUTPUT, _OPERATION = 1, 2, 4
"""of NodeProto;"""
_NAME, _TYPE, _TENSOR, _KIND, _SHAPE, _DIMENSION, _SYMBOL = 1, 2, 1, 1, 2, 1, 2
"""of ValueInfoProto, TypeProto, its tensor type, TensorShapeProto and its dimensions."""
_FLOAT = 1
"""TensorProto.FLOAT."""
_LONGEST = "longest"
"""The input of a limited model: the most frames of each symbol."""


class VoiceModel:
    """A voice's network; `duration` names the tensor inside it that holds the frames of each symbol."""

    def __init__(self, path: Path, *, duration: str, threads: int, limited: bool = False) -> None:
        """`limited`: `run` is told the most frames of each symbol."""
        content = path.read_bytes()
        content = with_output(with_limit(content, duration) if limited else content, duration)
        self._session = onnx.opened(content, threads=threads)

    def run(
        self, inputs: Mapping[str, NDArray[Any]], longest: NDArray[np.float32] | None = None
    ) -> tuple[list[NDArray[Any]], list[float]]:
        """What the network puts out, and the frames of each symbol, at most `longest` of a limited model."""
        more = {} if longest is None else {_LONGEST: longest}
        *outputs, frames = self._session.run(None, {**inputs, **more})
        return outputs, [float(count) for count in frames.ravel()]


def with_output(model: bytes, tensor: str) -> bytes:
    """The same ONNX model with a tensor of its graph as one more output.

    Protobuf merges messages that are written one after the other, so a graph with nothing but the output,
    appended, adds it to the model's.
    """
    return model + field(_GRAPH, field(_GRAPH_OUTPUT, field(_NAME, tensor.encode())))


def with_limit(model: bytes, tensor: str) -> bytes:
    """The same ONNX model with one more input, `longest`, of as many numbers: what `tensor` is at most."""
    return b"".join(
        field(_GRAPH, _limited(value, tensor.encode()))
        if number == _GRAPH and isinstance(value, bytes)
        else encoding
        for number, value, encoding in fields(model)
    )


def _limited(graph: bytes, tensor: bytes) -> bytes:
    """The tensor gets another name where it is made, and its own again after the smaller was taken."""
    free = tensor + b"/free"
    written = []
    for number, value, encoding in fields(graph):
        if number == _NODE and isinstance(value, bytes) and (_OUTPUT, tensor) in _names(value):
            least = [field(_INPUT, free), field(_INPUT, _LONGEST.encode()), field(_OUTPUT, tensor)]
            least.append(field(_OPERATION, b"Min"))
            written += [field(_NODE, _renamed(value, tensor, free)), field(_NODE, b"".join(least))]
        else:
            written.append(encoding)
    shape = field(_SHAPE, field(_DIMENSION, field(_SYMBOL, b"symbols")))
    kind = field(_TYPE, field(_TENSOR, field(_KIND, _FLOAT) + shape))
    return b"".join([*written, field(_GRAPH_INPUT, field(_NAME, _LONGEST.encode()) + kind)])


def _names(node: bytes) -> list[tuple[int, int | bytes]]:
    return [(number, value) for number, value, _ in fields(node)]


def _renamed(node: bytes, old: bytes, new: bytes) -> bytes:
    return b"".join(
        field(_OUTPUT, new) if (number, value) == (_OUTPUT, old) else encoding
        for number, value, encoding in fields(node)
    )
