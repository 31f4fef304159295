"""One kiosk: carries out what the flow commands, keeps its time, and forgets when told.

Everything that happens comes through one line of events, so that nothing overtakes anything.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from booth import events
from booth.album import Piece
from booth.backstage import Backstage
from booth.cameras.feed import CameraFeed
from booth.clock import Now
from booth.consent import ConsentRecord, Wording
from booth.darkroom import Darkroom
from booth.desk import Desk
from booth.errors import BoothError, CameraError, PictureError
from booth.events import Event, Format
from booth.flow import SHOTS, TIMEOUTS_S, Command, Flow, Stage, step
from booth.messages import Wish
from booth.notices import Notices
from booth.pictures import bearable, decode, too_dark
from booth.ports import Picture
from booth.prints import PrintAnswer, PrintDesk
from booth.visit import Visit

WAITING_EVENTS = 64
"""Events that may wait; more are a broken kiosk's, and are dropped."""


@dataclass(frozen=True, slots=True)
class Finished:
    """What work for a visit reports; of no interest once that visit is over."""

    visit: Visit
    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """Who works for a kiosk."""

    darkroom: Darkroom
    desk: Desk
    prints: PrintDesk
    backstage: Backstage
    notices: Notices
    wordings: dict[str, Wording]
    clock: Now
    feed: CameraFeed | None = None
    """This machine's camera; None for the browser's own."""


class Session:
    """One kiosk and the guest before it. `on_change` is called whenever there is something new to see."""

    def __init__(
        self, crew: Crew, on_change: Callable[[], None], *, timeouts_s: dict[Stage, float] = TIMEOUTS_S
    ) -> None:
        self._crew = crew
        self._on_change = on_change
        self._timeouts_s = timeouts_s
        self._inbox: asyncio.Queue[Event | Finished | bytes | Wish] = asyncio.Queue(WAITING_EVENTS)
        self._rendering: asyncio.Task[None] | None = None
        self._since_s = time.monotonic()
        self.flow = Flow()
        self.visit = Visit()
        self.print_answer: PrintAnswer | None = None

    def tell(self, event: Event | bytes | Wish) -> None:
        """Say what happened at the kiosk; bytes are a shot of its camera."""
        if not self._inbox.full():
            self._inbox.put_nowait(event)

    def forget(self, album_id: str) -> None:
        """Say that an album was deleted."""
        if self.visit.album_id == album_id:
            self._finish(self.visit, events.Deleted())

    @property
    def ends_in_s(self) -> float | None:
        """Seconds until the stage ends by itself; None when it does not."""
        allowed_s = self._timeouts_s.get(self.flow.stage)
        if allowed_s is None:
            return None
        making = self.visit.making
        waits_s = self._crew.darkroom.seconds_left(making) if making else 0.0
        return max(0.0, self._since_s + allowed_s + waits_s - time.monotonic())

    async def run(self) -> None:
        """Serve guests until cancelled; then the one who is there leaves nothing behind."""
        try:
            while True:
                await self._take(await self._next())
                self._on_change()
        finally:
            self._wipe()

    async def _next(self) -> Event | Finished | bytes | Wish:
        try:
            async with asyncio.timeout(self.ends_in_s):
                return await self._inbox.get()
        except TimeoutError:
            return events.Timeout()

    async def _take(self, item: Event | Finished | bytes | Wish) -> None:
        if isinstance(item, Finished):
            if item.visit is not self.visit:
                return
            item = item.event
        self._since_s = time.monotonic()
        if isinstance(item, bytes):
            await self._take_shot(item)
        elif item == "snap":
            self._start(self._snap(self.visit), "snapping")
        elif item == "print":
            self._start(self._print(self.visit), "printing")
        elif item != "stay":
            await self._step(item)

    async def _step(self, event: Event) -> None:
        if isinstance(event, events.ChooseLanguage) and event.code not in self._crew.wordings:
            return
        before = self.flow.stage
        self.flow, commands = step(self.flow, event)
        if isinstance(event, events.Agree) and before is not self.flow.stage:
            wording = self._crew.wordings[self.flow.language]
            self.visit.consent = ConsentRecord.of(event.agreement, wording, self._crew.clock())
        for command in commands:
            await self._obey(command)

    async def _obey(self, command: Command) -> None:
        visit, flow = self.visit, self.flow
        match command:
            case Command.WIPE:
                self._wipe(keep_consent=flow.agreement is not None)
            case Command.FRAME:
                self._start(self._frame(visit, flow), "framing")
            case Command.RENDER:
                self._render(visit, flow)
            case Command.SAVE:
                self._start(self._save(visit, flow), "saving")
            case Command.DELETE:
                self._start(self._delete(visit), "deleting")

    def _start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._crew.backstage.start(work, name)

    def _wipe(self, keep_consent: bool = False) -> None:
        """Forget the guest: pictures go with the visit; a look for an approved picture goes on by itself."""
        if self._rendering is not None and not self.visit.album_id:
            self._rendering.cancel()
        self._rendering = None
        self.visit = Visit(consent=self.visit.consent if keep_consent else None)
        self.print_answer = None

    def _finish(self, visit: Visit, event: Event) -> None:
        if not self._inbox.full():
            self._inbox.put_nowait(Finished(visit, event))

    async def _take_shot(self, content: bytes) -> None:
        if self.flow.stage is Stage.COUNTDOWN:
            try:
                shot = await asyncio.to_thread(_decoded, content, self.flow.format)
            except PictureError as error:
                self._crew.notices.tell(str(error))
                await self._step(events.Failed("capture"))
            else:
                await self._keep_shot(shot)

    async def _keep_shot(self, shot: Picture) -> None:
        if too_dark(shot):
            await self._step(events.Failed("dark"))
            return
        self.visit.shots.append(shot)
        await self._step(events.ShotTaken())

    async def _snap(self, visit: Visit) -> None:
        """Take the shots with this machine's camera."""
        feed = self._crew.feed
        if feed is None or self.flow.stage is not Stage.COUNTDOWN:
            return
        wanted = SHOTS[Format.GIF] if self.flow.format is Format.GIF else 1
        try:
            number = feed.count
            for _ in range(wanted):
                number, shot = await asyncio.to_thread(_next_shot, feed, number, self.flow.format)
                if too_dark(shot):
                    self._finish(visit, events.Failed("dark"))
                    return
                visit.shots.append(shot)
                self._finish(visit, events.ShotTaken())
        except CameraError as error:
            self._crew.notices.tell(str(error))
            self._finish(visit, events.Failed("camera"))

    async def _frame(self, visit: Visit, flow: Flow) -> None:
        try:
            visit.framed = await self._crew.darkroom.branded(visit.shots, flow)
        except BoothError as error:
            self._crew.notices.tell(str(error))
            self._finish(visit, events.Failed("capture"))
        else:
            self._finish(visit, events.Framed())

    def _render(self, visit: Visit, flow: Flow) -> None:
        if flow.look in visit.looks:
            return
        if self._rendering is not None:
            self._rendering.cancel()
        self._rendering = self._crew.backstage.start(self._make_look(visit, flow), f"look {flow.look}")

    async def _make_look(self, visit: Visit, flow: Flow) -> None:
        try:
            await self._crew.darkroom.make_look(visit, flow, self._on_change)
        except BoothError as error:
            self._crew.notices.tell(str(error))
            self._finish(visit, events.LookFailed(flow.look))
            return
        finally:
            if visit.making and visit.making.look == flow.look:
                visit.making = None
        if visit.album_id:
            await self._keep_look(visit, flow.look)
        self._on_change()

    async def _keep_look(self, visit: Visit, look: str) -> None:
        """Add a look to a picture that was approved before the look was ready."""
        signed = await self._crew.darkroom.signed(visit, look)
        await self._crew.desk.late_look(visit.album_id, signed, visit.pictures(look), look)

    async def _save(self, visit: Visit, flow: Flow) -> None:
        try:
            album, code = await self._crew.desk.approve(visit, flow, await self._pieces(visit, flow))
        except BoothError as error:
            self._crew.notices.tell(str(error))
            self._finish(visit, events.Failed("disk"))
            return
        if visit is not self.visit:
            # The kiosk has gone with the code: nobody could ever fetch or withdraw the picture.
            await self._crew.desk.delete(album.id, "abandoned")
            return
        visit.album_id, visit.code = album.id, code
        self._finish(visit, events.Saved())
        if flow.look in visit.looks and not album.look:
            await self._keep_look(visit, flow.look)
        await self._crew.darkroom.make_story(visit, flow, album.id)

    async def _pieces(self, visit: Visit, flow: Flow) -> dict[Piece, bytes]:
        """What an album begins with: the branded picture, and the look if it is ready."""
        darkroom = self._crew.darkroom
        branded = Piece.ANIMATION if flow.format is Format.GIF else Piece.PICTURE
        pieces = {branded: await darkroom.signed(visit)}
        if flow.look in visit.looks:
            pieces[Piece.LOOK] = await darkroom.signed(visit, flow.look)
        return pieces

    async def _delete(self, visit: Visit) -> None:
        try:
            await self._crew.desk.delete(visit.album_id, "guest")
        except BoothError as error:
            self._crew.notices.tell(str(error))
            self._finish(visit, events.Failed("failed"))

    async def _print(self, visit: Visit) -> None:
        """Make the print of what the guest chose, and hand it to the printer."""
        if not (visit.album_id and self.flow.saved and self.flow.format is not Format.GIF):
            return
        try:
            await self._crew.darkroom.make_print(visit, self.flow)
            answer = await self._crew.prints.ask(visit.album_id)
        except BoothError as error:
            self._crew.notices.tell(str(error))
            answer = PrintAnswer.LATER
        if visit is self.visit:
            self.print_answer = answer
            self._on_change()


def _next_shot(feed: CameraFeed, after: int, format: Format) -> tuple[int, Picture]:
    number, picture = feed.next(after)
    return number, bearable(picture, format)


def _decoded(content: bytes, format: Format) -> Picture:
    return bearable(decode(content), format)
