import pytest

from bench.caption_log import CaptionLog, SoundClock
from bench.scoring import Shown


def line(line_id: int, text: str, interim: str = "", lang: str = "en") -> dict[str, object]:
    return {"type": "line", "id": line_id, "lang": lang, "text": text, "interim": interim}


def test_lines_are_read_in_the_order_of_their_ids_at_their_latest_revision() -> None:
    log = CaptionLog("en")
    log.feed(line(1, "Good", " mourning"), 10.5)
    log.feed(line(1, "Good morning."), 11.0)
    log.feed(line(2, "", "Welcome"), 11.5)

    assert log.since(10.0) == [
        Shown(0.5, "Good", "mourning"),
        Shown(1.0, "Good morning.", ""),
        Shown(1.5, "Good morning.", "Welcome"),
    ]


def test_translations_and_other_messages_are_not_scored() -> None:
    log = CaptionLog("en")
    log.feed({"type": "hello"}, 1.0)
    log.feed(line(1, "早晨", lang="zh-Hant-HK"), 2.0)

    assert log.since(0.0) == []


def test_a_retracted_line_is_gone() -> None:
    log = CaptionLog("en")
    log.feed(line(1, "Good"), 1.0)
    log.feed(line(2, "secret"), 2.0)
    log.feed({"type": "retract", "ids": [2]}, 3.0)

    assert log.since(0.0)[-1] == Shown(3.0, "Good", "")


def test_the_sound_began_at_the_least_difference_seen() -> None:
    clock = SoundClock()
    for now, audio_s in [(100.0, 0.0), (101.3, 1.0), (102.02, 2.0), (103.2, 3.0)]:
        clock.observe(now, audio_s)

    assert clock.began_at == pytest.approx(100.02)
