"""Bad days: the disk is full, the clock is wrong, a library fails. The guest is told, and it goes on."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from booth import events as e
from booth.album import Album, Piece
from booth.clock import SteadyClock
from booth.errors import BoothError
from booth.flow import Stage
from booth.ports import PrinterCondition
from booth.prints import PrintAnswer
from tests.booth.fakes import NOW, FakeParts, album, photograph
from tests.booth.houses import opened, visiting
from tests.folders import names
from tests.small_disk import small_disk


def fill(disk: Path) -> Path:
    """Leave no byte free; returns what to delete to have room again."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(512)):
            pass
    return ballast


def made_at(time: datetime) -> Album:
    """An album made at a time."""
    return replace(
        album(), created_at=time, link_until=time + timedelta(days=2), keep_until=time + timedelta(days=7)
    )


async def test_full_disk_is_told_keeps_nothing_and_the_guest_goes_on_when_there_is_room(
    tmp_path: Path,
) -> None:
    with small_disk(tmp_path / "disk", "1m") as disk:
        async with opened(disk / "booth", FakeParts()) as house, visiting(house) as guest:
            await guest.enter()
            await guest.shoot()
            guest.session.tell(e.Press())
            ballast = fill(disk)
            guest.session.tell(e.Press())
            await guest.until(lambda: guest.session.flow.problem == "disk")
            assert guest.session.flow.stage is Stage.APPROVE
            assert names(disk / "booth") == set()
            assert "Make room" in house.notices.recent()[0][1]
            ballast.unlink()
            guest.session.tell(e.Press())
            await guest.until(lambda: guest.session.flow.saved)
            # Nobody has to keep a picture because the disk is full.
            fill(disk)
            guest.session.tell(e.Delete())
            await guest.until(lambda: guest.session.flow.deleted)
            assert house.store.albums() == []
            assert list((disk / "booth" / "albums").iterdir()) == []


async def test_deletion_that_fails_is_told_and_done_the_second_time(tmp_path: Path) -> None:
    async with opened(tmp_path, FakeParts()) as house, visiting(house) as guest:
        await guest.enter()
        await guest.shoot()
        await guest.approve()
        in_the_way = tmp_path / "passing" / house.store.albums()[0].id
        in_the_way.write_bytes(b"")
        guest.session.tell(e.Delete())
        await guest.until(lambda: guest.session.flow.problem == "failed")
        assert not guest.session.flow.deleted
        in_the_way.unlink()
        guest.session.tell(e.Delete())
        await guest.until(lambda: guest.session.flow.deleted)
        assert house.store.albums() == []


async def test_album_that_cannot_be_deleted_keeps_no_other_from_its_end(tmp_path: Path) -> None:
    async with opened(tmp_path, FakeParts()) as house:
        for number in range(3):
            house.store.save(album(f"a{number}", code=f"{number}" * 16), {Piece.PICTURE: b"picture"})
        (tmp_path / "passing" / "a1").write_bytes(b"")
        assert await house.desk.purge() == 2
        assert [left.id for left in house.store.albums()] == ["a1"]
        assert "Cannot keep pictures" in house.notices.recent()[0][1]


@pytest.mark.parametrize("then", [timedelta(days=366), timedelta(hours=1)], ids=["a year", "an hour"])
async def test_pictures_made_while_the_clock_was_ahead_are_deleted_in_time(
    tmp_path: Path, then: timedelta
) -> None:
    async with opened(tmp_path, FakeParts(), clock=lambda: NOW + then) as house:
        house.store.save(made_at(NOW + then), {Piece.PICTURE: b"picture"})
    later = NOW + timedelta(days=7)
    async with opened(tmp_path, FakeParts(), clock=lambda: NOW) as house:
        assert [kept.keep_until for kept in house.store.albums()] == [later]
    async with opened(tmp_path, FakeParts(), clock=lambda: later) as house:
        await house.desk.sweep()
        assert house.store.albums() == []


async def test_clock_set_in_mid_event_changes_nothing(tmp_path: Path) -> None:
    hall = [NOW]
    passed_s = [0.0]
    clock = SteadyClock(wall=lambda: hall[0], elapsed_s=lambda: passed_s[0])
    async with opened(tmp_path, FakeParts(), clock=clock) as house:
        house.store.save(made_at(clock()), {Piece.PICTURE: b"picture"})
        for jump in (timedelta(hours=1), timedelta(days=366), -timedelta(days=366), -timedelta(hours=1)):
            hall[0] = NOW + jump
            assert clock() == NOW
            assert await house.desk.sweep() == 0
        passed_s[0] = timedelta(days=7).total_seconds()
        assert await house.desk.sweep() == 1


async def test_clock_behind_the_records_is_told(tmp_path: Path) -> None:
    ahead = datetime.now(UTC) + timedelta(days=400)
    async with opened(tmp_path, FakeParts(), clock=lambda: ahead) as house:
        house.store.save(made_at(ahead), {Piece.PICTURE: b"picture"})
    async with opened(tmp_path, FakeParts()) as house:
        assert "clock" in house.notices.recent()[0][1]
        assert house.store.albums()[0].keep_until < datetime.now(UTC) + timedelta(days=8)


async def test_library_that_fails_is_told_and_the_next_shot_is_taken(tmp_path: Path) -> None:
    parts = FakeParts()
    async with opened(tmp_path, parts) as house, visiting(house) as guest:
        await guest.enter()
        parts.composer.broken = True
        guest.session.tell(photograph())
        await guest.until(lambda: guest.session.flow.problem == "capture")
        parts.composer.broken = False
        guest.session.tell(e.Press())
        await guest.shoot()
        with pytest.raises(BoothError, match="ZeroDivisionError"):
            await house.studio.work(lambda: 1 / 0)


async def test_print_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    parts = FakeParts()
    async with opened(tmp_path, parts, printer="fake") as house, visiting(house) as guest:
        await guest.enter()
        await guest.shoot()
        await guest.approve()
        parts.printer.condition = PrinterCondition.GONE
        parts.composer.broken = True
        guest.session.tell("print")
        await guest.until(lambda: guest.session.print_answer is PrintAnswer.LATER)


async def test_earlier_look_chosen_again_is_the_one_that_is_printed(tmp_path: Path) -> None:
    parts = FakeParts()
    parts.looks.go.set()
    async with opened(tmp_path, parts) as house, visiting(house) as guest:
        await guest.enter()
        await guest.shoot()
        for look in ("ink", "dream", "ink"):
            guest.session.tell(e.ChooseLook(look))
            await guest.until(lambda look=look: guest.session.flow.look == look in guest.session.visit.looks)
        kept = house.store.find(await guest.approve())
        assert kept is not None
        assert house.store.read(kept.id, Piece.LOOK) == guest.session.visit.looks["ink"] + b"signed ink"
        await guest.until(
            lambda: Piece.LOOK_STORY in house.store.pieces(kept.id) or guest.session.tell("stay")
        )
        story = house.store.read(kept.id, Piece.LOOK_STORY)
        assert story is not None
        assert story.endswith(b"signed ink")


async def test_warming_up_makes_one_of_everything_and_tells_what_is_missing(tmp_path: Path) -> None:
    parts = FakeParts()
    parts.looks.go.set()
    parts.looks.unavailable.add("ink")
    async with opened(tmp_path, parts) as house:
        await house.warm_up()
        assert {size.value for size, _ in parts.composer.texts} == {"screen", "story", "print"}
        assert "out of memory" in house.notices.recent()[0][1]
        assert house.studio.estimates.of("dream") == 3.0, "a small picture says nothing of a large one"
