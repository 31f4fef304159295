"""Bytes into pictures and back, with everything that strangers' bytes may do to a decoder refused first."""

from collections.abc import Sequence
from io import BytesIO

import numpy as np
from PIL import Image, ImageOps

from booth.errors import PictureError
from booth.events import Format
from booth.ports import Picture

SHOT_BYTES = 12 << 20
"""The largest shot that is taken in."""
SHOT_PIXELS = 30_000_000
SHOT_SIDE_PX = 2400
"""Longer side of a shot as it is worked with; larger ones are made smaller."""
PART_SIDE_PX = {Format.STRIP: 1000, Format.GIF: 800}
"""The same for shots that are only a part of the picture: no frame shows them any larger."""
DARK = 12
"""Mean brightness, of 255, below which a picture is too dark to have a guest on it."""
GIF_FRAME_MS = 90


def decode(content: bytes) -> Picture:
    """Return the picture in a JPEG, PNG or WebP, upright and at most SHOT_SIDE_PX long.

    Raises PictureError for anything else, before more than its header is read.
    """
    if len(content) > SHOT_BYTES:
        raise PictureError(f"The picture has {len(content) >> 20} MB; {SHOT_BYTES >> 20} MB are the most.")
    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as image:
            width, height = image.size
            if width * height > SHOT_PIXELS:
                megapixels, most = width * height / 1e6, SHOT_PIXELS / 1e6
                raise PictureError(f"The picture has {megapixels:.0f} megapixels; {most:.0f} are the most.")
            image.draft("RGB", (SHOT_SIDE_PX, SHOT_SIDE_PX))
            upright = ImageOps.exif_transpose(image).convert("RGB")
            upright.thumbnail((SHOT_SIDE_PX, SHOT_SIDE_PX))
            return np.asarray(upright, dtype=np.uint8)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PictureError("This is no picture that can be read: use a JPEG, PNG or WebP.") from error


def encode(picture: Picture, quality: int = 92) -> bytes:
    """Return a picture as JPEG without any metadata."""
    out = BytesIO()
    Image.fromarray(picture).save(out, "JPEG", quality=quality, subsampling="4:2:0")
    return out.getvalue()


def crop(picture: Picture, aspect: float) -> Picture:
    """Return the middle of a picture with an aspect (width by height)."""
    height, width = picture.shape[:2]
    across, down = min(width, round(height * aspect)), min(height, round(width / aspect))
    left, top = (width - across) // 2, (height - down) // 2
    return picture[top : top + down, left : left + across]


def shrink(picture: Picture, side_px: int) -> Picture:
    """Return a picture whose longer side is at most `side_px`."""
    image = Image.fromarray(picture)
    image.thumbnail((side_px, side_px))
    return np.asarray(image, dtype=np.uint8)


def bearable(picture: Picture, format: Format) -> Picture:
    """Return a shot no larger than its format needs, so that looks take no longer than they must."""
    side_px = PART_SIDE_PX.get(format, SHOT_SIDE_PX)
    return picture if max(picture.shape[:2]) <= side_px else shrink(picture, side_px)


def too_dark(picture: Picture) -> bool:
    """Whether a camera gave a black frame: covered, or still waking up."""
    return float(picture[::8, ::8].mean()) < DARK


def boomerang(frames: Sequence[Picture]) -> bytes:
    """Return a GIF that plays frames forth and back for ever."""
    forth = [Image.fromarray(frame) for frame in frames]
    # One palette for all, or the colours would crawl.
    sample = Image.fromarray(np.concatenate([frame[::4, ::4] for frame in frames]))
    palette = sample.quantize(colors=256, method=Image.Quantize.MEDIANCUT)
    there = [frame.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG) for frame in forth]
    both = there + there[-2:0:-1]
    out = BytesIO()
    both[0].save(
        out, "GIF", save_all=True, append_images=both[1:], duration=GIF_FRAME_MS, loop=0, optimize=False
    )
    return out.getvalue()
