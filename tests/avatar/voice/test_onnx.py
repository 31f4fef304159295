"""Networks with more inputs and outputs than their file has: a small one, written field by field."""

from pathlib import Path

import numpy as np
import pytest

from avatar.voice.onnx import VoiceModel, with_limit
from avatar.voice.protobuf import field, fields

FLOAT = 1


def network() -> bytes:
    """The input doubled, as `frames`, and that negated, as `sound`."""

    def value(name: bytes) -> bytes:
        shape = field(2, field(1, field(2, b"n")))
        return field(1, name) + field(2, field(1, field(1, FLOAT) + shape))

    def node(operation: bytes, *inputs: bytes, output: bytes) -> bytes:
        return b"".join(field(1, name) for name in inputs) + field(2, output) + field(4, operation)

    steps = node(b"Add", b"x", b"x", output=b"frames"), node(b"Neg", b"frames", output=b"sound")
    graph = b"".join(field(1, step) for step in steps) + field(2, b"g")
    graph += field(11, value(b"x")) + field(12, value(b"sound"))
    return field(1, 8) + field(7, graph) + field(8, field(2, 17))


def test_a_limited_network_lets_no_symbol_last_longer(tmp_path: Path) -> None:
    path = tmp_path / "voice.onnx"
    path.write_bytes(network())
    model = VoiceModel(path, duration="frames", threads=1, limited=True)
    x, longest = np.array([1, 2, 3], np.float32), np.array([9, 1, 5], np.float32)
    (sound,), frames = model.run({"x": x}, longest)

    assert frames == [2.0, 1.0, 5.0]
    assert sound.tolist() == [-2.0, -1.0, -5.0]


def test_what_is_not_touched_stays_byte_for_byte() -> None:
    assert with_limit(field(1, 8) + field(8, b"x" * 300), "frames") == field(1, 8) + field(8, b"x" * 300)


def test_fields_of_every_kind_are_read() -> None:
    message = field(3, 300) + field(2, b"abc") + b"\x25\x01\x02\x03\x04" + b"\x29" + bytes(8)
    assert [(number, value) for number, value, _ in fields(message)] == [
        (3, 300),
        (2, b"abc"),
        (4, b"\x01\x02\x03\x04"),
        (5, bytes(8)),
    ]
    assert b"".join(encoding for *_, encoding in fields(message)) == message


def test_a_file_of_another_kind_is_told() -> None:
    with pytest.raises(ValueError, match="unknown wire type"):
        list(fields(b"\x0b"))
