"""What the phones saw, in figures: against a server whose delays are known."""

import asyncio

import pytest

from live.delays import words_in
from live.events import Retraction
from live.rehearsal.figures import erasure, lost_lines, measure_delays, shown_at_the_end
from live.rehearsal.phones import Hall, trusting_nobody
from live.rehearsal.seats import Seat, seats
from live.serving.server import CaptionServer
from live.tls.authority import make_certificate
from live.tls.certificates import server_context
from tests.live.rooms import FakeRoom, a_line

ENGLISH = Seat("main", "en", "attendee")


def test_every_room_has_its_big_screen_and_the_phones_are_spread_over_its_languages():
    found = seats({"hall": ("en", "zh-Hant-HK", "es"), "annex": ("en",)}, 40)
    assert len(found) == 40
    assert found[:4] == [
        Seat("hall", "en", "stage"),
        Seat("annex", "en", "stage"),
        Seat("hall", "en", "overlay"),
        Seat("annex", "en", "overlay"),
    ]
    phones = found[4:]
    assert {phone.page for phone in phones} == {"attendee"}
    assert [
        sum(p.lang == lang and p.room == "hall" for p in phones) for lang in ("en", "zh-Hant-HK", "es")
    ] == [6] * 3
    assert seats({"hall": ("en",)}, 1) == [Seat("hall", "en", "stage")]


def line(seq: int, id: int, text: str, interim: str = "", **fields: object) -> dict[str, object]:
    """A message as the server sends it."""
    return {
        "type": "line",
        "seq": seq,
        "id": id,
        "rev": seq,
        "lang": "en",
        "text": text,
        "interim": interim,
        "final": False,
        "corrected": False,
        "end_s": 1.0,
        "audio_s": 2.0,
        **fields,
    }


def at(messages: list[dict[str, object]], now: float = 100.0) -> list[tuple[float, dict[str, object]]]:
    return [(now + number, message) for number, message in enumerate(messages)]


def test_erasure_counts_the_words_that_vanish_or_change():
    messages = [
        line(1, 1, "", "and so my"),
        line(2, 1, "and so", " their fellow"),
        line(3, 1, "and so my fellow", final=True),
    ]
    assert erasure(messages, "en") == pytest.approx((1 + 2) / 4)
    assert erasure([line(1, 1, "and so"), line(2, 1, "and so my")], "en") == 0
    assert erasure([], "en") is None


def test_a_correction_by_the_operator_is_no_flicker():
    messages = [
        line(1, 1, "Wong Tie Sin", final=True),
        line(2, 1, "Wong Tai Sin", final=True, corrected=True),
    ]
    assert erasure(messages, "en") == 0


def test_a_line_that_a_screen_lacks_or_shows_with_other_words_is_lost():
    wanted = {(1, "en"): "One.", (2, "en"): "Two.", (1, "es"): "Uno."}
    complete = at([line(1, 1, "One."), line(2, 2, "Two.")])
    assert lost_lines([(ENGLISH, complete)], wanted) == 0
    assert lost_lines([(ENGLISH, complete[:1]), (ENGLISH, complete)], wanted) == 1
    assert lost_lines([(ENGLISH, at([line(1, 1, "One."), line(2, 2, "Tow.")]))], wanted) == 1


def test_what_was_taken_back_is_not_shown():
    messages = [line(1, 1, "One."), line(2, 2, "Two."), {"type": "retract", "seq": 3, "ids": [1]}]
    assert shown_at_the_end(at(messages)) == {(2, "en"): "Two."}


def test_what_a_screen_gets_to_catch_up_is_no_delay():
    hello = {"type": "hello", "seq": 5}
    arrivals = at([hello, line(3, 1, "long ago"), line(6, 2, "just now", end_s=3.0, audio_s=3.5)], 103.0)
    (delays,) = measure_delays([(ENGLISH, arrivals)], [(100.5, 0.5)], frozenset({"en"})).values()
    assert delays.total.number == words_in("just now", "en")
    assert delays.total.quantile(0.5) == pytest.approx(2.0)


def test_delays_are_told_by_language_and_page_from_what_arrived_when():
    """The sound began at 100; a word is late by what passed since its end, on each page by itself."""
    truth_s = [0.8 + 0.02 * number for number in range(40)]
    texts = [" ".join(["word"] * number) for number in range(1, 41)]
    sent = [
        (100.0 + number, line(number, 1, text, end_s=number - delay_s, audio_s=0.0))
        for number, (text, delay_s) in enumerate(zip(texts, truth_s, strict=True), start=1)
    ]
    late = [(now + 0.25, message) for now, message in sent]
    heard = [(100.4, 0.1), (101.0, 1.0), (101.2, 1.05)]
    screens = [(ENGLISH, sent), (Seat("main", "en", "stage"), late)]
    found = measure_delays(screens, heard, frozenset({"en"}))
    for page, more_s in (("attendee", 0.0), ("stage", 0.25)):
        total = found["en", page].total
        assert total.number == 40
        assert total.quantile(0.5) == pytest.approx(1.18 + more_s)
        assert total.quantile(0.95) == pytest.approx(1.54 + more_s)


async def test_the_delays_of_a_real_server_are_found():
    """Lines are as late as the test says, which the phones do not know; their clock stands still."""
    room, now, heard_s = FakeRoom(), 1000.0, 60.0
    truth_s = [0.8 + 0.02 * number for number in range(40)]
    async with CaptionServer(
        {"main": room}, host="127.0.0.1", port=0, join_url="http://192.0.2.7/"
    ) as server:
        hall = Hall(seats({"main": ("en", "es")}, 12), f"ws://127.0.0.1:{server.port}", clock=lambda: now)
        reading = asyncio.create_task(hall.read())
        await hall.seated.wait()
        for number, delay_s in enumerate(truth_s):
            spoken = {"end_s": heard_s - delay_s, "audio_s": heard_s, "final": True}
            room.hub.publish(a_line(number, text=f"Line {number}.", **spoken))
            room.hub.publish(
                a_line(number, lang="es", text="Ya.", **spoken | {"end_s": heard_s - 3 * delay_s})
            )
        await server.stop()
        await reading
    assert not any(phone.lost for phone in hall.phones)
    screens = [(phone.seat, list(phone.received())) for phone in hall.phones]
    found = measure_delays(screens, [], frozenset({"en"}))
    assert set(found) == {("en", "attendee"), ("en", "stage"), ("en", "overlay"), ("es", "attendee")}
    for (lang, _), delays in found.items():
        factor = 1 if lang == "en" else 3
        assert delays.total.quantile(0.5) == pytest.approx(factor * 1.18)
        assert delays.total.quantile(0.95) == pytest.approx(factor * 1.54)


async def test_phones_read_from_an_encrypted_server(tmp_path):
    made = make_certificate(tmp_path, ["hall.example"])
    room, context = FakeRoom(), server_context(made.certificate, made.key)
    server = CaptionServer(
        {"main": room}, host="127.0.0.1", port=0, join_url="https://192.0.2.7/", tls=context
    )
    async with server:
        hall = Hall([ENGLISH], f"wss://127.0.0.1:{server.port}", trusting_nobody())
        reading = asyncio.create_task(hall.read())
        await hall.seated.wait()
        room.hub.publish(a_line(1, text="Good morning."))
        await server.stop()
        await reading
    assert shown_at_the_end(hall.phones[0].received()) == {(1, "en"): "Good morning."}


async def test_phones_that_are_refused_are_counted():
    hall = Hall([Seat("nowhere", "en", "attendee")], "ws://127.0.0.1:9")
    await hall.read()
    assert [phone.lost for phone in hall.phones] == [True]


async def test_taken_back_lines_reach_the_phones():
    room = FakeRoom()
    async with CaptionServer(
        {"main": room}, host="127.0.0.1", port=0, join_url="http://192.0.2.7/"
    ) as server:
        room.hub.publish(a_line(1))
        hall = Hall([ENGLISH], f"ws://127.0.0.1:{server.port}")
        reading = asyncio.create_task(hall.read())
        await hall.seated.wait()
        room.hub.retract(Retraction(ids=(1,)))
        await server.stop()
        await reading
    assert shown_at_the_end(hall.phones[0].received()) == {}
