"""What the tests of several packages share."""

import gc
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, settings

import models
from models.errors import ModelError

if TYPE_CHECKING:
    from playwright.async_api import Browser

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "chrome")
CHROMIUM_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
)
EXPECT_MS = 120_000
"""How long a page may take to show what a test expects: no machine's speed decides a test."""
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Hypothesis judges what is right, not how fast it comes."""

settings.register_profile("few", PATIENT, max_examples=10)
settings.register_profile("many", PATIENT, max_examples=200)
settings.load_profile("few")  # in seconds; `--hypothesis-profile=many` looks further

gc.disable()  # until all is collected: what is imported stays, and need not be looked through meanwhile


def pytest_collection_finish() -> None:
    """Collect garbage from here on, but not among what was imported."""
    gc.freeze()
    gc.enable()


def installed_chromium(playwrights_own: str) -> str | None:
    """Where Chromium, Chrome or Edge is; `playwrights_own` is where Playwright would have its own."""
    on_path = (shutil.which(name) for name in CHROMIUM_NAMES)
    usual = (os.path.expandvars(place) for place in CHROMIUM_PLACES)
    places = [*on_path, *usual, playwrights_own]
    return next((place for place in places if place and Path(place).is_file()), None)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator["Browser"]:
    """A running headless Chromium, Chrome or Edge; tests that use it set `loop_scope="session"`."""
    from playwright.async_api import async_playwright, expect

    expect.set_options(timeout=EXPECT_MS)
    async with async_playwright() as playwright:
        path = installed_chromium(playwright.chromium.executable_path)
        if path is None:
            pytest.skip("No Chromium, Chrome or Edge is installed: install one to test the pages.")
        browser = await playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_FLAGS))
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
def whisper_base() -> Path:
    """The directory of Whisper base (many languages), fetched if need be; skips where that is impossible."""
    return _pulled("whisper-base")


@pytest.fixture(scope="session")
def whisper_tiny() -> Path:
    """The directory of Whisper tiny.en, the fastest; skips where it cannot be fetched."""
    return _pulled("whisper-tiny.en")


def _pulled(model_id: str) -> Path:
    try:
        return models.pull(model_id)
    except ModelError as error:
        pytest.skip(str(error))
