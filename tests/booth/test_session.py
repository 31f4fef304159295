"""A kiosk from the first press to the last: what is kept, what is forgotten, what goes wrong."""

from pathlib import Path

import pytest

from booth import events as e
from booth.album import Piece, WallState
from booth.codes import spelt
from booth.consent import Agreement
from booth.events import Format
from booth.flow import Stage
from booth.ports import PrinterCondition, Size
from booth.prints import PrintAnswer
from tests.booth.fakes import FakeParts, photograph
from tests.booth.houses import Visitor, opened, visiting
from tests.folders import names

EVERYTHING = Agreement(uses=frozenset({"keep", "wall", "archive"}), adult=True)


@pytest.fixture
def parts() -> FakeParts:
    return FakeParts()


@pytest.mark.parametrize("format", list(Format))
async def test_guest_makes_and_takes_home_a_picture(tmp_path: Path, parts: FakeParts, format: Format) -> None:
    async with opened(tmp_path, parts) as house, visiting(house) as guest:
        await guest.enter(format)
        await guest.shoot(format)
        assert names(tmp_path) == set()
        album = house.store.find(await guest.approve())
        assert album is not None
        assert album.consent.language == "zh-Hant"
        assert album.consent.words["keep"] == house.wordings["zh-Hant"].texts["keep"]
        kept = Piece.ANIMATION if format is Format.GIF else Piece.PICTURE
        picture = house.store.read(album.id, kept)
        assert picture == guest.session.visit.framed + b"signed "
        assert picture.startswith(b"GIF89a" if format is Format.GIF else b"\xff\xd8")
        assert parts.composer.texts[0][1].guest == "Ada"
        assert parts.composer.texts[0][1].date.endswith("日")


async def test_guest_who_leaves_before_approving_leaves_nothing(tmp_path: Path, parts: FakeParts) -> None:
    async with opened(tmp_path, parts) as house:
        async with visiting(house) as guest:
            await guest.enter()
            await guest.shoot()
        assert guest.session.visit.shots == []
        assert names(tmp_path) == set()


async def test_nobody_there_wipes_by_itself(tmp_path: Path, parts: FakeParts) -> None:
    async with opened(tmp_path, parts) as house, visiting(house) as guest:
        await guest.enter()
        await guest.shoot()
        guest.session.tell(e.Timeout())
        await guest.at(Stage.ATTRACT)
        assert guest.session.visit.shots == []
        assert guest.session.visit.framed == b""


async def test_look_may_come_after_the_guest_has_gone(tmp_path: Path, parts: FakeParts) -> None:
    async with opened(tmp_path, parts) as house, visiting(house) as guest:
        await guest.enter()
        await guest.shoot()
        guest.session.tell(e.ChooseLook("dream"))
        await guest.until(lambda: guest.session.visit.making)
        album = house.store.find(await guest.approve())
        assert album is not None
        guest.session.tell(e.Press())
        guest.session.tell(e.Press())
        await guest.at(Stage.ATTRACT)
        parts.looks.go.set()
        await guest.until(lambda: house.store.read(album.id, Piece.LOOK))
        assert parts.composer.texts[-1][1].mark == "經 AI 修改"


async def test_look_for_a_deleted_picture_is_not_kept(tmp_path: Path, parts: FakeParts) -> None:
    async with opened(tmp_path, parts) as house, visiting(house) as guest:
        await guest.enter()
        await guest.shoot()
        guest.session.tell(e.ChooseLook("dream"))
        await guest.approve()
        guest.session.tell(e.Delete())
        await guest.at(Stage.THANKS)
        parts.looks.go.set()
        await guest.until(lambda: parts.looks.rendered)
        assert house.store.albums() == []
    assert names(tmp_path) == {"counts.json", "receipts.jsonl"}


async def test_picture_deleted_from_the_phone_leaves_its_kiosk_and_no_other(
    tmp_path: Path, parts: FakeParts
) -> None:
    async with opened(tmp_path, parts) as house, visiting(house) as one, visiting(house) as other:
        for guest in (one, other):
            await guest.enter()
            await guest.shoot()
            await guest.approve()
        await house.desk.delete(one.session.visit.album_id, "guest")
        await one.at(Stage.THANKS)
        assert (one.session.flow.deleted, one.session.visit.framed) == (True, b"")
        assert (other.session.flow.stage, other.session.flow.saved) == (Stage.TAKE_HOME, True)


async def test_look_that_cannot_be_made_is_said_and_the_picture_stays(
    tmp_path: Path, parts: FakeParts
) -> None:
    parts.looks.unavailable.add("ink")
    async with opened(tmp_path, parts) as house, visiting(house) as guest:
        await guest.enter()
        await guest.shoot()
        guest.session.tell(e.ChooseLook("ink"))
        await guest.until(lambda: guest.session.flow.problem == "look")
        assert "out of memory" in house.notices.recent()[0][1]
        assert await guest.approve()


@pytest.mark.parametrize(
    ("shot", "problem"), [(b"not a picture", "capture"), (photograph(brightness=-200), "dark")]
)
async def test_bad_shot_is_said_and_taken_again(
    tmp_path: Path, parts: FakeParts, shot: bytes, problem: str
) -> None:
    async with opened(tmp_path, parts) as house, visiting(house) as guest:
        await guest.enter()
        guest.session.tell(shot)
        await guest.at(Stage.PREVIEW)
        assert guest.session.flow.problem == problem
        guest.session.tell(e.Press())
        await guest.shoot()


async def test_full_disk_is_said_before_anything_is_written(tmp_path: Path, parts: FakeParts) -> None:
    async with opened(tmp_path, parts) as house, visiting(house) as guest:
        house.config.__dict__["free_mb"] = 1 << 40
        await guest.enter()
        await guest.shoot()
        guest.session.tell(e.Press())
        guest.session.tell(e.Press())
        await guest.until(lambda: guest.session.flow.problem == "disk")
        assert guest.session.flow.stage is Stage.APPROVE
        assert names(tmp_path) == set()


async def consented(guest: Visitor) -> None:
    await guest.enter(agreement=EVERYTHING)
    await guest.shoot()
    await guest.approve()


async def test_safe_pictures_go_to_the_wall_and_leave_it_when_deleted(
    tmp_path: Path, parts: FakeParts
) -> None:
    async with opened(tmp_path, parts) as house, visiting(house) as guest:
        with house.wall.watched() as changed:
            await consented(guest)
            while not house.wall.pictures():
                changed.clear()
                await changed.wait()
            wall_id = house.wall.pictures()[0]
            assert house.wall.read(wall_id) is not None
            await house.desk.delete(house.store.albums()[0].id, "guest")
            assert house.wall.pictures() == []
            assert house.wall.read(wall_id) is None


async def test_doubtful_pictures_wait_for_the_organiser(tmp_path: Path, parts: FakeParts) -> None:
    parts.safety.safe = False
    async with opened(tmp_path, parts, printer="fake") as house, visiting(house) as guest:
        await consented(guest)
        album = house.store.albums()[0]
        guest.session.tell("print")
        await guest.until(lambda: guest.session.print_answer is PrintAnswer.LATER)
        assert house.wall.pictures() == []
        house.wall.decide(album.id, show=True)
        assert house.wall.pictures() == [album.wall_id]


async def test_picture_without_the_guests_consent_cannot_be_put_on_the_wall(
    tmp_path: Path, parts: FakeParts
) -> None:
    async with opened(tmp_path, parts) as house, visiting(house) as guest:
        await guest.enter()
        await guest.shoot()
        await guest.approve()
        house.wall.decide(house.store.albums()[0].id, show=True)
        assert house.wall.pictures() == []
        assert house.store.albums()[0].wall is WallState.NO


async def test_print_carries_the_link_and_has_its_limits(tmp_path: Path, parts: FakeParts) -> None:
    async with opened(tmp_path, parts, printer="fake", copies=1) as house, visiting(house) as guest:
        await consented(guest)
        album_id = house.store.albums()[0].id
        await guest.until(lambda: house.store.albums()[0].safe or guest.session.tell("stay"))
        guest.session.tell("print")
        await guest.until(lambda: guest.session.print_answer is PrintAnswer.PRINTING)
        guest.session.tell("print")
        await guest.until(lambda: guest.session.print_answer is PrintAnswer.ENOUGH)
        assert len(parts.printer.jobs) == 1
        assert [size for size, _ in parts.composer.texts].count(Size.PRINT) == 2
        await house.desk.delete(album_id, "organiser")
        assert parts.printer.jobs == {}


async def test_printer_without_paper_is_said_kindly(tmp_path: Path, parts: FakeParts) -> None:
    parts.printer.condition = PrinterCondition.NO_PAPER
    async with opened(tmp_path, parts, printer="fake") as house, visiting(house) as guest:
        await consented(guest)
        await guest.until(lambda: house.store.albums()[0].safe or guest.session.tell("stay"))
        guest.session.tell("print")
        await guest.until(lambda: guest.session.print_answer is PrintAnswer.LATER)
        parts.printer.condition = PrinterCondition.READY
        assert await house.prints.again(house.store.albums()[0].id) is PrintAnswer.PRINTING


async def test_link_is_offered_only_while_phones_reach_the_booth(tmp_path: Path, parts: FakeParts) -> None:
    async with opened(tmp_path, parts) as house, visiting(house) as guest:
        await consented(guest)
        assert await house.darkroom.link(guest.session.visit.code) == ""
        assert spelt(guest.session.visit.code).count("-") == 3


async def test_two_kiosks_do_not_see_each_other(tmp_path: Path, parts: FakeParts) -> None:
    async with opened(tmp_path, parts) as house, visiting(house) as one, visiting(house) as other:
        await one.enter()
        await other.enter(Format.STRIP)
        await one.shoot()
        await other.shoot(Format.STRIP)
        assert len(one.session.visit.shots) == 1
        assert await one.approve() != await other.approve()
        assert {album.format for album in house.store.albums()} == {"single", "strip"}
