"""The fonts that pictures are written with.

Two Latin families, and Noto Sans CJK for everything Chinese, Japanese and Korean, in the shapes of the
guest's language. They come from the model catalogue (`booth-fonts`, OFL-1.1), so that a picture looks the
same on every machine.
"""

from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import ImageFont

from booth.errors import BoothError
from models import FootlightsError, resolve

MODEL_ID = "booth-fonts"
FILES = {
    "serif": "PlayfairDisplay.ttf",
    "serif-italic": "PlayfairDisplay-Italic.ttf",
    "sans": "InterTight.ttf",
}
"""Family in a frame → file."""
CJK_FILE = "NotoSansCJK.ttc"
CJK_INDEX = {"ja": 0, "ko": 1, "zh-Hans": 2, "zh-Hant": 4}
"""Page language → the font of the collection; 4 has Hong Kong's shapes."""
KOREAN = range(0xAC00, 0xD7A4)
KANA = range(0x3040, 0x3100)


class FontBook:
    """Fonts by family, weight and size, opened once each."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder`: where the files are; the user's own models when None. Raises BoothError without them."""
        self._folder = folder or _fetched()
        self._open = lru_cache(maxsize=256)(self._opened)

    def face(self, family: str, weight: int, size_px: int, index: int = 0) -> ImageFont.FreeTypeFont:
        """Return a font at a weight (100 to 900) and a size."""
        return self._open(self._path(family), index, weight, size_px)

    def runs(self, text: str, family: str, language: str) -> list[tuple[str, str, int]]:
        """Split a text into (text, family, index) by the font that has its characters; drop what none has."""
        runs: list[tuple[str, str, int]] = []
        for character in text:
            chosen = self._chosen(character, family, language)
            if chosen is None:
                continue
            if runs and runs[-1][1:] == chosen:
                runs[-1] = (runs[-1][0] + character, *chosen)
            else:
                runs.append((character, *chosen))
        return runs

    def _chosen(self, character: str, family: str, language: str) -> tuple[str, int] | None:
        if ord(character) in _characters(self._path(family), 0):
            return family, 0
        index = _cjk_index(character, language)
        return ("cjk", index) if ord(character) in _characters(self._path("cjk"), index) else None

    def _path(self, family: str) -> Path:
        return self._folder / (CJK_FILE if family == "cjk" else FILES[family])

    @staticmethod
    def _opened(path: Path, index: int, weight: int, size_px: int) -> ImageFont.FreeTypeFont:
        try:
            font = ImageFont.truetype(path, size_px, index=index)
        except OSError as error:
            raise BoothError(
                f"The font '{path}' cannot be read. Run: footlights models pull {MODEL_ID}"
            ) from error
        font.set_variation_by_axes([weight])
        return font


def display_font() -> Path:
    """Return the file of the font that titles are set in, on pictures and screens. Raises BoothError."""
    return _fetched() / FILES["serif"]


def _fetched() -> Path:
    try:
        return resolve(MODEL_ID, "fonts")
    except FootlightsError as error:
        raise BoothError(f"There are no fonts to write on pictures with. {error}") from error


def _cjk_index(character: str, language: str) -> int:
    """Choose by script where it tells, and else by the guest's language."""
    if ord(character) in KOREAN:
        return CJK_INDEX["ko"]
    if ord(character) in KANA:
        return CJK_INDEX["ja"]
    return CJK_INDEX.get(language, CJK_INDEX["zh-Hant"])


@lru_cache(maxsize=16)
def _characters(path: Path, index: int) -> frozenset[int]:
    """Return the code points that a font can write."""
    with TTFont(path, fontNumber=index, lazy=True) as font:
        return frozenset(font.getBestCmap())
