"""Opens small networks with onnxruntime: the only file that imports it."""

import os
from pathlib import Path
from typing import Any

ERRORS_ONLY = 3


def opened(model: Path | bytes, *, threads: int = 1, arena: bool = True) -> Any:
    """Return a model, a file or what is in one, as an InferenceSession on the processor.

    `threads`: of one operation. `arena`: whether memory is kept for the next run, which is faster.
    Raises onnxruntime's own errors, which have no common base.
    """
    # Before the import: else the library gives this machine an id and reports to its maker what it runs.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime  # noqa: PLC0415 - heavy

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.enable_cpu_mem_arena = arena
    options.log_severity_level = ERRORS_ONLY
    content = model if isinstance(model, bytes) else str(model)
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
