"""Takes a voice's network apart: what is inside it becomes an output, an input or a constant.

The only file that imports onnx.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx.utils import Extractor

from models.onnx import opened


class Network:
    """A network's file, of which parts are opened."""

    def __init__(self, path: Path) -> None:
        self._model = onnx.load(path)

    @property
    def inputs(self) -> list[str]:
        """The names of what it takes."""
        return [value.name for value in self._model.graph.input]

    @property
    def outputs(self) -> list[str]:
        """The names of what it gives."""
        return [value.name for value in self._model.graph.output]

    def made_by(self, operation: str, *, since: Sequence[str]) -> list[str]:
        """The tensors that an operation makes between the tensors `since` and the network's end."""
        nodes = self._part(since, self.outputs).graph.node
        return [name for node in nodes if node.op_type == operation for name in node.output]

    def opened(
        self,
        inputs: Sequence[str],
        outputs: Sequence[str],
        *,
        threads: int,
        constants: Mapping[str, NDArray[np.float32]] | None = None,
    ) -> Any:
        """What makes `outputs` of `inputs` and `constants`, as an InferenceSession."""
        fixed = constants or {}
        part = self._part([*inputs, *fixed], outputs)
        variable = [value for value in part.graph.input if value.name not in fixed]
        del part.graph.input[:]
        part.graph.input.extend(variable)
        part.graph.initializer.extend(
            onnx.numpy_helper.from_array(value, name) for name, value in fixed.items()
        )
        return opened(part.SerializeToString(), threads=threads)

    def _part(self, inputs: Sequence[str], outputs: Sequence[str]) -> onnx.ModelProto:
        return Extractor(self._model).extract_model(list(inputs), list(outputs))
