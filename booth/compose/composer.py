"""Puts shots into frames; see `booth.ports.Composer`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import numpy as np
import segno
from PIL import Image, ImageDraw

from booth.compose import art
from booth.compose.fonts import FontBook
from booth.compose.frame import WRITTEN, Frame, Sheet, read_all
from booth.compose.text import LINE, Box, Style, Writer
from booth.errors import BoothError
from booth.ports import Layout, Picture, Size, Texts

FACES_AT = 0.38
"""Where the middle of what is kept lies when a shot is cropped in height: faces are in the upper half."""
MARK = Style(weight=600, colour="#ffffff")
MARK_SHARE = 0.052
"""Height of the mark of AI by the shorter side of a shot."""
MARK_LEAST_PX = 30
PREVIEW_OPACITY = 100
"""Of 255: how much the art over a live picture may cover, so that it shows through everywhere."""
PREVIEW_MARGIN_PX = 16
QUOTES = {"de": "„{}“", "fr": "« {} »", "ja": "「{}」", "zh-Hant": "「{}」", "es": "«{}»"}
"""Page language → what stands around a quote, where it is not “ ”."""
QUIET_MODULES = 2
"""White border of a QR code that already lies on white."""


class FrameComposer:
    """Composes pictures in the frames of a folder."""

    def __init__(self, folder: Path, fonts: FontBook | None = None, logo: Path | None = None) -> None:
        """`logo`: the event's, SVG or PNG. Raises BoothError when frames, fonts or logo cannot be read."""
        self._frames: Mapping[str, Frame] = read_all(folder)
        self._writer = Writer(fonts or FontBook())
        self._logo = logo
        self._art = lru_cache(maxsize=None)(self._drawn_art)
        for id in self._frames:  # what is wrong with the art or the logo is found now
            self._art(id, Size.SCREEN)

    def layouts(self) -> tuple[Layout, ...]:
        """All layouts, those of a single shot first."""
        return tuple(frame.layout for frame in self._frames.values())

    def compose(self, shots: Sequence[Picture], layout_id: str, texts: Texts, size: Size) -> Picture:
        """Return the shots in the layout's frame; shots are cropped to their boxes, never stretched."""
        frame = self._frame(layout_id)
        sheet = frame.sheets[size]
        image = Image.new("RGB", (sheet.width, sheet.height))
        fitted: dict[tuple[int, int, int], Image.Image] = {}
        for number, box in enumerate(sheet.shots):
            shot = (number % len(shots), *box[2:])
            fitted[shot] = fitted.get(shot) or _fitted(shots[shot[0]], box)
            image.paste(fitted[shot], box[:2])
        over = self._art(layout_id, size)
        image.paste(over, (0, 0), over)
        draw = ImageDraw.Draw(image, "RGBA")
        self._write(draw, frame, sheet, texts)
        if texts.link:
            for box in sheet.places.get("link", ()):
                _code(image, texts.link, box)
        if texts.mark:
            self._mark(draw, texts, sheet)
        return np.asarray(image, np.uint8)

    def preview_frame(self, layout_id: str, texts: Texts) -> bytes:
        """Return a PNG of the frame around one shot, nearly transparent where the live picture belongs."""
        frame = self._frame(layout_id)
        sheet = frame.sheets[Size.SCREEN]
        seen = self._art(layout_id, Size.SCREEN).copy()
        left, top, width, height = sheet.shots[0]
        window = seen.crop((left, top, left + width, top + height))
        window.putalpha(window.getchannel("A").point(lambda opacity: min(opacity, PREVIEW_OPACITY)))
        seen.paste(window, (left, top))
        self._write(ImageDraw.Draw(seen), frame, sheet, texts)
        if len(sheet.shots) > 1:
            margin = PREVIEW_MARGIN_PX
            seen = seen.crop((left - margin, top - margin, left + width + margin, top + height + margin))
        out = BytesIO()
        seen.save(out, "PNG")
        return out.getvalue()

    def _frame(self, layout_id: str) -> Frame:
        try:
            return self._frames[layout_id]
        except KeyError:
            known = ", ".join(self._frames)
            raise BoothError(f"Unknown frame '{layout_id}'. Known: {known}.") from None

    def _drawn_art(self, layout_id: str, size: Size) -> Image.Image:
        """Return a frame's art with the event's logo on it."""
        sheet = self._frames[layout_id].sheets[size]
        drawn = art.drawn(sheet.art)
        for left, top, width, height in sheet.places.get("logo", ()) if self._logo else ():
            logo = art.logo(self._logo, width, height)  # type: ignore[arg-type] # there is one, see above
            at = (left + (width - logo.width) // 2, top + (height - logo.height) // 2)
            drawn.alpha_composite(logo, at)
        return drawn

    def _write(self, draw: ImageDraw.ImageDraw, frame: Frame, sheet: Sheet, texts: Texts) -> None:
        for name in WRITTEN:
            for box in sheet.places.get(name, ()):
                style = frame.styles.get(name, Style())
                style = replace(style, align=sheet.align or style.align)
                self._writer.write(draw, _said(name, texts), box, style, texts.language)

    def _mark(self, draw: ImageDraw.ImageDraw, texts: Texts, sheet: Sheet) -> None:
        """Write the mark of AI on a dark ground in the upper right corner of every shot."""
        for left, top, wide, high in sheet.shots:
            height = max(MARK_LEAST_PX, round(min(wide, high) * MARK_SHARE))
            text_px = int(height / 1.9)
            width = round(self._writer.length(texts.mark, text_px, MARK, texts.language) + height * 0.9)
            x, y = left + wide - width - height // 2, top + height // 2
            draw.rounded_rectangle((x, y, x + width, y + height), height // 2, fill=(10, 12, 20, 190))
            box = (x, y + (height - round(text_px * LINE)) // 2, width, round(text_px * LINE) + 1)
            self._writer.write(draw, texts.mark, box, MARK, texts.language)


def _said(name: str, texts: Texts) -> str:
    """Return what stands at a place, a quote between its language's marks."""
    text = str(getattr(texts, name))
    return QUOTES.get(texts.language, "“{}”").format(text) if name == "quote" and text else text


def _fitted(shot: Picture, box: Box) -> Image.Image:
    """Return a shot that fills a box: cropped, then scaled."""
    height, width = shot.shape[:2]
    aspect = box[2] / box[3]
    across, down = min(float(width), height * aspect), min(float(height), width / aspect)
    left = (width - across) / 2
    top = (height - down) * FACES_AT
    part = (left, top, left + across, top + down)
    return Image.fromarray(shot).resize(box[2:], Image.Resampling.LANCZOS, box=part, reducing_gap=2.0)


def _code(image: Image.Image, link: str, box: Box) -> None:
    """Draw a QR code, whole modules large, in the middle of a box."""
    left, top, width, height = box
    code = segno.make_qr(link, error="m")
    modules = code.symbol_size(border=QUIET_MODULES)[0]
    scale = max(1, min(width, height) // modules)
    out = BytesIO()
    code.save(out, kind="png", scale=scale, border=QUIET_MODULES)
    drawn = Image.open(out).convert("RGB")
    image.paste(drawn, (left + (width - drawn.width) // 2, top + (height - drawn.height) // 2))
