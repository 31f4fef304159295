"""Loads a speech model on the best device there is, and says in one line what stands in the way."""

import ctypes
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import ctranslate2
import numpy as np

from live.errors import first_line
from live.events import RATE_HZ
from live.recognise.engine import WhisperEngine
from live.status import Problem
from models.allocator import keep_one_pool
from models.errors import ModelError
from models.instructions import with_widest_instructions

Device = Literal["auto", "cpu", "cuda"]

_LIBRARIES = {
    "linux": ("libcublasLt.so.12", "libcublas.so.12"),
    "win32": ("cublasLt64_12.dll", "cublas64_12.dll"),
}
CUDA_REMEDY = "Install the CUDA libraries with: python3 scripts/install.py cuda (NVIDIA driver 525 or later)."

Build = Callable[[str, str], WhisperEngine]
"""Builds an engine for a device and a compute type."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model that works, and what kept it from a better device."""

    engine: WhisperEngine
    problem: Problem | None


NEEDED = ("model.bin", "config.json", "tokenizer.json")
"""Files without which faster-whisper fails, or asks the hub for them."""
REMEDY = "Look what is wrong with: footlights models verify, or give another with --model."


def load_engine(directory: Path, *, device: Device = "auto", threads: int = 1) -> Loaded:
    """Load a CTranslate2 Whisper directory: on a GPU in float16 or int8_float16, else on the CPU in int8.

    With `cuda` a GPU that cannot be used raises a ModelError; with `auto` the CPU is used and the problem
    told. A damaged directory raises a ModelError.
    """
    keep_one_pool()
    missing = [name for name in NEEDED if not (directory / name).is_file()]
    if missing:
        raise ModelError(f"The speech model in {directory} is not whole: no {', '.join(missing)}. {REMEDY}")

    def build(on: str, compute_type: str) -> WhisperEngine:
        engine = WhisperEngine(directory, device=on, compute_type=compute_type, threads=threads)
        warm_up(engine)
        return engine

    if device == "cuda" or (device == "auto" and ctranslate2.get_cuda_device_count() > 0):
        preload_cuda()
        return _on_gpu(directory, build, device)
    return Loaded(_on_cpu(directory, build), None)


def warm_up(engine: WhisperEngine) -> None:
    """Run the whole model once, at its largest: what is missing shows now, the first words don't wait for it,
    and the memory of a talk is taken before it begins.
    """
    hiss = np.random.default_rng(0).normal(0.0, 0.01, 16 * RATE_HZ).astype(np.float32)
    encoded = engine.encode(hiss, 18.0)
    prompt = engine.tokens("Good morning, and welcome. " * 30)
    decoding = engine.decode(encoded, engine.languages[0], prompt=prompt, prefix=prompt[:6], beam=5, new=40)
    engine.align(encoded, engine.languages[0], [*prompt, *decoding.tokens])


def preload_cuda() -> None:
    """Load the CUDA libraries that the `cuda` extra installed, so that CTranslate2 finds them by name."""
    for name in _LIBRARIES.get(sys.platform, ()):
        for path in _installed(name):
            try:
                ctypes.CDLL(str(path), mode=ctypes.RTLD_GLOBAL)
            except OSError:
                continue
            break


def _installed(library: str) -> Iterator[Path]:
    """Where the packages of NVIDIA keep a library, in the order of preference."""
    spec = find_spec("nvidia")
    for root in spec.submodule_search_locations or () if spec else ():
        yield from sorted(Path(root).glob(f"*/lib/{library}")) + sorted(Path(root).glob(f"*/bin/{library}"))


def _on_gpu(directory: Path, build: Build, device: Device) -> Loaded:
    failure = ""
    for compute_type in ("float16", "int8_float16"):
        try:
            return Loaded(build("cuda", compute_type), None)
        except Exception as error:  # noqa: BLE001 - the libraries raise what they like
            failure = first_line(error)
    remedy = (
        CUDA_REMEDY if "cublas" in failure.lower() else "Close what else uses it, or take a smaller model."
    )
    message = f"The GPU cannot be used: {failure}. {remedy}"
    if device == "cuda":
        raise ModelError(message)
    return Loaded(
        _on_cpu(directory, build), Problem(code="gpu_unusable", message=f"{message} The CPU is used instead.")
    )


def _on_cpu(directory: Path, build: Build) -> WhisperEngine:
    try:
        return with_widest_instructions(lambda: build("cpu", "int8"))
    except Exception as error:  # tokenizers raises nothing narrower
        raise ModelError(
            f"The speech model in {directory} cannot be loaded: {first_line(error).rstrip('.')}. {REMEDY}"
        ) from error
