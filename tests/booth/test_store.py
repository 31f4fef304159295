"""Pictures on disk: whole, found by their code alone, and gone when deleted."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from booth.album import Album, Piece
from booth.codes import spelt
from booth.errors import StoreError
from booth.store import Store
from tests.booth.fakes import CODE, NOW, album

PIXELS = b"\xff\xd8 the guest's face \xff\xd9"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "booth")


def everything_in(folder: Path) -> bytes:
    paths = list(folder.rglob("*"))
    return b"".join([str(path).encode() for path in paths] + [p.read_bytes() for p in paths if p.is_file()])


def test_album_is_found_by_its_code_after_a_restart(store: Store) -> None:
    saved = store.save(album(), {Piece.PICTURE: PIXELS})
    again = Store(store.folder)
    assert again.find(CODE) == saved
    assert again.read("a1", Piece.PICTURE) == PIXELS
    assert again.find("0" * 16) is None


def test_code_is_nowhere_on_disk(store: Store) -> None:
    store.save(album(), {Piece.PICTURE: PIXELS})
    kept = everything_in(store.folder)
    assert CODE.encode() not in kept
    assert spelt(CODE).encode() not in kept


def test_deletion_leaves_nothing_but_a_receipt(store: Store) -> None:
    store.save(album(), {Piece.PICTURE: PIXELS, Piece.ORIGINAL: PIXELS})
    store.add("a1", Piece.LOOK, PIXELS)
    gone: list[Album] = []
    store.watch_deletions(gone.append)
    receipt = store.delete("a1", "guest", NOW)
    assert receipt is not None
    assert (receipt.files, receipt.by, [a.id for a in gone]) == (4, "guest", ["a1"])
    left = everything_in(store.folder)
    assert PIXELS not in left
    assert album().code_sha256.encode() not in left
    assert receipt.id.encode() in left
    assert store.find(CODE) is None


def test_picture_that_comes_after_the_deletion_is_not_kept(store: Store) -> None:
    store.save(album(), {Piece.PICTURE: PIXELS})
    store.delete("a1", "guest", NOW)
    assert not store.add("a1", Piece.LOOK, PIXELS)
    assert store.update("a1", lambda a: a) is None
    assert PIXELS not in everything_in(store.folder)


def test_retention_deletes_what_is_due_only(store: Store) -> None:
    store.save(album(), {Piece.PICTURE: PIXELS})
    assert store.due(NOW + timedelta(days=6, hours=23)) == []
    assert [album.id for album in store.due(NOW + timedelta(days=7))] == ["a1"]


def test_deletion_that_fails_keeps_the_record_and_may_be_tried_again(store: Store) -> None:
    store.save(album(), {Piece.PICTURE: PIXELS})
    going = store.folder / "passing" / "a1"
    going.write_bytes(b"in the way")
    with pytest.raises(StoreError):
        store.delete("a1", "guest", NOW)
    assert store.find(CODE) is not None
    going.unlink()
    assert store.delete("a1", "guest", NOW) is not None
    assert PIXELS not in everything_in(store.folder)


def test_nothing_lasts_longer_than_if_it_were_made_now(store: Store) -> None:
    store.save(album(), {Piece.PICTURE: PIXELS})
    a_year_earlier = NOW - timedelta(days=365)
    ends = {
        "keep_until": a_year_earlier + timedelta(days=7),
        "link_until": a_year_earlier + timedelta(days=2),
    }
    assert store.shorten(**ends) == 1
    assert store.due(ends["keep_until"]) == store.albums()
    assert store.shorten(**ends) == 0
    assert Store(store.folder).albums()[0].link_until == ends["link_until"]


def test_half_written_and_half_deleted_albums_are_wiped_at_the_start(store: Store) -> None:
    for place in (store.folder / "passing" / "x", store.folder / "albums" / "y"):
        place.mkdir(parents=True)
        (place / "picture.jpg").write_bytes(PIXELS)
    again = Store(store.folder)
    assert again.albums() == []
    assert PIXELS not in everything_in(store.folder)


def test_save_that_fails_keeps_nothing_and_says_where(store: Store) -> None:
    # A folder in the way of the picture's file stands for a disk that takes no more.
    (store.folder / "passing" / "a1" / "picture.jpg").mkdir(parents=True)
    with pytest.raises(StoreError, match="Make room"):
        store.save(album(), {Piece.PICTURE: PIXELS})
    assert store.albums() == []
    assert PIXELS not in everything_in(store.folder)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_only_the_owner_can_read(store: Store) -> None:
    store.save(album(), {Piece.PICTURE: PIXELS})
    modes = {
        path.stat().st_mode & 0o077 for path in [store.folder, *(store.folder / "albums" / "a1").iterdir()]
    }
    assert modes == {0}


def test_purge_deletes_every_album(store: Store) -> None:
    for number in range(3):
        store.save(album(f"a{number}", code=f"{number}" * 16), {Piece.PICTURE: PIXELS})
    assert store.purge(lambda: NOW) == 3
    assert PIXELS not in everything_in(store.folder)
