"""What phones may ask for: the pictures that their code opens, and nothing else."""

import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx

from booth.album import Piece, WallState
from booth.codes import ALPHABET, LENGTH, new_code, spelt
from tests.booth.fakes import CODE, FakeParts, album, photograph
from tests.booth.web.sites import Site, site

PICTURE = photograph() + b"signed "
HOME = f"/p/{spelt(CODE)}"


def keep(here: Site, **changes: object) -> None:
    """Keep an album whose link works now."""
    now = here.house.clock()
    made = replace(album(uses=("keep", "wall")), link_until=now + timedelta(hours=1), **changes)
    here.house.store.save(made, {Piece.PICTURE: PICTURE, Piece.ORIGINAL: b"original", Piece.PRINT: b"print"})


async def test_code_opens_and_downloads_the_picture(tmp_path: Path) -> None:
    async with site(tmp_path) as here, here.browser() as phone:
        keep(here)
        told = (await phone.get(f"{HOME}/album.json")).json()
        assert told["pieces"] == ["picture.jpg"]
        reply = await phone.get(f"{HOME}/picture.jpg?download")
        assert reply.content == PICTURE
        assert "attachment" in reply.headers["content-disposition"]
        assert "no-store" in reply.headers["cache-control"]


async def test_originals_prints_and_records_are_nobodys_to_download(tmp_path: Path) -> None:
    async with site(tmp_path) as here, here.browser() as phone:
        keep(here)
        for piece in ("original.jpg", "print.jpg", "record.json", "..%2Frecord.json", "look.jpg"):
            assert (await phone.get(f"{HOME}/{piece}")).status_code == 404


async def test_link_ends_but_the_code_still_deletes(tmp_path: Path) -> None:
    async with site(tmp_path) as here, here.browser() as phone:
        keep(here)
        here.house.store.update("a1", lambda a: replace(a, link_until=here.house.clock()))
        assert (await phone.get(f"{HOME}/album.json")).json()["pieces"] == []
        assert (await phone.get(f"{HOME}/picture.jpg")).status_code == 404
        receipt = (await phone.post(f"{HOME}/delete")).json()
        assert receipt["by"] == "guest"
        assert here.house.store.albums() == []
        assert (await phone.get(f"{HOME}/album.json")).status_code == 404


async def test_other_sites_cannot_delete(tmp_path: Path) -> None:
    async with site(tmp_path) as here, here.browser() as phone:
        keep(here)
        reply = await phone.post(f"{HOME}/delete", headers={"Origin": "https://elsewhere.example"})
        assert reply.status_code == 404
        assert len(here.house.store.albums()) == 1


async def test_ten_thousand_guessed_codes_give_nothing(tmp_path: Path) -> None:
    async with site(tmp_path) as here:
        keep(here)
        store = here.house.store
        dice = random.Random(1)
        guesses = ("".join(dice.choices(ALPHABET, k=LENGTH)) for _ in range(10_000))
        assert not any(store.find(guess) for guess in guesses)
        async with here.browser() as guesser:
            answers = [(await guesser.get(f"/p/{new_code()}/album.json")).status_code for _ in range(60)]
            assert set(answers) == {404, 429}
            assert (await guesser.get(f"{HOME}/album.json")).status_code == 429


async def test_guest_takes_a_picture_off_the_wall_alone(tmp_path: Path) -> None:
    async with site(tmp_path) as here, here.browser() as phone:
        keep(here, wall=WallState.SHOWN, wall_id="w1")
        assert (await phone.get("/wall/picture/w1")).content == PICTURE
        assert (await phone.post(f"{HOME}/off-the-wall")).status_code == 200
        assert (await phone.get("/wall/picture/w1")).status_code == 404
        assert here.house.store.albums()[0].consent.uses == ("keep",)


async def test_wall_shows_only_what_is_on_it(tmp_path: Path) -> None:
    async with site(tmp_path) as here, here.browser() as phone:
        keep(here, wall=WallState.WAITING, wall_id="w1")
        for wall_id in ("w1", "a1", "", CODE):
            assert (await phone.get(f"/wall/picture/{wall_id}")).status_code == 404


async def test_verify_tells_of_files_and_of_codes(tmp_path: Path) -> None:
    async with site(tmp_path) as here, here.browser() as phone:
        keep(here)
        assert (await phone.post("/verify", content=PICTURE)).json()["intact"]
        assert not (await phone.post("/verify", content=b"anything")).json()["signed"]
        assert (await phone.get(f"{HOME}/verify")).json()["intact"]
        assert (await phone.post("/verify", content=bytes(26 << 20))).status_code == 413


async def test_kiosks_and_organisers_routes_are_closed_to_guests(tmp_path: Path) -> None:
    async with site(tmp_path, FakeParts()) as here, here.browser() as guest:
        keep(here)
        for path in ("/booth/shown/x", "/booth/frame/classic.png", "/booth/live.mjpeg", "/keep/a1/picture"):
            assert (await guest.get(path)).status_code == 404
        for action in ("show", "refuse", "print", "delete"):
            assert (await guest.post(f"/keep/a1/{action}")).status_code == 404
        assert (await guest.get("/open?key=guess")).headers["location"] == "/kiosk/"
        assert len(here.house.store.albums()) == 1


async def test_organiser_moderates_and_deletes(tmp_path: Path) -> None:
    async with site(tmp_path) as here, here.organiser() as organiser:
        keep(here, wall=WallState.WAITING, wall_id="w1")
        assert (await organiser.get("/keep/a1/picture")).content == PICTURE
        await organiser.post("/keep/a1/show")
        assert here.house.wall.pictures() == ["w1"]
        assert (await organiser.post("/keep/a1/delete")).status_code == 200
        assert (await organiser.post("/keep/a1/delete")).status_code == 404


async def login(browser: httpx.AsyncClient, pin: str, to: str = "organiser") -> str:
    return (await browser.post("/login", data={"pin": pin, "to": to})).headers["location"]


async def test_pin_lets_in_and_guessing_is_slowed(tmp_path: Path) -> None:
    async with site(tmp_path) as here, here.browser() as browser:
        assert await login(browser, "246810", "kiosk") == "/kiosk/"
        assert await login(browser, "246810") == "/organiser/"
        for _ in range(5):
            assert "wrong" in await login(browser, "000000")
        assert "wait=" in await login(browser, "246810")
