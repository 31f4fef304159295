"""Pictures out of SVG and PNG files: the frames' art and the event's logo. The only user of resvg."""

from io import BytesIO
from pathlib import Path

import resvg_py
from PIL import Image

from booth.errors import BoothError


def drawn(svg: str) -> Image.Image:
    """Return an SVG at its own size, RGBA. It has no text and loads nothing: no fonts, no other files."""
    try:
        png = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True)
    except ValueError as error:
        raise BoothError(f"The art of a frame is no valid SVG: {error}.") from error
    return Image.open(BytesIO(bytes(png))).convert("RGBA")


def logo(path: Path, width: int, height: int) -> Image.Image:
    """Return a logo, SVG or PNG, as large as fits into a size, RGBA."""
    try:
        if path.suffix.lower() == ".svg":
            png = resvg_py.svg_to_bytes(svg_path=str(path), skip_system_fonts=True, zoom=4)
            image = Image.open(BytesIO(bytes(png))).convert("RGBA")
        else:
            image = Image.open(path).convert("RGBA")
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise BoothError(f"The logo '{path}' cannot be read: {error}. Use an SVG or a PNG file.") from error
    scale = min(width / image.width, height / image.height)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS)
