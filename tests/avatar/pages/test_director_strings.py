"""The director's texts: every language has all of them, and the page asks for none that there is not."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGES = ROOT / "avatar" / "pages"
STRINGS, SHARED = PAGES / "director-strings", ROOT / "live" / "pages" / "strings"
KEY = re.compile(r'^  (\w+): "(.*)",$', re.MULTILINE)
CODES = sorted(path.stem for path in SHARED.glob("*.js"))


def texts(path: Path) -> dict[str, str]:
    return dict(KEY.findall(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_every_text_with_its_places(code: str) -> None:
    english, other = (texts(STRINGS / f"{name}.js") for name in ("en", code))
    assert other.keys() == english.keys()
    for key, text in other.items():
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", english[key])), key


def test_the_page_asks_for_the_texts_that_there_are_and_reads_in_english_before() -> None:
    own, shared = texts(STRINGS / "en.js"), texts(SHARED / "en.js")
    page = (PAGES / "director.html").read_text(encoding="utf-8")
    modules = [(PAGES / name).read_text(encoding="utf-8") for name in ("director.js", "director-socket.js")]
    asked = set(re.findall(r'data-t="(\w+)"', page)) | set(re.findall(r'\bt\("(\w+)"', "".join(modules)))
    assert own.keys() - {"face", "spareFace"} <= asked <= own.keys() | shared.keys()
    assert not own.keys() & shared.keys()
    for key, text in re.findall(r'data-t="(\w+)"[^>]*>([^<]*)<', page):
        assert text == (own | shared)[key], key
