from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image

from booth.errors import LookUnavailable
from booth.looks.turbo import Turbo, from_folder, load, missing


class FullError(RuntimeError):
    """Stands for torch's own."""


class Generator:
    def __init__(self, device: str) -> None:
        self.seed = 0

    def manual_seed(self, seed: int) -> "Generator":
        self.seed = seed
        return self


class Torch:
    """The part of torch that is used."""

    OutOfMemoryError = FullError
    Generator = Generator
    float16, float32 = "half", "full"

    def __init__(self) -> None:
        self.emptied = 0
        self.cuda = SimpleNamespace(empty_cache=self._empty)

    def _empty(self) -> None:
        self.emptied += 1


class Model:
    """A pipeline that hands its picture back, after two steps, or runs out of memory."""

    def __init__(self, full: bool = False) -> None:
        self.full = full
        self.asked: dict[str, Any] = {}

    def __call__(
        self, *, callback_on_step_end: Callable[..., dict[str, Any]], **asked: Any
    ) -> SimpleNamespace:
        self.asked = asked
        if self.full:
            raise FullError("CUDA out of memory")
        for step in range(2):
            assert callback_on_step_end(self, step, 999 - step, {"latents": step}) == {"latents": step}
        return SimpleNamespace(images=[asked["image"]])


def test_a_picture_goes_through_the_pipeline_without_guidance_and_the_same_way_every_time() -> None:
    model, told = Model(), list[float]()
    picture = np.full((64, 64, 3), 90, np.uint8)
    made = Turbo(model, Torch(), "cpu").draw(picture, "a poster", strength=0.5, steps=4, on_step=told.append)
    assert (made == picture).all()
    assert told == [0.5, 1.0]
    assert isinstance(model.asked["image"], Image.Image)
    assert (model.asked["prompt"], model.asked["guidance_scale"]) == ("a poster", 0.0)
    assert model.asked["generator"].seed == 31


def test_full_memory_is_a_look_that_cannot_be_made_now_and_frees_what_it_can() -> None:
    torch = Torch()
    with pytest.raises(LookUnavailable, match="GPU's memory is full"):
        Turbo(Model(full=True), torch, "cuda").draw(
            np.zeros((64, 64, 3), np.uint8), "", strength=0.5, steps=4, on_step=lambda _: None
        )
    assert torch.emptied == 1


def test_a_model_that_is_not_on_this_machine_is_named_with_the_command_that_fetches_it() -> None:
    class Pipelines:
        @staticmethod
        def from_pretrained(name: str, **given: Any) -> None:
            assert given["local_files_only"], "nothing is downloaded while guests wait"
            raise OSError("no such model")

    with pytest.raises(LookUnavailable, match="hf download stabilityai/sd-turbo"):
        from_folder("stabilityai/sd-turbo", Pipelines, Torch(), "cuda")


def test_without_the_extra_or_a_gpu_it_is_said_why() -> None:
    if not missing():
        pytest.skip("this machine has a GPU and the extra for diffusion")
    with pytest.raises(LookUnavailable, match=r"cannot be used: (the extra|there is no)"):
        load("stabilityai/sd-turbo")
