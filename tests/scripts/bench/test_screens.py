"""The screens of the benchmark, and small runs of it."""

import json
import sys
from pathlib import Path

import pytest

from bench.fanout import fan_out
from bench.screens import Arrival, BenchScreen, arrival_of, summary, take_frame
from live.serving import protocol
from tests.live.rooms import a_line

BENCH = Path(__file__).parents[3] / "scripts" / "bench_screens.py"


def test_frames_are_taken_whole():
    received = bytearray(b"\x81\x03abc\x81\x7e\x00\x04de")
    assert take_frame(received) == (1, b"abc")
    assert take_frame(received) is None
    received += b"fg"
    assert take_frame(received) == (1, b"defg")


def test_what_is_measured_is_read_off_a_line_as_the_server_sends_it():
    line = protocol.encode(protocol.line(7, a_line(3, text="sent at 12.500000 and so", final=True)))
    assert arrival_of(line, 13.0) == Arrival(7, True, 12.5, 13.0)
    assert arrival_of(protocol.encode(protocol.line(8, a_line(3))), 13.0).sent_at is None


def test_a_final_that_misses_a_screen_is_counted():
    screens = [BenchScreen("ws://localhost/captions?lang=en") for _ in range(2)]
    screens[0].begins, screens[1].begins = 0, 1
    for seq in range(1, 5):
        for screen in screens:
            screen.arrivals.append(Arrival(seq, seq == 3, 1.0, 1.5))
    figures = summary(screens)
    assert (figures["messages"], figures["finals"], figures["finals_that_reached_all"]) == (3, 1, 1)
    assert figures["p50_ms"] == 500.0
    del screens[1].arrivals[2]
    assert summary(screens)["finals_that_reached_all"] == 0


@pytest.mark.slow
@pytest.mark.redis
@pytest.mark.parametrize("relays", [0, 2])
async def test_every_final_reaches_every_screen_and_those_that_come_back(relays):
    options = ("--screens", "60", "--seconds", "3", "--herd", "30")
    figures = await fan_out([sys.executable, str(BENCH), *options], 60, 8.0, relays)
    assert figures["finals_that_reached_all"] == figures["finals"], json.dumps(figures)
    assert figures["finals"]
    assert figures["herd_served"] == 30
    assert figures["lost"] == 0
