"""What the pages' modules and pages keep to, read from their sources."""

import re
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[3] / "live" / "pages"


@pytest.mark.parametrize("path", sorted(PAGES.rglob("*.js")), ids=lambda path: path.name)
def test_modules_are_small_and_write_text_only(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) < 150
    assert "innerHTML" not in source
    assert "https:" not in source


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.name)
def test_pages_load_only_what_the_server_has_and_nothing_inline(path: Path) -> None:
    """The Content-Security-Policy refuses inline scripts and styles, and other hosts."""
    page = path.read_text(encoding="utf-8")
    assert " style=" not in page
    for reference in re.findall(r'(?:src|href)="([^"]*)"', page):
        assert ":" not in reference
        assert not reference.startswith("/")
    assert re.findall(r"<script(?![^>]*src=)|<style", page) == []
