"""Networks taken apart: a small one."""

from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from avatar.voice.network import Network


@pytest.fixture
def network(tmp_path: Path) -> Network:
    """`frames` is `x` doubled, `mean` the mean of that, and `sound` the difference."""
    frames = helper.make_tensor_value_info("frames", TensorProto.FLOAT, ["n"])
    mean = helper.make_tensor_value_info("mean", TensorProto.FLOAT, [1])
    graph = helper.make_graph(
        [
            helper.make_node("Add", ["x", "x"], ["frames"]),
            helper.make_node("ReduceMean", ["frames"], ["mean"]),
            helper.make_node("Sub", ["frames", "mean"], ["sound"]),
        ],
        "network",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n"])],
        [helper.make_tensor_value_info("sound", TensorProto.FLOAT, ["n"])],
        value_info=[frames, mean],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    path = tmp_path / "voice.onnx"
    onnx.save(model, path)
    return Network(path)


X = np.array([1, 2, 3], np.float32)


def test_what_is_inside_is_told(network: Network) -> None:
    session = network.opened(network.inputs, [*network.outputs, "frames"], threads=1)
    sound, frames = session.run(None, {"x": X})

    assert frames.tolist() == [2.0, 4.0, 6.0]
    assert sound.tolist() == [-2.0, 0.0, 2.0]


def test_a_part_takes_what_is_made_elsewhere(network: Network) -> None:
    session = network.opened(["frames"], ["sound"], threads=1)
    assert session.run(None, {"frames": X})[0].tolist() == [-1.0, 0.0, 1.0]


def test_what_was_measured_once_stands_for_all(network: Network) -> None:
    assert network.made_by("ReduceMean", since=["frames"]) == ["mean"]
    session = network.opened(["x"], ["sound"], threads=1, constants={"mean": np.array([1], np.float32)})
    assert [value.name for value in session.get_inputs()] == ["x"]
    assert session.run(None, {"x": X})[0].tolist() == [1.0, 3.0, 5.0]
