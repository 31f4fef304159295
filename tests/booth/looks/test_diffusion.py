from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from booth.errors import LookUnavailable
from booth.looks.diffusion import Diffusion, with_faces
from booth.looks.faces import Face, FaceFinder, face_mask
from booth.looks.gate import Gate
from booth.ports import Picture

SET = {"model": "m", "prompt": "p", "strength": 0.5, "steps": 4, "face": 0.8}
BUSY = [{"room": "main", "speed": 0.95, "shedding": []}]
FREE = [{"room": "main", "speed": 0.4, "shedding": []}]


class NoFaces(FaceFinder):
    """Finds none."""

    def faces(self, picture: Picture) -> list[Face]:
        return []


class Inverter:
    """A model that turns light into dark, in two steps."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, ...]] = []

    def draw(
        self, picture: Picture, prompt: str, *, strength: float, steps: int, on_step: Callable[[float], None]
    ) -> Picture:
        self.seen.append(picture.shape)
        on_step(0.5)
        on_step(1.0)
        return 255 - picture


def picture() -> Picture:
    return np.full((30, 40, 3), 40, np.uint8)


def test_a_look_is_drawn_at_the_models_size_and_comes_back_at_the_pictures() -> None:
    model, told = Inverter(), list[float]()
    made = Diffusion(lambda _: model, NoFaces(), Gate(list)).render(picture(), SET, told.append)
    assert model.seen == [(768, 1024, 3)]
    assert made.shape == (30, 40, 3)
    assert abs(int(made.mean()) - 215) < 2
    assert told == sorted(told)


def test_the_model_is_loaded_once() -> None:
    loaded: list[str] = []

    def load(name: str) -> Inverter:
        loaded.append(name)
        return Inverter()

    diffusion = Diffusion(load, NoFaces(), Gate(list))
    for name in ("m", "m", "other"):
        diffusion.render(picture(), {**SET, "model": name}, lambda _: None)
    assert loaded == ["m", "other"]


def test_captions_that_need_the_gpu_have_it_even_in_the_middle_of_a_picture() -> None:
    statuses: Iterator[Any] = iter([FREE, FREE, BUSY])
    diffusion = Diffusion(lambda _: Inverter(), NoFaces(), Gate(lambda: next(statuses)))
    with pytest.raises(LookUnavailable, match="captions of room 'main' need the GPU"):
        diffusion.render(picture(), SET, lambda _: None)


def test_without_captions_the_gate_is_open() -> None:
    def unreachable() -> Any:
        raise OSError("connection refused")

    assert Gate(unreachable).closed_because() == ""
    assert Gate(lambda: [{"room": "a", "speed": None, "shedding": ["beam"]}]).closed_because()


def test_a_picture_that_takes_too_long_is_given_up_and_the_memory_given_back() -> None:
    loaded: list[str] = []
    seconds = iter([0.0, 1.0, 99.0, 100.0, 101.0, 102.0])

    def load(name: str) -> Inverter:
        loaded.append(name)
        return Inverter()

    diffusion = Diffusion(load, NoFaces(), Gate(list), clock_s=lambda: next(seconds))
    with pytest.raises(LookUnavailable, match="longer than 25 s"):
        diffusion.render(picture(), SET, lambda _: None)
    diffusion.render(picture(), SET, lambda _: None)
    assert loaded == ["m", "m"]


def test_a_face_keeps_the_photographs_light_and_shadow() -> None:
    x = np.linspace(0, 60, 240, dtype=np.float32)
    stripes = np.tile((0.5 + 0.3 * np.sin(x))[None, :, None], (240, 1, 3)).astype(np.float32)
    flat = np.full_like(stripes, 0.5)
    share = face_mask([Face(60, 60, 120, 120)], 240, 240)
    made = with_faces(flat, stripes, share)
    inside, outside = np.s_[110:130, 90:150, 0], np.s_[:20, :, 0]
    assert np.corrcoef(made[inside].mean(axis=0), stripes[inside].mean(axis=0))[0, 1] > 0.95
    assert np.abs(made[outside] - flat[outside]).max() < 0.01


@pytest.mark.model
def test_a_real_face_is_found(segmentation: Path, astronaut: Picture) -> None:
    [face] = FaceFinder(segmentation).faces(astronaut)
    assert abs(face.left + face.width / 2 - 224) < 25
    assert abs(face.top + face.height / 2 - 120) < 25
