"""Where pictures are made: frames at once, looks one after the other in a thread of their own."""

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

import numpy as np

from booth.errors import BoothError, LookUnavailable
from booth.estimates import Estimates
from booth.events import Format
from booth.pictures import boomerang, encode, shrink
from booth.ports import Composer, Credentials, Facts, Layout, Look, Looks, Picture, Rendered, Size, Texts

GIF_SIDE_PX = 720
WARM_SIDE_PX = 240
WARM_TEXTS = Texts(event="A 字", date="1", guest="A 字", quote="A 字", link="https://a.example/p/A")
"""Something in each place and script, so that every font is opened."""
T = TypeVar("T")


class Abandoned(Exception):  # noqa: N818 - not an error: the guest has gone
    """Nobody waits for this look any more."""


class Studio:
    """Makes pictures in worker threads. Close it to let go of them.

    Looks wait in a line of one thread, because several at once would only make each slower: it is as long as
    there are guests who wait, one look each.
    """

    def __init__(self, looks: Looks, composer: Composer, credentials: Credentials, event: str) -> None:
        """`event`: its name, which the frame of the live picture bears."""
        self._looks = looks
        self._composer = composer
        self._credentials = credentials
        self._frames_pool = ThreadPoolExecutor(2, "frames")
        self._looks_pool = ThreadPoolExecutor(1, "looks")
        self.estimates = Estimates(looks.catalogue())
        self.layouts = composer.layouts()
        texts = Texts(event=event)
        self._previews = {layout.id: composer.preview_frame(layout.id, texts) for layout in self.layouts}

    def close(self) -> None:
        """Drop what waits; what is being made ends by itself."""
        for pool in (self._frames_pool, self._looks_pool):
            pool.shutdown(wait=False, cancel_futures=True)

    def catalogue(self) -> tuple[Look, ...]:
        """All looks."""
        return self._looks.catalogue()

    def layout(self, wanted: str, format: Format) -> Layout:
        """The layout with an id, or the first one that fits the format."""
        shots = 4 if format is Format.STRIP else 1
        fitting = [layout for layout in self.layouts if layout.shots == shots]
        return next((layout for layout in fitting if layout.id == wanted), fitting[0])

    def preview_frame(self, layout_id: str) -> bytes:
        """The PNG that lies over the live picture."""
        return self._previews[layout_id]

    async def work(self, task: Callable[[], T]) -> T:
        """Run something quick about pictures in a worker thread. Raises BoothError."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self._frames_pool, task)
        except BoothError:
            raise
        except Exception as error:
            # An edge: whatever a library says about a picture, the guest is told and takes another one.
            raise BoothError(f"A picture could not be made: {type(error).__name__}: {error}.") from error

    async def warm(self) -> list[str]:
        """Make a small one of everything, so that no guest waits for what is loaded at its first use.

        Returns why looks became others, for the organiser.
        """
        grey = np.full((WARM_SIDE_PX, WARM_SIDE_PX, 3), 128, np.uint8)
        for layout in self.layouts:
            for size in Size:
                image = await self.frame([grey] * layout.shots, layout, WARM_TEXTS, size)
        await self.sign(image, Facts(event="", taken_at=datetime.now(UTC)))
        notices = []
        for look in self.catalogue():
            try:
                made = await self._in_line(partial(self._looks.render, grey, look.id, _ignore), look.id)
            except LookUnavailable as error:
                notices.append(str(error))
            else:
                notices.append(made.notice)
        return [notice for notice in notices if notice]

    async def frame(
        self, shots: Sequence[Picture], layout: Layout, texts: Texts, size: Size = Size.SCREEN
    ) -> bytes:
        """Return the framed shots as JPEG."""
        return await self.work(lambda: encode(self._composer.compose(shots, layout.id, texts, size)))

    async def animate(self, shots: Sequence[Picture], layout: Layout, texts: Texts) -> bytes:
        """Return a boomerang GIF of the framed shots."""

        def animated() -> bytes:
            framed = (self._composer.compose([shot], layout.id, texts, Size.SCREEN) for shot in shots)
            return boomerang([shrink(picture, GIF_SIDE_PX) for picture in framed])

        return await self.work(animated)

    async def sign(self, image: bytes, facts: Facts) -> bytes:
        """Return a JPEG or GIF with its Content Credentials."""
        return await self.work(lambda: self._credentials.sign(image, facts))

    async def render(
        self, shots: Sequence[Picture], look_id: str, progress: Callable[[float], None]
    ) -> list[Rendered]:
        """Return the shots with a look; `progress` is called in the event loop.

        Raises LookUnavailable. A caller that is cancelled has the rest left out.
        """
        loop = asyncio.get_running_loop()
        abandoned = threading.Event()

        def report(index: int, done: float) -> None:
            if abandoned.is_set():
                raise Abandoned
            loop.call_soon_threadsafe(progress, (index + done) / len(shots))

        def render_all() -> list[Rendered]:
            rendered = []
            for index, shot in enumerate(shots):
                report(index, 0.0)
                begun_s = time.monotonic()
                rendered.append(self._looks.render(shot, look_id, partial(report, index)))
                self.estimates.measured(look_id, time.monotonic() - begun_s)
            return rendered

        try:
            return await self._in_line(render_all, look_id)
        finally:
            abandoned.set()

    async def _in_line(self, task: Callable[[], T], look_id: str) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._looks_pool, task)
        except (LookUnavailable, Abandoned):
            raise
        except Exception as error:
            # An edge: whatever a library says about a picture, the guest goes on with the one there is.
            raise LookUnavailable(f"The look '{look_id}' failed: {type(error).__name__}: {error}.") from error


def _ignore(_done: float) -> None:
    """For work whose progress nobody watches."""
