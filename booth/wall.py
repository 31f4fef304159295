"""What the picture wall shows: the newest consented and moderated pictures, told to every wall at once."""

import asyncio
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from booth.album import FOR_GUESTS, Album, Piece, WallState
from booth.store import Store

SHOWN = 60
"""Pictures in the slideshow; older ones make room."""
WALLS = 50
"""Screens that may watch at once."""


class Wall:
    """The slideshow, as a value that walls watch: each wall takes the newest version when it is ready."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._watchers: set[asyncio.Event] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        store.watch_deletions(lambda _album: self.changed())

    @property
    def full(self) -> bool:
        """Whether no more walls may watch."""
        return len(self._watchers) >= WALLS

    def pictures(self) -> list[str]:
        """Wall ids of the pictures on show, the newest first."""
        shown = [album.wall_id for album in self._store.albums() if album.wall is WallState.SHOWN]
        return shown[:SHOWN]

    def read(self, wall_id: str) -> bytes | None:
        """A picture that is on the wall now; None for every other one."""
        for album in self._store.albums():
            if album.wall is WallState.SHOWN and secrets.compare_digest(album.wall_id, wall_id):
                return self._store.read(album.id, best_piece(self._store.pieces(album.id)))
        return None

    def decide(self, album_id: str, show: bool) -> Album | None:
        """Put a picture on the wall, or take it down, if its guest agreed to the wall."""

        def decided(album: Album) -> Album:
            if album.wall is WallState.NO:
                return album
            state = WallState.SHOWN if show else WallState.REFUSED
            return replace(album, wall=state, safe=album.safe or show)

        album = self._store.update(album_id, decided)
        self.changed()
        return album

    @contextmanager
    def watched(self) -> Iterator[asyncio.Event]:
        """An event that is set whenever the wall changes, for as long as a wall is connected."""
        self._loop = asyncio.get_running_loop()
        event = asyncio.Event()
        event.set()
        self._watchers.add(event)
        try:
            yield event
        finally:
            self._watchers.discard(event)

    def changed(self) -> None:
        """Wake every wall; from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        for event in self._watchers:
            event.set()


def best_piece(pieces: frozenset[Piece]) -> Piece:
    """The best picture of an album."""
    return next((piece for piece in FOR_GUESTS if piece in pieces), Piece.PICTURE)
