"""The whole booth without its pages: everything is put together here, and lives as long as `open`."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

from booth.backstage import Backstage
from booth.cameras.camera import Camera
from booth.cameras.feed import CameraFeed
from booth.clock import Now, SteadyClock
from booth.config import BoothConfig
from booth.consent import WORDINGS, load_wordings
from booth.darkroom import Branding, Darkroom
from booth.desk import Desk, Shelf
from booth.errors import BoothError
from booth.events import Event, Failed, Recovered
from booth.links import Links
from booth.notices import Notices
from booth.parts import Parts
from booth.prints import PrintDesk
from booth.session import Crew, Session
from booth.store import Store
from booth.studio import Studio
from booth.tally import Tally
from booth.wall import Wall

SWEEP_EVERY_S = 60.0
KIOSKS = 4
"""Kiosks that may be connected at once."""


class House:
    """An event's booth: what is kept, who works, and the kiosks that guests stand at."""

    def __init__(
        self,
        config: BoothConfig,
        parts: Parts,
        *,
        event: str = "",
        port: int,
        camera: Camera | None = None,
        clock: Now | None = None,
    ) -> None:
        self.config = config
        self.branding = Branding(event)
        self.store = Store(config.folder)
        self.clock = clock or SteadyClock(not_before=self.store.newest)
        self.store.shorten(
            keep_until=self.clock() + timedelta(days=config.keep_days),
            link_until=self.clock() + timedelta(hours=config.link_hours),
        )
        self.tally = Tally(config.folder)
        self.notices = Notices(self.clock)
        self.wall = Wall(self.store)
        self.links = Links(
            port=port, public_url=config.public_url or "", only_here=config.host in ("127.0.0.1", "localhost")
        )
        self.studio = Studio(parts.looks, parts.composer, parts.credentials, event)
        self.credentials = parts.credentials
        self.looks_on = {look.id for look in self.studio.catalogue()} & set(config.looks or _all(self.studio))
        self.backstage = Backstage(self.notices)
        shelf = Shelf(
            store=self.store, tally=self.tally, wall=self.wall, notices=self.notices, clock=self.clock
        )
        self.desk = Desk(
            shelf=shelf,
            studio=self.studio,
            safety=parts.safety,
            printer=parts.printer,
            backstage=self.backstage,
            config=config,
            on_deleted=self._tell_deleted,
        )
        self.prints = PrintDesk(parts.printer, self.store, self.tally, self.notices, config)
        self.darkroom = Darkroom(
            studio=self.studio,
            desk=self.desk,
            links=self.links,
            notices=self.notices,
            clock=self.clock,
            branding=self.branding,
        )
        wordings = load_wordings(config.consent or WORDINGS, days=config.keep_days)
        self.wordings = {code: wordings[code] for code in config.languages if code in wordings}
        self.feed = CameraFeed(camera, self._camera_changed) if camera else None
        self._loop: asyncio.AbstractEventLoop | None = None
        self.sessions: set[Session] = set()

    def session(self, on_change: Callable[[], None]) -> Session:
        """A kiosk's session; whoever runs it puts it into `sessions` for that long."""
        crew = Crew(
            darkroom=self.darkroom,
            desk=self.desk,
            prints=self.prints,
            backstage=self.backstage,
            notices=self.notices,
            wordings=self.wordings,
            clock=self.clock,
            feed=self.feed,
        )
        session = Session(crew, on_change)
        if self.feed and self.feed.problem:
            session.tell(Failed("camera"))
        return session

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Serve until the block ends."""
        self._loop = asyncio.get_running_loop()
        if isinstance(self.clock, SteadyClock) and self.clock.was_behind:
            self.notices.tell(
                "This laptop's clock is behind its own pictures: set it right, then start again."
            )
        if self.feed:
            self.feed.start()
        try:
            async with self.backstage.open():
                self.backstage.start(self._sweep(), "sweeping")
                yield
        finally:
            if self.feed:
                await asyncio.to_thread(self.feed.stop)
            self.studio.close()

    async def _sweep(self) -> None:
        while True:
            await self.desk.sweep()
            await asyncio.sleep(SWEEP_EVERY_S)

    async def warm_up(self) -> None:
        """Load what is loaded at its first use, before the first guest needs it."""
        try:
            for notice in await self.studio.warm():
                self.notices.tell(notice)
        except BoothError as error:
            self.notices.tell(str(error))

    def _tell_deleted(self, album_id: str) -> None:
        """The kiosk that still shows the picture forgets it, whoever had it deleted."""
        for session in self.sessions:
            session.forget(album_id)

    def _camera_changed(self, problem: str) -> None:
        """From the camera's thread: tell the organiser and every guest."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._tell_camera, problem)

    def _tell_camera(self, problem: str) -> None:
        event: Event = Failed("camera") if problem else Recovered()
        if problem:
            self.notices.tell(problem)
        for session in self.sessions:
            session.tell(event)


def _all(studio: Studio) -> set[str]:
    return {look.id for look in studio.catalogue()}
