import shutil
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from booth.compose.composer import FrameComposer
from booth.compose.fonts import FontBook
from booth.errors import BoothError
from booth.ports import Picture, Size, Texts

pytestmark = pytest.mark.model
RED = (200, 30, 30)


@pytest.fixture(scope="module")
def composer(frames: Path, fonts: FontBook, tmp_path_factory: pytest.TempPathFactory) -> FrameComposer:
    """One frame for a picture and one for a strip."""
    folder = tmp_path_factory.mktemp("frames")
    for name in ("paper", "paper-strip"):
        shutil.copytree(frames / name, folder / name)
    return FrameComposer(folder, fonts)


def shot(colour: tuple[int, int, int] = RED) -> Picture:
    return np.full((600, 900, 3), colour, np.uint8)


def box_of(composer: FrameComposer, changed: Texts) -> tuple[int, int, int, int]:
    """The part of a screen picture that a text changes: left, top, right, bottom."""
    plain = composer.compose([shot()], "paper", Texts(), Size.SCREEN)
    written = composer.compose([shot()], "paper", changed, Size.SCREEN)
    rows, columns = np.nonzero((plain != written).any(axis=2))
    return int(columns.min()), int(rows.min()), int(columns.max()), int(rows.max())


def test_a_single_shot_fills_its_box_in_every_size(composer: FrameComposer) -> None:
    for size, shape in ((Size.SCREEN, (1200, 1600)), (Size.STORY, (1920, 1080)), (Size.PRINT, (1200, 1800))):
        made = composer.compose([shot()], "paper", Texts(), size)
        assert made.shape == (*shape, 3)
        assert tuple(made[shape[0] // 2, shape[1] // 2]) == RED


def test_a_strip_print_holds_each_shot_twice(composer: FrameComposer) -> None:
    shots = [shot((40 * n, 0, 0)) for n in range(1, 5)]
    made = composer.compose(shots, "paper-strip", Texts(), Size.PRINT)
    for number, y in enumerate((230, 600, 970, 1340), start=1):
        assert made[y, 300, 0] == made[y, 900, 0] == 40 * number


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("GenA.I. Symposium", "en"),
        ("生成式人工智能研討會", "zh-Hant"),
        ("東京のカンファレンス", "ja"),
        ("서울 회의", "ko"),
    ],
)
def test_an_event_is_written_in_its_place_in_every_script(
    composer: FrameComposer, text: str, language: str
) -> None:
    left, top, right, bottom = box_of(composer, Texts(event=text, language=language))
    assert left >= 92 - 4
    assert top >= 1016
    assert right <= 742 + 4
    assert bottom <= 1096
    assert right - left > 150


def test_a_long_event_is_made_smaller_and_at_last_cut(composer: FrameComposer) -> None:
    _, _, right, _ = box_of(composer, Texts(event="A symposium with a name that never seems to end " * 4))
    assert right <= 742 + 4


def test_a_name_in_two_scripts_breaks_between_them(composer: FrameComposer) -> None:
    """What the second script says changes nothing of the first line."""
    made = [
        composer.compose([shot()] * 4, "paper-strip", Texts(event=event, language="zh-Hant"), Size.SCREEN)
        for event in ("", "GenA.I. Symposium 生成式人工智能研討會", "GenA.I. Symposium 東京銀行科技協會年會")
    ]
    rows = np.nonzero((made[0] != made[1]).any(axis=(1, 2)))[0]
    first = slice(int(rows[0]), int(rows[0] + rows[-1]) // 2)
    assert np.array_equal(made[1][first], made[2][first])
    assert not np.array_equal(made[1], made[2])


def test_chinese_characters_take_the_shapes_of_the_language(composer: FrameComposer) -> None:
    made = {
        language: composer.compose([shot()], "paper", Texts(event="骨直海", language=language), Size.SCREEN)
        for language in ("zh-Hant", "zh-Hans", "ja")
    }
    assert (made["zh-Hant"] != made["zh-Hans"]).any()
    assert (made["zh-Hant"] != made["ja"]).any()


def test_the_mark_of_ai_lies_on_the_shot(composer: FrameComposer) -> None:
    left, top, right, bottom = box_of(composer, Texts(mark="Changed with AI"))
    assert left > 56
    assert 56 < top < bottom < 200
    assert right < 56 + 1488


def test_characters_that_no_font_has_are_left_out(composer: FrameComposer) -> None:
    plain = composer.compose([shot()], "paper", Texts(guest="Ana"), Size.SCREEN)
    assert (plain == composer.compose([shot()], "paper", Texts(guest="Ana\U0001f680"), Size.SCREEN)).all()


def test_the_live_picture_shows_through_the_preview_where_it_will_be(composer: FrameComposer) -> None:
    frame = np.asarray(Image.open(BytesIO(composer.preview_frame("paper", Texts()))))
    rows, columns = np.nonzero(frame[:, :, 3] < 128)
    assert (columns.min(), rows.min(), columns.max(), rows.max()) == (56, 56, 1543, 985)
    strip = np.asarray(Image.open(BytesIO(composer.preview_frame("paper-strip", Texts()))))
    assert strip.shape == (592, 812, 4)


def test_the_preview_bears_the_name_of_the_event(composer: FrameComposer) -> None:
    assert composer.preview_frame("paper", Texts(event="Gala")) != composer.preview_frame("paper", Texts())


def test_a_logo_is_drawn_and_a_bad_one_is_named(frames: Path, fonts: FontBook, tmp_path: Path) -> None:
    for name in ("paper", "paper-strip"):
        shutil.copytree(frames / name, tmp_path / name)
    Image.new("RGB", (100, 100), (0, 0, 250)).save(tmp_path / "logo.png")
    composer = FrameComposer(tmp_path, fonts, tmp_path / "logo.png")
    made = composer.compose([shot()], "paper", Texts(), Size.SCREEN)
    assert tuple(made[1080, 1464]) == (0, 0, 250)
    (tmp_path / "logo.png").write_text("no logo", encoding="utf-8")
    with pytest.raises(BoothError, match="Use an SVG or a PNG file"):
        FrameComposer(tmp_path, fonts, tmp_path / "logo.png")


def test_a_quote_stands_in_the_marks_of_its_language(composer: FrameComposer) -> None:
    german = composer.compose([shot()], "paper", Texts(quote="Wort", language="de"), Size.SCREEN)
    english = composer.compose([shot()], "paper", Texts(quote="Wort", language="en"), Size.SCREEN)
    assert (german != english).any()


def test_missing_fonts_are_named_with_the_command_that_fetches_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTLIGHTS_CACHE", str(tmp_path))
    with pytest.raises(BoothError, match="footlights models pull booth-fonts"):
        FontBook()
