"""A guest at the real kiosk in a real browser with a webcam, and then on a phone of their own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np
import pytest
import uvicorn
from PIL import Image

from booth.app import create_app
from booth.config import BoothConfig
from booth.house import House
from booth.pictures import SHOT_BYTES
from booth.web.auth import Doorkeeper
from tests.booth.fakes import FakeParts
from tests.folders import names
from tests.ports import free_port

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

PATIENCE_MS = 60_000
KEY, PIN = "the-kiosks-key", "246810"
AGREE = {"English": "I agree. Go on", "繁體中文": "同意並繼續"}

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]


@asynccontextmanager
async def booth(folder: Path, parts: FakeParts) -> AsyncIterator[tuple[House, str]]:
    """A booth on a port of its own, with its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    booth_config = BoothConfig(folder=folder, host="127.0.0.1", public_url=address, free_mb=0)
    house = House(booth_config, parts, event="Symposium", port=port)
    config = uvicorn.Config(
        create_app(house, Doorkeeper(PIN, KEY)),
        host="127.0.0.1",
        port=port,
        log_level="warning",
        ws="websockets-sansio",
        ws_max_size=SHOT_BYTES,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn tells it in no other way
        await asyncio.sleep(0.02)
    try:
        yield house, address
    finally:
        server.should_exit = True
        await serving


async def page_of(browser: "Browser", errors: list[str], **options: object) -> "Page":
    """A page in a context of its own; what goes wrong in it is added to `errors`."""
    context = await browser.new_context(reduced_motion="reduce", **options)  # type: ignore[arg-type]
    page = await context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.on("pageerror", lambda error: errors.append(str(error)))
    return page


def scanned(screenshot: bytes) -> str:
    """What a phone reads off the kiosk's screen."""
    pixels = np.asarray(Image.open(BytesIO(screenshot)).convert("L"))
    return cv2.QRCodeDetectorAruco().detectAndDecode(pixels)[0]


async def make_picture(kiosk: "Page", language: str, format: int) -> str:
    """Go through the kiosk as a guest does, and return the address in the code on its screen."""
    await kiosk.click(".start")
    await kiosk.click(f".tile:has-text('{language}')")
    await kiosk.click(f"button:has-text('{AGREE[language]}')")
    assert await kiosk.is_visible(".consent .problem"), "nobody goes on without the adult's tick"
    await kiosk.click(".line.adult")
    await kiosk.click(f"button:has-text('{AGREE[language]}')")
    await kiosk.click(f".formats .choice:nth-child({format})")
    await kiosk.wait_for_selector(f".formats .choice:nth-child({format})[aria-pressed=true]")
    await kiosk.wait_for_function(
        "document.querySelector('#booth').shadowRoot.querySelector('video').videoWidth > 0"
    )
    # The USB button is a key.
    await kiosk.keyboard.press("PageDown")
    await kiosk.wait_for_selector(".result")
    if format != 3:
        await kiosk.click(".look:has-text('Ink'), .look:has-text('水墨')")
        await kiosk.click(".side .big")
    await kiosk.click(".column .big")
    code = await kiosk.inner_text(".code b")
    await kiosk.wait_for_function(
        "document.querySelector('#booth').shadowRoot.querySelector('.qr')?.naturalWidth > 0"
    )
    address = scanned(await kiosk.screenshot())
    assert address.endswith(f"/p/{code}")
    return address


class Guest(NamedTuple):
    """What a guest wants."""

    language: str
    locale: str
    """Of the guest's phone."""
    title: str
    """What the phone's page is called in that language."""
    format: int
    """Place of its button: a picture, a strip, a moving picture."""
    file: str


GUESTS = {
    "single": Guest("English", "en-GB", "Your picture", 1, "picture.jpg"),
    "strip": Guest("繁體中文", "zh-HK", "你的照片", 2, "picture.jpg"),
    "gif": Guest("English", "en-GB", "Your picture", 3, "picture.gif"),
}


@pytest.mark.parametrize("guest", GUESTS.values(), ids=GUESTS)
async def test_guest_makes_downloads_and_deletes_a_picture(
    tmp_path: Path, webcam_chromium: "Browser", guest: Guest
) -> None:
    errors: list[str] = []
    async with booth(tmp_path, FakeParts()) as (house, address):
        kiosk = await page_of(webcam_chromium, errors)
        await kiosk.goto(f"{address}/open?key={KEY}")
        link = await make_picture(kiosk, guest.language, guest.format)
        phone = await page_of(webcam_chromium, errors, locale=guest.locale)
        await phone.goto(link)
        await phone.wait_for_selector(f"img[src$='{guest.file}']")
        assert await phone.locator("h1").inner_text() == guest.title
        picture = Image.open(BytesIO(await (await phone.request.get(f"{link}/{guest.file}")).body()))
        assert picture.width > 100
        assert (getattr(picture, "n_frames", 1) > 2) == (guest.file == "picture.gif")
        await phone.click("#more .danger")
        await phone.click("dialog .danger")
        await phone.wait_for_selector("#said:not(:empty)")
        assert house.store.albums() == []
        await asyncio.gather(kiosk.context.close(), phone.context.close())
    assert errors == []
    assert names(tmp_path) == {"counts.json", "receipts.jsonl"}


async def test_guests_reach_nothing_of_the_real_gradio_and_the_organiser_all_that_is_needed(
    tmp_path: Path, webcam_chromium: "Browser"
) -> None:
    errors: list[str] = []
    async with booth(tmp_path, FakeParts()) as (_, address):
        page = await page_of(webcam_chromium, errors)
        for path in ("/kiosk/config", "/organiser/gradio_api/info", "/organiser/gradio_api/file=/etc/passwd"):
            assert (await page.request.get(f"{address}{path}")).status == 404
        upload = await page.request.post(
            f"{address}/organiser/gradio_api/upload",
            multipart={"files": {"name": "x.txt", "mimeType": "text/plain", "buffer": b"x"}},
        )
        assert upload.status == 404
        await page.goto(f"{address}/organiser/")
        await page.fill("input[name=pin]", PIN)
        await page.click("button")
        await page.wait_for_selector(".tiles")
        await page.context.close()
    assert errors == []
