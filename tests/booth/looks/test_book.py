from pathlib import Path

import numpy as np
import pytest

from booth.errors import LookUnavailable
from booth.looks.book import LookBook, open_book
from booth.looks.catalogue import parse, read
from booth.looks.faces import FaceFinder
from booth.looks.person import GuestFinder, Segmenter
from booth.looks.providers import Drawings, Grades, Parameters, Scenes
from booth.looks.turbo import missing
from booth.ports import Picture, Progress

SHIPPED = Path(__file__).parents[3] / "configs" / "booth" / "looks.toml"
CATALOGUE = """
[[look]]
id = "scene"
provider = "scene"
ai = true
otherwise = "grade"
names = { en = "Scene" }
[[look]]
id = "grade"
provider = "grade"
names = { en = "Grade" }
[[look]]
id = "wrong"
provider = "grade"
names = { en = "Wrong" }
[look.set]
sparkle = 3
"""


def gradient(height: int = 60, width: int = 80) -> Picture:
    """A picture with every brightness and some colour."""
    ramp = np.linspace(0, 255, width, dtype=np.uint8)
    picture = np.zeros((height, width, 3), np.uint8)
    picture[..., 0], picture[..., 1], picture[..., 2] = ramp, ramp[::-1], 90
    return picture


class Absent:
    """A provider whose model is missing."""

    def render(self, picture: Picture, parameters: Parameters, progress: Progress) -> Picture:
        raise LookUnavailable("The model is missing.")


def book() -> LookBook:
    return LookBook(parse(CATALOGUE, "test"), {"scene": Absent(), "grade": Grades()})


def test_a_look_that_cannot_be_made_becomes_its_substitute_and_says_so() -> None:
    rendered = book().render(gradient(), "scene", lambda _: None)
    assert rendered.look.id == "grade"
    assert not rendered.look.changes_with_ai
    assert rendered.notice == "The model is missing. Made 'grade' instead."


def test_without_a_substitute_the_organiser_is_told() -> None:
    with pytest.raises(LookUnavailable, match=r"look 'wrong' has wrong settings .*sparkle"):
        book().render(gradient(), "wrong", lambda _: None)
    with pytest.raises(LookUnavailable, match=r"Unknown look 'x'\. Known: scene, grade"):
        book().render(gradient(), "x", lambda _: None)


def test_progress_ends_at_one() -> None:
    told: list[float] = []
    book().render(gradient(), "grade", told.append)
    assert (told[0], told[-1]) == (0.0, 1.0)


@pytest.mark.parametrize(
    "look_id", [id for id, entry in read(SHIPPED).items() if entry.provider in {"grade", "drawing"}]
)
def test_every_shipped_look_changes_the_picture_and_keeps_its_size(look_id: str) -> None:
    entries = read(SHIPPED)
    made = LookBook(entries, {"grade": Grades(), "drawing": Drawings()}).render(
        gradient(), look_id, lambda _: None
    )
    assert made.picture.shape == (60, 80, 3)
    assert made.picture.dtype == np.uint8
    assert made.look.id == look_id
    assert np.abs(made.picture.astype(int) - gradient()).mean() > 2


def test_a_missing_model_is_named_with_the_command_that_fetches_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTLIGHTS_CACHE", str(tmp_path))
    with pytest.raises(LookUnavailable, match="footlights models pull selfie-segmentation"):
        Scenes(GuestFinder(Segmenter(), FaceFinder()), tmp_path).render(gradient(), {}, lambda _: None)


def test_a_backdrop_that_is_no_picture_is_named(tmp_path: Path) -> None:
    (tmp_path / "hall.jpg").write_text("not a picture", encoding="utf-8")
    scenes = Scenes(Everybody(), tmp_path)
    with pytest.raises(LookUnavailable, match=r"The backdrop 'hall\.jpg'"):
        scenes.render(gradient(), {"picture": "hall.jpg"}, lambda _: None)


class Everybody(GuestFinder):
    """Takes every pixel for a guest."""

    def __init__(self) -> None:
        super().__init__(Segmenter(), FaceFinder())

    def likelihood(self, picture: Picture) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return np.ones((256, 256), np.float32)


def test_previews_are_handed_on() -> None:
    looks = LookBook(parse(CATALOGUE, "test"), {}, {"grade": b"jpeg"}).catalogue()
    assert [look.preview for look in looks] == [b"", b"jpeg", b""]


def test_the_shipped_previews_are_handed_on_and_looks_that_need_a_gpu_are_left_out_without_one() -> None:
    if not missing():
        pytest.skip("this machine has a GPU and the extra for diffusion")
    looks = open_book(SHIPPED).catalogue()
    assert {look.id for look in looks} == {
        id for id, entry in read(SHIPPED).items() if entry.provider != "diffusion"
    }
    assert all(look.preview.startswith(b"\xff\xd8") for look in looks)


@pytest.mark.model
def test_a_real_guest_is_cut_out_and_put_before_the_harbour(segmentation: Path, astronaut: Picture) -> None:
    """Astronaut Eileen Collins (NASA, public domain): her face stays, the flag behind her goes."""
    made = open_book(SHIPPED).render(astronaut, "harbour", lambda _: None)
    assert made.look.id == "harbour"
    face, flag = np.s_[90:160, 190:260], np.s_[40:200, 10:50]
    change = np.abs(made.picture.astype(int) - astronaut.astype(int))
    assert change[face].mean() < 30
    assert change[flag].mean() > 30
