"""Chromium with a webcam that shows a real face."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import pytest_asyncio

from booth.pictures import encode
from tests.conftest import CHROMIUM_FLAGS, installed_chromium

if TYPE_CHECKING:
    from playwright.async_api import Browser

FRAMES = 12


def face_video(path: Path) -> Path:
    """Write a motion JPEG of a face that sways: 4:3, as wide as the photograph."""
    from skimage import data

    face = np.asarray(data.astronaut(), dtype=np.uint8)[:400]
    shifts = (round(6 * np.sin(2 * np.pi * number / FRAMES)) for number in range(FRAMES))
    path.write_bytes(b"".join(encode(np.roll(face, shift, axis=1)) for shift in shifts))
    return path


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def webcam_chromium(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator["Browser"]:
    """A headless Chromium whose camera is a file; tests that use it set `loop_scope="session"`."""
    from playwright.async_api import async_playwright

    video = face_video(tmp_path_factory.mktemp("webcam") / "face.mjpeg")
    camera = (
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={video}",
    )
    async with async_playwright() as playwright:
        path = installed_chromium(playwright.chromium.executable_path)
        if path is None:
            pytest.skip("No Chromium, Chrome or Edge is installed: install one to test the booth.")
        browser = await playwright.chromium.launch(executable_path=path, args=[*CHROMIUM_FLAGS, *camera])
        yield browser
        await browser.close()
