"""Approved pictures on disk, in a folder of their own: kept, found by code, expired and deleted.

A picture exists here or nowhere: nothing of a guest is written before the guest approves.
"""

import json
import logging
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from booth.album import Album, Piece, Receipt
from booth.clock import Now
from booth.codes import fingerprint
from booth.files import append_line, explained, private_folder, remove_folder, write, write_json

RECORD = "record.json"
RECEIPTS = "receipts.jsonl"
logger = logging.getLogger(__name__)

OnDelete = Callable[[Album], None]


class Store:
    """The albums of an event. To be called from any thread; whatever writes raises StoreError."""

    def __init__(self, folder: Path) -> None:
        self._folder = private_folder(folder)
        self._albums_folder = private_folder(folder / "albums")
        self._passing = self._folder / "passing"
        self._lock = threading.RLock()
        self._watchers: list[OnDelete] = []
        with explained(folder):
            remove_folder(self._passing)
            private_folder(self._passing)
            self._albums = {album.id: album for album in map(_read, self._albums_folder.iterdir()) if album}

    @property
    def folder(self) -> Path:
        """Where everything of the booth is kept."""
        return self._folder

    @property
    def newest(self) -> datetime | None:
        """When the newest album was made."""
        return max((album.created_at for album in self._albums.values()), default=None)

    def watch_deletions(self, watcher: OnDelete) -> None:
        """Call `watcher` with each album just before it is deleted, to remove it elsewhere."""
        self._watchers.append(watcher)

    def albums(self) -> list[Album]:
        """All albums, the newest first."""
        with self._lock:
            return sorted(self._albums.values(), key=lambda album: album.created_at, reverse=True)

    def get(self, album_id: str) -> Album | None:
        """The album with an id."""
        with self._lock:
            return self._albums.get(album_id)

    def find(self, code: str) -> Album | None:
        """The album that a code opens, whether its link has ended or not."""
        wanted = fingerprint(code)
        with self._lock:
            return next((album for album in self._albums.values() if album.code_sha256 == wanted), None)

    def save(self, album: Album, pieces: Mapping[Piece, bytes]) -> Album:
        """Keep a new album: all of it or, with StoreError, nothing."""
        place = self._passing / album.id
        with self._lock, explained(self._folder):
            try:
                place.mkdir(parents=True)
                for piece, content in pieces.items():
                    write(place / piece, content)
                write_json(place / RECORD, album.to_json())
                place.rename(self._albums_folder / album.id)
            except OSError:
                remove_folder(place)
                raise
            self._albums[album.id] = album
        return album

    def add(self, album_id: str, piece: Piece, content: bytes) -> bool:
        """Put one more picture into an album; False when it was deleted meanwhile."""
        with self._lock, explained(self._folder):
            if album_id not in self._albums:
                return False
            write(self._albums_folder / album_id / piece, content)
            return True

    def update(self, album_id: str, change: Callable[[Album], Album]) -> Album | None:
        """Change an album's record, and return it; None when it was deleted meanwhile."""
        with self._lock, explained(self._folder):
            album = self._albums.get(album_id)
            if album is None:
                return None
            changed = replace(change(album), id=album.id)
            write_json(self._albums_folder / album_id / RECORD, changed.to_json())
            self._albums[album_id] = changed
            return changed

    def pieces(self, album_id: str) -> frozenset[Piece]:
        """What an album holds now."""
        with self._lock:
            folder = self._albums_folder / album_id
            return frozenset(
                piece for piece in Piece if album_id in self._albums and (folder / piece).is_file()
            )

    def read(self, album_id: str, piece: Piece) -> bytes | None:
        """One picture of an album, None when there is none."""
        with self._lock:
            if album_id not in self._albums:
                return None
            try:
                return (self._albums_folder / album_id / piece).read_bytes()
            except FileNotFoundError:
                return None

    def delete(self, album_id: str, by: str, now: datetime) -> Receipt | None:
        """Delete an album, everywhere, and return the receipt; None when there is no such album."""
        with self._lock, explained(self._folder):
            album = self._albums.get(album_id)
            if album is None:
                return None
            for watcher in self._watchers:
                watcher(album)
            files = self._remove(album_id)
            del self._albums[album_id]
            receipt = Receipt(
                id=secrets.token_hex(6),
                deleted_at=now,
                by=by,
                files=files,
                consent_version=album.consent.version,
            )
            self._note(receipt)
            return receipt

    def _remove(self, album_id: str) -> int:
        # Moved first: who is killed half-way finds at the next start nothing but what is wiped there.
        place, going = self._albums_folder / album_id, self._passing / album_id
        if place.exists():
            place.rename(going)
        return remove_folder(going)

    def _note(self, receipt: Receipt) -> None:
        try:
            append_line(self._folder / RECEIPTS, receipt.to_json())
        except OSError as error:
            # The pictures are gone, which is what was asked for.
            logger.warning("Receipt %s could not be written: %s", receipt.id, error)

    def due(self, now: datetime) -> list[Album]:
        """The albums that have been kept long enough."""
        return [album for album in self.albums() if album.keep_until <= now]

    def shorten(self, *, keep_until: datetime, link_until: datetime) -> int:
        """Keep no album and no link any longer than this, and return how many albums that changed.

        One that would last longer was made while the clock was ahead.
        """
        far = [
            album for album in self.albums() if album.keep_until > keep_until or album.link_until > link_until
        ]
        for album in far:
            self.update(
                album.id,
                lambda album: replace(
                    album,
                    keep_until=min(album.keep_until, keep_until),
                    link_until=min(album.link_until, link_until),
                ),
            )
        return len(far)

    def purge(self, clock: Now) -> int:
        """Delete every album, and return how many there were."""
        ids = [album.id for album in self.albums()]
        return sum(self.delete(album_id, "organiser", clock()) is not None for album_id in ids)


def _read(folder: Path) -> Album | None:
    """The album in a folder; one that cannot be read is of no use to anyone, and is deleted."""
    try:
        album = Album.from_json(json.loads((folder / RECORD).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        logger.warning("An album had no readable record and was deleted: %s", folder.name)
        remove_folder(folder)
        return None
    return album if album.id == folder.name else None
