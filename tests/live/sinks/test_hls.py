"""WebVTT segments for HLS."""

import re
from pathlib import Path

import pytest

from live.config import HlsSink
from live.events import Retraction, StateChange
from live.hub import Hub
from live.sinks.hls import HOLD_S, HlsSegments
from tests.live.rooms import a_hub, a_line

SEGMENT_S = 6.0


class Talk:
    """A room whose sound is as long as the test says."""

    def __init__(self, folder: Path, hub: Hub | None = None) -> None:
        self.hub = hub or a_hub()
        self.heard_s = 0.0
        self.folder = folder / "hls"
        self.sink = HlsSegments(self.hub, HlsSink(folder=self.folder), lambda: self.heard_s)

    def say(self, number: int, start_s: float, end_s: float) -> None:
        self.hub.publish(a_line(number, start_s=start_s, end_s=end_s, final=True))

    def hear(self, heard_s: float) -> None:
        self.heard_s = heard_s
        self.sink.write()

    def segment(self, number: int) -> str:
        return (self.folder / f"captions-{number:06}.vtt").read_text(encoding="utf-8")

    @property
    def playlist(self) -> str:
        return (self.folder / "captions.m3u8").read_text(encoding="utf-8")


@pytest.fixture
def talk(tmp_path) -> Talk:
    return Talk(tmp_path)


def test_a_segment_has_the_cues_seen_in_its_time_on_the_pictures_clock(talk):
    talk.say(1, 1.0, 3.0)
    talk.say(2, 5.0, 8.0)
    talk.hear(12.0 + HOLD_S)
    first, second = talk.segment(0), talk.segment(1)
    assert first.startswith("WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\n\n")
    assert re.findall(r"Line \d", first) == ["Line 1", "Line 2"]
    assert re.findall(r"Line \d", second) == ["Line 2"]
    assert "00:00:05.000 --> " in second


def test_the_playlist_grows_with_the_talk_and_ends_with_it(talk):
    talk.hear(SEGMENT_S + HOLD_S)
    assert talk.playlist.splitlines()[-2:] == ["#EXTINF:6.000,", "captions-000000.vtt"]
    assert "#EXT-X-TARGETDURATION:6" in talk.playlist
    talk.say(1, 13.0, 14.0)
    talk.hub.publish_state(StateChange(state="ended"))
    talk.hear(14.5)
    assert talk.playlist.count("#EXTINF") == 3
    assert talk.playlist.endswith("#EXT-X-ENDLIST\n")
    assert "Line 1" in talk.segment(2)


def test_words_taken_back_vanish_from_segments_that_are_out(talk):
    talk.say(1, 1.0, 3.0)
    talk.hear(SEGMENT_S + HOLD_S)
    assert "Line 1" in talk.segment(0)
    talk.hub.retract(Retraction(ids=(1,)))
    talk.hear(SEGMENT_S + HOLD_S + 0.5)
    assert "Line 1" not in talk.segment(0)


def test_a_restart_has_the_segments_of_before(talk, tmp_path):
    talk.say(1, 1.0, 3.0)
    talk.hear(SEGMENT_S + HOLD_S)
    before = talk.segment(0)
    again = Talk(tmp_path, talk.hub)
    again.hear(2 * SEGMENT_S + HOLD_S)
    assert again.segment(0) == before
    assert again.playlist.count("#EXTINF") == 2


def test_a_folder_that_cannot_be_made_is_told(talk):
    talk.folder.write_text("a file")
    talk.hear(60.0)
    assert talk.sink.problem is not None
    assert talk.sink.problem.code == "hls_folder"
    talk.folder.unlink()
    talk.hear(60.0)
    assert talk.sink.problem is None
    assert talk.playlist.count("#EXTINF") == 8
