"""A camera that vanishes is waited for, and everyone is told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from booth import events as e
from booth.cameras.folder import FolderCamera
from booth.errors import CameraError
from booth.events import Format
from booth.flow import Stage
from booth.house import House
from booth.ports import Picture
from tests.booth.fakes import FakeParts, photograph
from tests.booth.houses import opened, visiting

pytestmark = pytest.mark.slow


class Plug:
    """A folder as a camera, that can be pulled out."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        (folder / "guest.jpg").write_bytes(photograph())
        self.plugged = True
        self._camera = FolderCamera(folder, rate_hz=500)

    def open(self) -> None:
        if not self.plugged:
            raise CameraError("There is no camera.")
        self._camera.open()

    def read(self) -> Picture:
        if not self.plugged:
            raise CameraError("The camera is unplugged.")
        return self._camera.read()

    def close(self) -> None:
        self._camera.close()


@asynccontextmanager
async def watching(folder: Path, camera: Plug) -> AsyncIterator[House]:
    """A booth whose camera is open."""
    async with opened(folder, FakeParts(), camera) as house:
        assert house.feed is not None
        first, _ = await asyncio.to_thread(house.feed.next)
        # The second picture comes after the first was told.
        await asyncio.to_thread(house.feed.next, first)
        yield house


def test_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CameraError, match="put JPEG or PNG files"):
        FolderCamera(tmp_path).open()


@pytest.mark.parametrize("format", list(Format))
async def test_this_machines_camera_takes_every_format(tmp_path: Path, format: Format) -> None:
    camera = Plug(tmp_path / "camera")
    async with watching(tmp_path / "booth", camera) as house, visiting(house) as guest:
        await guest.enter(format)
        for _ in range(4 if format is Format.STRIP else 1):
            guest.session.tell("snap")
        await guest.until(lambda: guest.session.flow.stage in (Stage.LOOK, Stage.APPROVE))


async def test_camera_pulled_out_in_the_countdown_is_told_and_found_again(tmp_path: Path) -> None:
    camera = Plug(tmp_path / "camera")
    async with watching(tmp_path / "booth", camera) as house, visiting(house) as guest:
        await guest.enter()
        camera.plugged = False
        await guest.until(lambda: guest.session.flow.problem == "camera")
        assert guest.session.flow.stage is Stage.PREVIEW
        camera.plugged = True
        await guest.until(lambda: guest.session.flow.problem == "")
        guest.session.tell(e.Press())
        guest.session.tell("snap")
        await guest.at(Stage.LOOK)
