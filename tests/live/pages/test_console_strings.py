"""The operators' texts: every language has all of them, and the pages ask for none that there is not."""

import inspect
import re
from pathlib import Path

import pytest

from live.operator import refusal
from live.room import EARLY_TRANSLATIONS

PAGES = Path(__file__).parents[3] / "live" / "pages"
STRINGS, OWN = PAGES / "strings", PAGES / "console-strings"
KEY = re.compile(r'^  (\w+): "(.*)",$', re.MULTILINE)
CODES = sorted(path.stem for path in STRINGS.glob("*.js"))
PROBLEMS = PAGES / "problem-strings"
PROBLEM_CODE = re.compile(r'\bcode(?:, \w+|: str)? ?= ?"(\w+)"')
REFUSAL_CODE = re.compile(r'return "(\w+)"')
SERVICES = ("zoom", "youtube", "webhook")
"""Those whose problems have their names."""


def texts(path: Path) -> dict[str, str]:
    return dict(KEY.findall(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_every_text_with_its_places(code):
    english, other = (texts(OWN / f"{name}.js") for name in ("en", code))
    assert other.keys() == english.keys()
    for key, text in other.items():
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", english[key])), key


def test_the_page_and_its_modules_ask_for_texts_that_there_are():
    known = texts(OWN / "en.js").keys() | texts(STRINGS / "en.js").keys()
    page = (PAGES / "console.html").read_text(encoding="utf-8")
    asked = set(re.findall(r'data-t(?:-label)?="(\w+)"', page))
    for module in PAGES.glob("console*.js"):
        asked |= set(re.findall(r'\bt\("(\w+)"', module.read_text(encoding="utf-8")))
    assert asked <= known
    assert texts(OWN / "en.js").keys() & texts(STRINGS / "en.js").keys() == set()


def test_the_page_reads_in_english_before_any_module_has_come():
    """What stands in the markup is what the English file says."""
    known = texts(STRINGS / "en.js") | texts(OWN / "en.js")
    page = (PAGES / "console.html").read_text(encoding="utf-8")
    for key, text in re.findall(r'data-t="(\w+)"[^>]*>([^<]*)<', page):
        assert text == known[key], key


@pytest.mark.parametrize("code", [code for code in CODES if code != "en"])
def test_every_problem_can_be_told_in_every_language(code):
    """And every reason for which a command is refused. In English the server's own words are shown."""
    sources = [path.read_text(encoding="utf-8") for path in PAGES.parent.rglob("*.py")]
    problems = {name for source in sources for name in PROBLEM_CODE.findall(source)}
    problems |= {f"{service}_failing" for service in SERVICES}
    problems |= set(REFUSAL_CODE.findall(inspect.getsource(refusal)))
    problems.add(EARLY_TRANSLATIONS.replace(" ", "_"))
    assert texts(PROBLEMS / f"{code}.js").keys() == problems
