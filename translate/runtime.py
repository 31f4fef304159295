"""The one place that knows CTranslate2: opens models on the best device and names its failures."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar

import ctranslate2
import numpy as np
from numpy.typing import NDArray

from models.errors import ModelError
from models.instructions import with_widest_instructions
from translate.errors import EngineError

Device = Literal["auto", "cpu", "cuda"]
T = TypeVar("T")


class Hypothesis(Protocol):
    """One result of an encoder-decoder."""

    hypotheses: list[list[str]]


class Generation(Protocol):
    """One result of a decoder."""

    sequences: list[list[str]]
    logits: list[list[Any]]
    """Of each sequence, of each token; where they are asked for."""


class SequenceModel(Protocol):
    """`ctranslate2.Translator`, as far as it is used."""

    def translate_batch(self, source: list[list[str]], **options: Any) -> Sequence[Hypothesis]:
        """Translate token sequences."""
        ...

    def unload_model(self) -> None:
        """Free the memory."""
        ...


class LanguageModel(Protocol):
    """`ctranslate2.Generator`, as far as it is used."""

    def generate_batch(self, start_tokens: list[list[str]], **options: Any) -> Sequence[Generation]:
        """Continue token sequences."""
        ...

    def unload_model(self) -> None:
        """Free the memory."""
        ...


def open_sequence_model(directory: Path, device: Device, threads: int) -> tuple[SequenceModel, bool]:
    """An encoder-decoder, and whether it runs on a GPU."""
    return _open(ctranslate2.Translator, directory, device, threads)


def open_language_model(directory: Path, device: Device, threads: int) -> tuple[LanguageModel, bool]:
    """A decoder, and whether it runs on a GPU."""
    return _open(ctranslate2.Generator, directory, device, threads)


def _open(kind: Callable[..., Any], directory: Path, device: Device, threads: int) -> tuple[Any, bool]:
    on_gpu = device == "cuda" or (device == "auto" and ctranslate2.get_cuda_device_count() > 0)
    try:
        model = with_widest_instructions(
            lambda: kind(
                str(directory),
                device="cuda" if on_gpu else "cpu",
                compute_type="int8_float16" if on_gpu else "int8",
                intra_threads=threads,
                inter_threads=1,
            )
        )
    except (RuntimeError, ValueError, MemoryError) as error:
        raise ModelError(
            f"The model in {directory} cannot be loaded: {error}. Pull it anew, or choose a smaller one."
        ) from error
    return model, on_gpu


def next_token(model: LanguageModel, static: list[str], prompt: list[str]) -> NDArray[np.float32]:
    """The logits of what follows a prompt, shape (tokens of the vocabulary,). Raises EngineError.

    `static`: the part before it that is always the same, which the model keeps evaluated.
    """
    options = {"max_length": 1, "sampling_topk": 1, "include_prompt_in_result": False}
    (found,) = run(
        lambda: model.generate_batch(
            [prompt], static_prompt=static, cache_static_prompt=True, return_logits_vocab=True, **options
        )
    )
    return np.asarray(found.logits[0][0], np.float32)


def run(work: Callable[[], T]) -> T:
    """Do a piece of model work; raises EngineError when the model fails."""
    try:
        return work()
    except (RuntimeError, ValueError, MemoryError) as error:
        raise EngineError(f"The translation model failed: {error}") from error
