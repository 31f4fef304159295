import shutil
from pathlib import Path

import pytest

from booth.compose.frame import read, read_all
from booth.errors import BoothError
from booth.ports import Size

MOST_CUT = 0.12
"""Share of a shot's width that a frame may cut."""
LANGUAGES = {"en", "zh-Hant", "zh-Hans", "es", "fr", "de", "ja", "pt", "ko"}


def test_the_shipped_frames_have_every_size_and_name_and_stay_on_their_sheets(frames: Path) -> None:
    for frame in read_all(frames).values():
        assert set(frame.layout.names) == LANGUAGES
        assert set(frame.sheets) == set(Size)
        for sheet in frame.sheets.values():
            for left, top, width, height in (
                *sheet.shots,
                *(box for boxes in sheet.places.values() for box in boxes),
            ):
                assert left >= 0
                assert top >= 0
                assert left + width <= sheet.width, frame.layout.id
                assert top + height <= sheet.height, frame.layout.id


def test_prints_are_four_by_six_inches_at_300_dpi_and_stories_fill_a_phone(frames: Path) -> None:
    for frame in read_all(frames).values():
        printed, story = frame.sheets[Size.PRINT], frame.sheets[Size.STORY]
        assert sorted((printed.width, printed.height)) == [1200, 1800]
        assert (story.width, story.height) == (1080, 1920)
        assert printed.places["link"], "a print carries the code"


def test_no_frame_cuts_those_at_the_side_of_a_group(frames: Path) -> None:
    for frame in read_all(frames).values():
        for size, sheet in frame.sheets.items():
            for _, _, width, height in sheet.shots:
                assert width / height / frame.layout.shot_aspect > 1 - MOST_CUT, f"{frame.layout.id}, {size}"


def test_single_pictures_come_before_strips(frames: Path) -> None:
    shots = [frame.layout.shots for frame in read_all(frames).values()]
    assert shots == sorted(shots)
    assert set(shots) == {1, 4}
    assert shots.count(1) >= 3


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("shots = 1", "", "lacks 'shots'"),
        ("logo =", "lgoo =", "unknown place 'lgoo'"),
        ("[style]\nevent", "[style]\nheading", "unknown style 'heading'"),
        ("weight = 600,", "wieght = 600,", "unknown key 'wieght'"),
        ("size = [1600, 1200]", "size = [1600]", "is wrong"),
        ("names = {", "names = ", "cannot be read"),
    ],
)
def test_a_mistake_in_a_frame_is_named(
    frames: Path, tmp_path: Path, before: str, after: str, complaint: str
) -> None:
    shutil.copytree(frames / "gala", tmp_path / "gala")
    file = tmp_path / "gala" / "frame.toml"
    file.write_text(file.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    with pytest.raises(BoothError, match=complaint):
        read(tmp_path / "gala")


def test_a_folder_without_frames_or_without_a_strip_says_so(frames: Path, tmp_path: Path) -> None:
    with pytest.raises(BoothError, match="has no frame: a folder with"):
        read_all(tmp_path)
    shutil.copytree(frames / "gala", tmp_path / "gala")
    with pytest.raises(BoothError, match="has no frame for a strip of four"):
        read_all(tmp_path)
