"""Gradio's routes: a short list is open to those who may; to guests none of them exists."""

from pathlib import Path

import httpx
import pytest

from tests.booth.web.sites import site

GRADIO_ROUTES = [
    ("GET", "/"),
    ("GET", "/config"),
    ("GET", "/theme.css"),
    ("GET", "/assets/index.js"),
    ("GET", "/monitoring"),
    ("GET", "/monitoring/summary"),
    ("GET", "/login_check"),
    ("POST", "/login"),
    ("GET", "/gradio_api/info"),
    ("GET", "/gradio_api/openapi.json"),
    ("GET", "/gradio_api/app_id"),
    ("GET", "/gradio_api/file=/etc/passwd"),
    ("HEAD", "/gradio_api/file=/etc/passwd"),
    ("GET", "/gradio_api/file/etc/passwd"),
    ("GET", "/gradio_api/proxy=http://example.org"),
    ("POST", "/gradio_api/upload"),
    ("GET", "/gradio_api/upload_progress"),
    ("POST", "/gradio_api/run/predict"),
    ("POST", "/gradio_api/api/predict"),
    ("POST", "/gradio_api/call/predict"),
    ("POST", "/gradio_api/call/v2/predict"),
    ("POST", "/gradio_api/queue/join"),
    ("GET", "/gradio_api/queue/data"),
    ("GET", "/gradio_api/startup-events"),
    ("GET", "/gradio_api/heartbeat/abc"),
    ("POST", "/gradio_api/component_server"),
    ("POST", "/gradio_api/process_recording"),
    ("POST", "/gradio_api/vibe-edit"),
    ("GET", "/gradio_api/vibe-code"),
    ("GET", "/gradio_api/runs"),
    ("GET", "/gradio_api/deep_link"),
    ("GET", "/gradio_api/stream/a/b/c/playlist-file"),
    ("GET", "/gradio_api/custom_component/a/client/b/c"),
    ("GET", "/gradio_api/dev/reload"),
    ("GET", "/gradio_api/mcp"),
]
FOR_KIOSKS = {("GET", "/"), ("GET", "/theme.css"), ("GET", "/assets/index.js")}
FOR_ORGANISERS = FOR_KIOSKS | {
    ("POST", "/gradio_api/queue/join"),
    ("GET", "/gradio_api/queue/data"),
    ("GET", "/gradio_api/heartbeat/abc"),
}


async def reached(browser: httpx.AsyncClient, mount: str) -> set[tuple[str, str]]:
    """The routes of Gradio that answer a browser."""
    found = set()
    for method, path in GRADIO_ROUTES:
        reply = await browser.request(method, f"{mount}{path}")
        assert reply.status_code in (200, 303, 404)
        if reply.status_code == 200:
            found.add((method, path))
    return found


@pytest.mark.parametrize("mount", ["/kiosk", "/organiser"])
async def test_guests_reach_nothing_of_gradio(tmp_path: Path, mount: str) -> None:
    async with site(tmp_path) as here, here.browser() as guest:
        assert await reached(guest, mount) == set()
        assert (await guest.get(f"{mount}/")).headers["location"].startswith("/login")


async def test_kiosks_load_their_page_and_can_call_nothing(tmp_path: Path) -> None:
    async with site(tmp_path) as here, here.kiosk() as kiosk:
        assert await reached(kiosk, "/kiosk") == FOR_KIOSKS
        assert await reached(kiosk, "/organiser") == set()


async def test_organisers_press_buttons_and_reach_no_file(tmp_path: Path) -> None:
    async with site(tmp_path) as here, here.organiser() as organiser:
        assert await reached(organiser, "/organiser") == FOR_ORGANISERS
        assert await reached(organiser, "/kiosk") == set()


@pytest.mark.parametrize(
    "path", ["/organiser/assets/../gradio_api/info", "/organiser//config", "/organiser/assets/%2e%2e/config"]
)
async def test_crooked_paths_lead_nowhere(tmp_path: Path, path: str) -> None:
    async with site(tmp_path) as here, here.organiser() as organiser:
        assert (await organiser.get(path)).text != "Gradio"


async def test_other_sites_cannot_press_the_organisers_buttons(tmp_path: Path) -> None:
    async with site(tmp_path) as here, here.organiser() as organiser:
        reply = await organiser.post(
            "/organiser/gradio_api/queue/join", headers={"Origin": "https://elsewhere.example"}
        )
        assert reply.status_code == 404


async def test_every_answer_carries_the_security_headers(tmp_path: Path) -> None:
    async with site(tmp_path) as here, here.browser() as guest:
        for path in ("/", "/p/0000-0000-0000-0000", "/verify", "/wall", "/nothing", "/organiser/"):
            headers = (await guest.get(path)).headers
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["cache-control"].startswith("no-store")
