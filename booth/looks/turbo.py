"""Loads turbo models of the Stable Diffusion family: the only user of diffusers and torch."""

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import numpy as np
from PIL import Image

from booth.errors import LookUnavailable
from booth.looks.diffusion import Pipeline
from booth.ports import Picture

NEEDED_BYTES = {"stabilityai/sd-turbo": 4 << 30, "stabilityai/sdxl-turbo": 9 << 30}
"""GPU memory for weights and one picture, at half precision."""
KEPT_FREE_BYTES = 3 << 30
"""GPU memory that stays free for captions beside."""
SEED = 31


class Turbo:
    """A pipeline in memory."""

    def __init__(self, pipeline: Any, torch: Any, device: str) -> None:
        self._pipeline = pipeline
        self._torch = torch
        self._device = device

    def draw(
        self, picture: Picture, prompt: str, *, strength: float, steps: int, on_step: Callable[[float], None]
    ) -> Picture:
        """See `Pipeline.draw`; the same picture is drawn the same way every time."""
        whole = max(1, int(steps * strength))

        def stepped(_pipeline: Any, step: int, _timestep: int, tensors: dict[str, Any]) -> dict[str, Any]:
            on_step((step + 1) / whole)
            return tensors

        try:
            result = self._pipeline(
                prompt=prompt,
                image=Image.fromarray(picture),
                strength=strength,
                num_inference_steps=steps,
                guidance_scale=0.0,  # turbo models were distilled without guidance
                generator=self._torch.Generator(self._device).manual_seed(SEED),
                callback_on_step_end=stepped,
            )
        except self._torch.OutOfMemoryError as error:
            self._torch.cuda.empty_cache()
            raise LookUnavailable("The GPU's memory is full.") from error
        return np.asarray(result.images[0], np.uint8)


def missing() -> str:
    """Return why no diffusion look can be made on this machine, empty when it can."""
    if find_spec("torch") is None or find_spec("diffusers") is None:
        return "the extra 'diffusion' is not installed"
    import torch  # noqa: PLC0415 - very heavy, of the extra `diffusion`

    return "" if torch.cuda.is_available() else "there is no NVIDIA GPU"


def load(name: str) -> Pipeline:
    """Return a model from the hub's cache on this machine. Raises LookUnavailable, saying what to do."""
    if reason := missing():
        raise LookUnavailable(f"'{name}' cannot be used: {reason}.")
    import torch  # noqa: PLC0415 - very heavy, of the extra `diffusion`
    from diffusers import AutoPipelineForImage2Image  # noqa: PLC0415

    free, _ = torch.cuda.mem_get_info()
    needed = NEEDED_BYTES.get(name, max(NEEDED_BYTES.values())) + KEPT_FREE_BYTES
    if free < needed:
        raise LookUnavailable(
            f"'{name}' needs {needed >> 30} GB of free GPU memory, and {free >> 30} GB are free."
        )
    return from_folder(name, AutoPipelineForImage2Image, torch, "cuda")


def from_folder(name: str, pipelines: Any, torch: Any, device: str) -> Turbo:
    """Return a model that is on this disk, by hub name or folder; nothing is downloaded while guests wait."""
    half = torch.float16 if device == "cuda" else torch.float32
    try:
        pipeline = pipelines.from_pretrained(name, dtype=half, local_files_only=True).to(device)
    except (OSError, ValueError) as error:
        raise LookUnavailable(
            f"'{name}' is not on this machine. Fetch it before the event: hf download {name}"
        ) from error
    except torch.OutOfMemoryError as error:
        raise LookUnavailable("The GPU's memory is full.") from error
    pipeline.set_progress_bar_config(disable=True)
    return Turbo(pipeline, torch, device)
