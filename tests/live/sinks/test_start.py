"""The sinks of an event's file, at their rooms."""

from live.config import validate
from live.events import StateChange
from live.sinks.start import sinks
from tests.live.rooms import FakeRoom, a_line
from tests.live.sinks.services import CaptionService, serving


async def test_each_room_feeds_its_own_sinks_and_the_last_line_is_waited_for(tmp_path):
    service = CaptionService(tells_number=False)
    with serving(service):
        (tmp_path / "address").write_text(service.url, encoding="utf-8")
        config = validate(
            {
                "rooms": [{"name": "hall"}, {"name": "side"}],
                "sinks": {
                    "youtube": [{"url": f"file:{tmp_path / 'address'}", "room": "side"}],
                    "obs": [{"file": str(tmp_path / "obs.txt")}],
                    "hls": [{"folder": str(tmp_path / "hls")}],
                },
            },
            "test",
        ).sinks
        hall, side = FakeRoom("hall"), FakeRoom("side")
        for room in (hall, side):
            room.log_path = tmp_path / f"{room.hub.room}.jsonl"
        async with sinks(config, hall, first=True) as first, sinks(config, side, first=False) as second:
            assert [type(sink).__name__ for sink in (*first, *second)] == [
                "ObsFile",
                "HlsSegments",
                "LineSender",
            ]
            hall.hub.publish(a_line(1, final=True))
            hall.hub.publish_state(StateChange(state="ended"))
            side.hub.publish(a_line(1, text="From the side.", final=True))
    assert (tmp_path / "obs.txt").read_text() == "Line 1.\n"
    assert (tmp_path / "hls" / "captions.m3u8").read_text().endswith("#EXT-X-ENDLIST\n")
    assert [line.split("\n")[1] for line in service.lines] == ["From the side."]
