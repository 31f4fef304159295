"""A booth with fakes behind its ports, and a guest who goes through it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from booth import events as e
from booth.cameras.camera import Camera
from booth.clock import Now
from booth.config import BoothConfig
from booth.events import Format
from booth.flow import SHOTS, Stage
from booth.house import House
from booth.session import Session
from tests.booth.fakes import AGREED, FakeParts, photograph

PATIENCE_S = 60


class Visitor:
    """A guest at one kiosk of a house."""

    def __init__(self, house: House) -> None:
        self._changed = asyncio.Event()
        self.session: Session = house.session(self._changed.set)

    async def until(self, condition: Callable[[], Any]) -> None:
        """Wait until something is true of the kiosk."""
        async with asyncio.timeout(PATIENCE_S):
            while not condition():
                self._changed.clear()
                await self._changed.wait()

    async def at(self, stage: Stage) -> None:
        await self.until(lambda: self.session.flow.stage is stage)

    async def enter(self, format: Format = Format.SINGLE, agreement: Any = AGREED) -> None:
        """Go as far as the countdown."""
        for event in (
            e.Press(),
            e.ChooseLanguage("zh-Hant"),
            e.Agree(agreement, "Ada"),
            e.Arrange(format),
            e.Press(),
        ):
            self.session.tell(event)
        await self.at(Stage.COUNTDOWN)

    async def shoot(self, format: Format = Format.SINGLE) -> None:
        """Have the shots taken and framed."""
        for _ in range(SHOTS[format]):
            self.session.tell(photograph())
        await self.at(Stage.APPROVE if format is Format.GIF else Stage.LOOK)

    async def approve(self) -> str:
        """Keep the picture, and return its code."""
        if self.session.flow.stage is Stage.LOOK:
            self.session.tell(e.Press())
        self.session.tell(e.Press())
        await self.until(lambda: self.session.flow.saved)
        return self.session.visit.code


@asynccontextmanager
async def opened(
    folder: Path, parts: FakeParts, camera: Camera | None = None, clock: Now | None = None, **settings: Any
) -> AsyncIterator[House]:
    """An open house that answers at no address."""
    config = BoothConfig(folder=folder, host="127.0.0.1", free_mb=0, **settings)
    house = House(config, parts, event="Symposium", port=0, camera=camera, clock=clock)
    async with house.open():
        yield house


@asynccontextmanager
async def visiting(house: House) -> AsyncIterator[Visitor]:
    """A kiosk with a guest, for as long as it is connected."""
    visitor = Visitor(house)
    house.sessions.add(visitor.session)
    running = asyncio.create_task(visitor.session.run())
    try:
        yield visitor
    finally:
        house.sessions.discard(visitor.session)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
