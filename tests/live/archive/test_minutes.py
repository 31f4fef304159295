"""The minutes of a session: who read what, and how late."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from live.archive.minutes import RoomMinutes, keeping_minutes, minutes_path, read_minutes
from live.serving.limits import Limits
from live.serving.protocol import Subscription
from live.serving.screens import Screen, Screens
from tests.live.rooms import STATUS, FakeRoom, a_line
from tests.live.serving.test_screens import FakeWire

AT = datetime(2025, 10, 31, 9, 1, tzinfo=UTC)
AUDIENCE = {"attendee": {"en": 120, "es": 40}, "stage": {"en": 1}}


class LoggedRoom(FakeRoom):
    """A room that has a log and has heard ten seconds."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.log_path = folder / "2025-10-31T09-00-00Z.jsonl"
        self.audio_s = 10.0

    def status(self):
        return replace(STATUS, audio_s=self.audio_s)


def test_a_record_tells_the_screens_by_page_and_language_and_the_delays(tmp_path):
    now = [110.0]
    room = LoggedRoom(tmp_path)
    minutes = RoomMinutes(room, lambda: AUDIENCE, clock=lambda: now[0])
    minutes.look()
    room.hub.publish(a_line(9, text="Good morning.", end_s=9.2, final=True))
    now[0] = 112.0
    room.hub.publish(a_line(9, lang="es", text="Buenos días.", end_s=9.2, final=True))
    record = minutes.record({"cpu_percent": 12.5}, AT)
    assert record["screens"] == AUDIENCE
    assert record["delays"] == {"en": {80: 2}, "es": {280: 1}}
    assert (record["at"], record["cpu_percent"]) == ("2025-10-31T09:01:00Z", 12.5)
    assert minutes.record({}, AT)["delays"] == {}


def test_no_word_of_what_was_said_is_in_the_minutes(tmp_path):
    room = LoggedRoom(tmp_path)
    minutes = RoomMinutes(room, dict)
    minutes.look()
    room.hub.publish(a_line(1, text="off the record"))
    minutes.write({}, AT)
    assert "record" not in minutes_path(room.log_path).read_text(encoding="utf-8")


async def test_they_are_written_beside_the_log_while_it_lasts_and_at_its_end(tmp_path):
    room = LoggedRoom(tmp_path)
    async with keeping_minutes([room], lambda _: AUDIENCE):
        pass
    (record,) = read_minutes(room.log_path)
    assert record["screens"] == AUDIENCE
    assert record["memory_mib"] > 1


def test_a_disk_that_fails_disturbs_nobody(tmp_path):
    room = LoggedRoom(tmp_path / "gone")
    RoomMinutes(room, dict).write({}, AT)
    assert read_minutes(room.log_path) == []


def test_a_torn_last_record_is_left_out(tmp_path):
    room = LoggedRoom(tmp_path)
    minutes_path(room.log_path).write_text('{"at":"2025-10-31T09:01:00Z"}\n{"at":"2025', encoding="utf-8")
    assert len(read_minutes(room.log_path)) == 1


def test_a_bilingual_screen_is_counted_in_both_its_languages():
    screens = Screens()
    assert screens.audience("main") == {}
    both = Subscription(languages=frozenset({"en", "es"}), page="stage")

    with screens.joined(Screen(FakeWire(), "main", both, [], Limits())):
        assert screens.audience("main") == {"stage": {"en": 1, "es": 1}}
