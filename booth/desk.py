"""What happens to an approved picture: kept, looked at before others see it, printed, deleted everywhere."""

import asyncio
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from booth.album import Album, Piece, Receipt, WallState
from booth.backstage import Backstage
from booth.clock import Now
from booth.codes import fingerprint, new_code
from booth.config import BoothConfig
from booth.errors import StoreError
from booth.files import explained
from booth.flow import Flow
from booth.notices import Notices
from booth.pictures import encode
from booth.ports import Picture, Printer, Safety
from booth.store import Store
from booth.studio import Studio
from booth.tally import Tally
from booth.visit import Visit
from booth.wall import Wall


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Where pictures are kept, and who is told."""

    store: Store
    tally: Tally
    wall: Wall
    notices: Notices
    clock: Now


class Desk:
    """Keeps, rates and deletes; raises StoreError where pictures cannot be kept."""

    def __init__(
        self,
        *,
        shelf: Shelf,
        studio: Studio,
        safety: Safety,
        printer: Printer,
        backstage: Backstage,
        config: BoothConfig,
        on_deleted: Callable[[str], None],
    ) -> None:
        """`on_deleted`: told the id of each album that is gone."""
        self._shelf = shelf
        self._studio = studio
        self._safety = safety
        self._backstage = backstage
        self._config = config
        self._printer = printer
        self._on_deleted = on_deleted
        shelf.store.watch_deletions(self._forget_prints)

    def _forget_prints(self, album: Album) -> None:
        for job in album.jobs:
            self._printer.forget(job)

    def check_room(self) -> None:
        """Raise StoreError while the disk has too little room for another guest."""
        with explained(self._shelf.store.folder):
            free_mb = shutil.disk_usage(self._shelf.store.folder).free >> 20
        if free_mb < self._config.free_mb:
            raise StoreError(
                f"The disk of '{self._shelf.store.folder}' has {free_mb} MB left;"
                f" {self._config.free_mb} MB are needed. Make room there, or purge old pictures."
            )

    async def approve(self, visit: Visit, flow: Flow, pieces: dict[Piece, bytes]) -> tuple[Album, str]:
        """Keep the pieces that the guest approved, and return the album and its code."""
        assert visit.consent is not None  # noqa: S101 - the flow lets nobody past it
        self.check_room()
        code, now = new_code(), self._shelf.clock()
        wants_wall = "wall" in visit.consent.uses
        album = Album(
            id=secrets.token_hex(8),
            code_sha256=fingerprint(code),
            created_at=now,
            link_until=now + timedelta(hours=self._config.link_hours),
            keep_until=now + timedelta(days=self._config.keep_days),
            consent=visit.consent,
            format=flow.format.value,
            look=flow.look if Piece.LOOK in pieces else "",
            wall=WallState.WAITING if wants_wall else WallState.NO,
            wall_id=secrets.token_urlsafe(16) if wants_wall else "",
        )
        original = {}
        if "archive" in visit.consent.uses:
            original[Piece.ORIGINAL] = await self._studio.work(lambda: encode(np.concatenate(visit.shots)))
        await asyncio.to_thread(self._shelf.store.save, album, {**pieces, **original})
        self._count(f"format.{flow.format}", f"language.{flow.language}", "pictures")
        self._backstage.start(self._rate(album.id, visit.pictures(album.look)), f"rating {album.id}")
        return album, code

    async def add(self, album_id: str, piece: Piece, image: bytes, look: str = "") -> None:
        """Put one more picture into an album, unless it was deleted."""
        if not await asyncio.to_thread(self._shelf.store.add, album_id, piece, image):
            return
        if look:
            self._shelf.store.update(album_id, lambda album: replace(album, look=look))
            self._shelf.wall.changed()

    async def late_look(self, album_id: str, image: bytes, shots: list[Picture], look: str) -> None:
        """Put a look into an album that was approved before it was ready; others see it once it is rated."""
        if not await self._are_safe(shots):
            self._shelf.store.update(album_id, _held_back)
        await self.add(album_id, Piece.LOOK, image, look)

    async def delete(self, album_id: str, by: str) -> Receipt | None:
        """Delete an album with all that was made of it, on disk, on the wall and at the printer."""
        receipt = await asyncio.to_thread(self._shelf.store.delete, album_id, by, self._shelf.clock())
        if receipt:
            self._count(f"deleted.{by}")
            self._on_deleted(album_id)
        return receipt

    async def sweep(self) -> int:
        """Delete what has been kept long enough, and return how many albums that were."""
        return await self._delete_each(self._shelf.store.due(self._shelf.clock()), "retention")

    async def purge(self) -> int:
        """Delete everything, and return how many albums that were."""
        return await self._delete_each(self._shelf.store.albums(), "organiser")

    async def _delete_each(self, albums: list[Album], by: str) -> int:
        """Delete albums; one that cannot be is told of, tried again at the next sweep, and keeps no other."""
        deleted = 0
        for album in albums:
            try:
                deleted += await self.delete(album.id, by) is not None
            except StoreError as error:
                self._shelf.notices.tell(str(error))
        return deleted

    async def _rate(self, album_id: str, shots: list[Picture]) -> None:
        safe = await self._are_safe(shots)
        show = safe and self._config.moderation == "filter"

        def rated(album: Album) -> Album:
            waiting = album.wall is WallState.WAITING
            return replace(album, safe=safe, wall=WallState.SHOWN if waiting and show else album.wall)

        await asyncio.to_thread(self._shelf.store.update, album_id, rated)
        self._shelf.wall.changed()

    async def _are_safe(self, shots: list[Picture]) -> bool:
        ratings = await self._studio.work(lambda: [self._safety.check(shot) for shot in shots])
        return all(rating.safe for rating in ratings)

    def _count(self, *names: str) -> None:
        try:
            self._shelf.tally.add(*names)
        except StoreError as error:
            self._shelf.notices.tell(str(error))


def _held_back(album: Album) -> Album:
    waits = album.wall in (WallState.SHOWN, WallState.WAITING)
    return replace(album, safe=False, wall=WallState.WAITING if waits else album.wall)
