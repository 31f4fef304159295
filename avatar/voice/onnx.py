"""Runs voice models with onnxruntime, and reads from inside their graphs how long each phoneme is."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import onnxruntime
from numpy.typing import NDArray

_GRAPH, _OUTPUT, _NAME = 7, 12, 1
"""Field numbers of ModelProto.graph, GraphProto.output and ValueInfoProto.name in ONNX's protobuf schema."""
_BYTES = 2
"""The protobuf wire type of a field with a length."""


class VoiceModel:
    """A voice's network; `duration` names the tensor inside it that holds the frames of each symbol."""

    def __init__(self, path: Path, *, duration: str, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        content = with_output(path.read_bytes(), duration)
        self._session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])

    def run(self, inputs: Mapping[str, NDArray[Any]]) -> tuple[list[NDArray[Any]], list[float]]:
        """What the network puts out, and the frames of each symbol."""
        *outputs, frames = self._session.run(None, dict(inputs))
        return outputs, [float(count) for count in frames.ravel()]


def with_output(model: bytes, tensor: str) -> bytes:
    """The same ONNX model with a tensor of its graph as one more output.

    Protobuf merges messages that are written one after the other, so a graph with nothing but the output,
    appended, adds it to the model's.
    """
    return model + _field(_GRAPH, _field(_OUTPUT, _field(_NAME, tensor.encode())))


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | _BYTES) + _varint(len(content)) + content


def _varint(number: int) -> bytes:
    encoded = bytearray()
    while number > 0x7F:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*encoded, number])
