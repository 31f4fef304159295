"""From a guest's shots to signed pictures: the branded one, the one with a look, the story, the print."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from booth.album import Piece
from booth.clock import Now
from booth.codes import spelt
from booth.desk import Desk
from booth.events import Format
from booth.flow import Flow
from booth.links import Links
from booth.notices import Notices
from booth.ports import Facts, Picture, Size, Texts
from booth.studio import Studio
from booth.visit import Making, Visit
from booth.wording import mark, written

PROGRESS_EVERY_S = 0.2


@dataclass(slots=True)
class Branding:
    """What the organiser has written on every picture."""

    event: str
    quote: str = ""
    """A line of today's talks; may change during the event."""


class Darkroom:
    """Makes every picture of a visit. What it composes of an unapproved one stays in the visit."""

    def __init__(
        self, *, studio: Studio, desk: Desk, links: Links, notices: Notices, clock: Now, branding: Branding
    ) -> None:
        self._studio = studio
        self._desk = desk
        self._links = links
        self._notices = notices
        self._clock = clock
        self._branding = branding

    async def branded(self, shots: Sequence[Picture], flow: Flow) -> bytes:
        """Return the framed shots, or the GIF of them, signed."""
        layout = self._studio.layout(flow.layout, flow.format)
        texts = self._texts(flow)
        if flow.format is Format.GIF:
            image = await self._studio.animate(shots, layout, texts)
        else:
            image = await self._studio.frame(shots, layout, texts)
        return await self._studio.sign(image, self._facts())

    async def make_look(self, visit: Visit, flow: Flow, on_progress: Callable[[], None]) -> None:
        """Put the framed shots with the chosen look into the visit. Raises LookUnavailable."""
        making = visit.making = Making(look=flow.look, begun_s=time.monotonic())
        told_s = 0.0

        def progress(done: float) -> None:
            nonlocal told_s
            making.done = max(making.done, done)
            if time.monotonic() - told_s > PROGRESS_EVERY_S:
                told_s = time.monotonic()
                on_progress()

        rendered = await self._studio.render(visit.shots, flow.look, progress)
        for notice in {made.notice for made in rendered if made.notice}:
            self._notices.tell(notice)
        look = rendered[0].look
        changed = any(made.look.changes_with_ai for made in rendered)
        pictures = [made.picture for made in rendered]
        image = await self._studio.frame(
            pictures, self._studio.layout(flow.layout, flow.format), self._texts(flow, changed)
        )
        visit.looks[flow.look] = await self._studio.sign(image, self._facts(look.id, changed))
        visit.rendered = {flow.look: rendered}

    def seconds_left(self, making: Making) -> float:
        """How long a look still takes, by what it took before and how far it is."""
        estimate_s = self._studio.estimates.of(making.look)
        spent_s = time.monotonic() - making.begun_s
        by_progress_s = spent_s / making.done * (1 - making.done) if making.done > 0.2 else estimate_s
        return max(0.5, min(by_progress_s, max(estimate_s - spent_s, by_progress_s / 2)))

    async def make_story(self, visit: Visit, flow: Flow, album_id: str) -> None:
        """Put the tall picture for phones into an approved album."""
        if flow.format is not Format.GIF:
            image, facts = await self._compose(visit, flow, Size.STORY)
            signed = await self._studio.sign(image, facts)
            await self._desk.add(album_id, Piece.LOOK_STORY if facts.look else Piece.PICTURE_STORY, signed)

    async def make_print(self, visit: Visit, flow: Flow) -> None:
        """Put the print into an approved album, with the QR code of its link."""
        image, _ = await self._compose(visit, flow, Size.PRINT, await self.link(visit.code))
        await self._desk.add(visit.album_id, Piece.PRINT, image)

    async def link(self, code: str) -> str:
        """The address of a guest's pictures; empty while phones cannot reach the booth."""
        base = await self._links.base()
        return f"{base}/p/{spelt(code)}" if base and code else ""

    async def _compose(self, visit: Visit, flow: Flow, size: Size, link: str = "") -> tuple[bytes, Facts]:
        made = visit.rendered.get(flow.look, ()) if flow.look else ()
        shots = [one.picture for one in made] or visit.shots
        changed = any(one.look.changes_with_ai for one in made)
        layout = self._studio.layout(flow.layout, flow.format)
        image = await self._studio.frame(shots, layout, self._texts(flow, changed, link), size)
        return image, self._facts(made[0].look.id if made else "", changed)

    def _texts(self, flow: Flow, changed_with_ai: bool = False, link: str = "") -> Texts:
        return Texts(
            event=self._branding.event,
            date=written(self._clock().astimezone().date(), flow.language),
            guest=flow.guest,
            quote=self._branding.quote,
            mark=mark(flow.language) if changed_with_ai else "",
            link=link,
            language=flow.language,
        )

    def _facts(self, look: str = "", changed_with_ai: bool = False) -> Facts:
        return Facts(
            event=self._branding.event, taken_at=self._clock(), look=look, changed_with_ai=changed_with_ai
        )
