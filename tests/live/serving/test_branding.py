"""The event's own look: colours on the big screen, a logo on all pages."""

from pathlib import Path

import httpx
import pytest

from live.config import BrandingConfig
from live.errors import ConfigError
from live.serving.branding import branding_files
from live.serving.server import CaptionServer
from tests.live.rooms import FakeRoom

COLOURS = {"background": "#0b1f3a", "text": "#ffffff", "accent": "#f2b705"}
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"/>'


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    path = tmp_path / "logo.svg"
    path.write_bytes(LOGO)
    return path


def test_an_event_without_a_look_keeps_the_pages_as_they_are():
    assert branding_files(BrandingConfig()) == {}


def test_the_colours_are_those_of_the_big_screen_unless_it_asks_for_others():
    css = branding_files(BrandingConfig(**COLOURS))["/branding.css"].body.decode()
    assert css.startswith(':root[data-layout][data-theme="dark"] {')
    assert "--ground: #0b1f3a;" in css
    assert "logo" not in css


async def test_pages_get_the_look_from_the_server(logo):
    files = branding_files(BrandingConfig(**COLOURS, logo=logo))
    server = CaptionServer(
        {"main": FakeRoom()}, host="127.0.0.1", port=0, join_url="http://192.0.2.7/", branding=files
    )
    async with server, httpx.AsyncClient(base_url=f"http://127.0.0.1:{server.port}") as http:
        assert "#0b1f3a" in (await http.get("/branding.css")).text
        reply = await http.get("/logo")
        assert (reply.content, reply.headers["content-type"]) == (LOGO, "image/svg+xml")
        for page in ("/", "/stage"):
            assert 'href="branding.css"' in (await http.get(page)).text


def test_a_logo_that_will_not_do_is_told(tmp_path, logo):
    with pytest.raises(ConfigError, match="cannot be read"):
        branding_files(BrandingConfig(logo=tmp_path / "none.png"))
    with pytest.raises(ConfigError, match=r"is none of \.svg"):
        branding_files(BrandingConfig(logo=tmp_path / "logo.gif"))
    logo.write_bytes(b"x" * 2_000_000)
    with pytest.raises(ConfigError, match="1 MB at most"):
        branding_files(BrandingConfig(logo=logo))
