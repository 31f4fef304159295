"""The widest instructions of the processor, for models of CTranslate2."""

import os
from collections.abc import Callable
from typing import TypeVar

ISA = "CT2_FORCE_CPU_ISA"
"""What CTranslate2 reads, once a process, when its first model is loaded."""
WIDEST = "AVX512"
"""What it uses only when it is told to. With it Whisper decodes a quarter faster (docs/benchmarks.md)."""

T = TypeVar("T")


def with_widest_instructions(load: Callable[[], T]) -> T:
    """Load a model with `load`, and once more with usual instructions where the processor lacks the widest.

    Raises what `load` raises. Whoever has set `CT2_FORCE_CPU_ISA` gets what it says.
    """
    if ISA in os.environ:
        return load()
    os.environ[ISA] = WIDEST
    try:
        return load()
    except ValueError:
        del os.environ[ISA]
        return load()
