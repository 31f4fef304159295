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
        """Return the framed shots, or the GIF of them: what the guest sees at once."""
        layout = self._studio.layout(flow.layout, flow.format)
        texts = self._texts(flow)
        if flow.format is Format.GIF:
            return await self._studio.animate(shots, layout, texts)
        return await self._studio.frame(shots, layout, texts)

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
        visit.rendered[flow.look] = rendered
        visit.looks[flow.look] = await self._compose(visit, flow, Size.SCREEN)

    def seconds_left(self, making: Making) -> float:
        """How long a look still takes, by what it took before and how far it is."""
        estimate_s = self._studio.estimates.of(making.look)
        spent_s = time.monotonic() - making.begun_s
        by_progress_s = spent_s / making.done * (1 - making.done) if making.done > 0.2 else estimate_s
        return max(0.5, min(by_progress_s, max(estimate_s - spent_s, by_progress_s / 2)))

    async def signed(self, visit: Visit, look: str = "") -> bytes:
        """Return the picture with a look, or the one without, with its Content Credentials."""
        image = visit.looks[look] if look else visit.framed
        return await self._studio.sign(image, self._facts(visit, look))

    async def make_story(self, visit: Visit, flow: Flow, album_id: str) -> None:
        """Put the tall picture for phones into an approved album."""
        if flow.format is not Format.GIF:
            image = await self._compose(visit, flow, Size.STORY)
            signed = await self._studio.sign(image, self._facts(visit, flow.look))
            piece = Piece.LOOK_STORY if flow.look in visit.rendered else Piece.PICTURE_STORY
            await self._desk.add(album_id, piece, signed)

    async def make_print(self, visit: Visit, flow: Flow) -> None:
        """Put the print into an approved album, with the QR code of its link."""
        image = await self._compose(visit, flow, Size.PRINT, await self.link(visit.code))
        await self._desk.add(visit.album_id, Piece.PRINT, image)

    async def link(self, code: str) -> str:
        """The address of a guest's pictures; empty while phones cannot reach the booth."""
        base = await self._links.base()
        return f"{base}/p/{spelt(code)}" if base and code else ""

    async def _compose(self, visit: Visit, flow: Flow, size: Size, link: str = "") -> bytes:
        """Return the shots with the chosen look as far as it is made, in the frame."""
        layout = self._studio.layout(flow.layout, flow.format)
        texts = self._texts(flow, visit.changed_with_ai(flow.look), link)
        return await self._studio.frame(visit.pictures(flow.look), layout, texts, size)

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

    def _facts(self, visit: Visit, look: str) -> Facts:
        made = visit.rendered.get(look, ())
        return Facts(
            event=self._branding.event,
            taken_at=self._clock(),
            look=made[0].look.id if made else "",
            changed_with_ai=visit.changed_with_ai(look),
        )
