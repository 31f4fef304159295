"""Bytes of strangers: only pictures of a bearable size get in."""

import struct
import zlib
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from booth.errors import PictureError
from booth.pictures import SHOT_BYTES, SHOT_SIDE_PX, boomerang, crop, decode, encode, too_dark
from tests.booth.fakes import photograph


def png(width_px: int, height_px: int) -> bytes:
    """A black and white PNG whose pixels are still to come: its head must do to refuse it."""
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", width_px, height_px, 1, 0, 0, 0, 0)), (b"IDAT", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (png(10_000, 5_000), "50 megapixels"),
        (png(30_000, 30_000), "no picture"),
        (b"GIF89a", "no picture"),
        (b"<svg/>", "no picture"),
        (b"\xff\xd8 not really", "no picture"),
        (photograph()[:900], "no picture"),
        (b"", "no picture"),
        (bytes(SHOT_BYTES + 1), "MB"),
    ],
    ids=["50 megapixels", "bomb", "gif", "svg", "broken", "cut off", "empty", "large file"],
)
@pytest.mark.filterwarnings("ignore:Image size:PIL.Image.DecompressionBombWarning")
def test_whatever_is_no_bearable_picture_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(PictureError, match=words):
        decode(content)


def test_large_pictures_become_smaller_and_stand_upright() -> None:
    image = Image.new("RGB", (SHOT_SIDE_PX + 200, (SHOT_SIDE_PX + 200) * 3 // 4), "red")
    exif = Image.Exif()
    exif[0x0112] = 6
    out = BytesIO()
    image.save(out, "JPEG", exif=exif)
    assert decode(out.getvalue()).shape == (SHOT_SIDE_PX, round(SHOT_SIDE_PX * 3 / 4), 3)


def test_nothing_of_the_camera_stays_in_the_file() -> None:
    assert b"Exif" not in encode(decode(photograph()))


def test_crop_takes_the_middle() -> None:
    picture = np.zeros((100, 200, 3), np.uint8)
    assert crop(picture, 1.0).shape == (100, 100, 3)
    assert crop(picture, 4.0).shape == (50, 200, 3)


def test_black_frames_are_dark_and_evening_light_is_not() -> None:
    assert too_dark(np.full((80, 80, 3), 3, np.uint8))
    assert not too_dark(np.full((80, 80, 3), 40, np.uint8))


def test_boomerang_goes_forth_and_back() -> None:
    frames = [np.full((20, 20, 3), 30 * number, np.uint8) for number in range(5)]
    animation = Image.open(BytesIO(boomerang(frames)))
    assert (animation.n_frames, animation.info["loop"]) == (8, 0)  # type: ignore[attr-defined]
