"""The microphone: its logic with a fake sound system, and for real with a virtual device."""

import asyncio
import threading
from contextlib import aclosing
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from live.audio.devices import InputDevice
from live.audio.handoff import Handoff
from live.audio.level import FLOOR_DBFS
from live.audio.microphone import Ear, Heard, Microphone, Patience
from live.audio.source import open_source
from live.errors import SourceError
from live.events import Chunk, Gap
from live.recognise.vad import VoiceActivity
from tests.speech import speech_clip

DESK = InputDevice(index=1, name="USB Desk", channels=4, rate_hz=48_000.0, is_default=True)
SAME_DESK = replace(DESK, index=5)


class FakeStream:
    """An input whose sound a test makes."""

    def __init__(self):
        self.started = asyncio.Event()
        self.closed = False

    def start(self, on_block):
        self.on_block = on_block
        self.started.set()

    def close(self):
        self.closed = True


class FakeSoundSystem:
    """A sound system with one input that comes and goes."""

    def __init__(self):
        self.devices = [DESK]
        self.streams = []
        self.looked_in_vain = threading.Event()
        self.reopened = threading.Event()

    def inputs(self):
        if not self.devices:
            self.looked_in_vain.set()
        return self.devices

    def refresh(self):
        pass

    def open(self, device, channels):
        assert channels == device.channels
        self.streams.append(FakeStream())
        if len(self.streams) > 1:
            self.reopened.set()
        return self.streams[-1]


def block(duration_s=0.02, value=0.5):
    sound = np.zeros((round(duration_s * DESK.rate_hz), DESK.channels), np.float32)
    sound[:, 2] = value
    return sound


async def test_sound_comes_in_chunks_of_512_samples_at_16_khz():
    system = FakeSoundSystem()
    source = Microphone(system, "usb", start_s=3.0)
    async with aclosing(source.chunks()) as chunks:
        first = asyncio.create_task(anext(chunks))
        await system.streams[0].started.wait()
        for n in range(50):
            system.streams[0].on_block(block(), 100.0 + 0.02 * (n + 1))
        events = [await first] + [await anext(chunks) for _ in range(25)]
    assert source.name == "USB Desk"
    assert all(len(event.samples) == 512 for event in events)
    assert events[0].start_s == 3.0
    assert all(after.start_s == pytest.approx(before.end_s) for before, after in pairwise(events))
    assert events[-1].samples.mean() == pytest.approx(0.125, abs=0.001)
    assert events[0].captured_at == pytest.approx(100.032, abs=0.02)
    assert source.level.rms_dbfs > FLOOR_DBFS
    assert system.streams[0].closed


async def test_a_picked_channel_is_heard_alone():
    system = FakeSoundSystem()
    async with aclosing(Microphone(system, "", channel=3).chunks()) as chunks:
        first = asyncio.create_task(anext(chunks))
        await system.streams[0].started.wait()
        system.streams[0].on_block(block(0.2), 100.0)
        await first
        assert (await anext(chunks)).samples.mean() == pytest.approx(0.5, abs=0.01)


async def test_an_input_that_goes_away_is_waited_for_and_the_gap_is_marked():
    system = FakeSoundSystem()
    patience = Patience(first_block_s=5.0, stall_s=0.01, retry_delays_s=(0.01,))
    source = Microphone(system, "desk", patience=patience)
    async with aclosing(source.chunks()) as chunks:
        first = asyncio.create_task(anext(chunks))
        await system.streams[0].started.wait()
        system.devices = []
        system.streams[0].on_block(block(0.05), 100.05)
        events = [await first, await anext(chunks)]  # the second is what was left before the break
        rest = asyncio.create_task(anext(chunks))
        await asyncio.to_thread(system.looked_in_vain.wait)
        assert system.streams[0].closed
        assert source.problem.code == "microphone_away"
        system.devices = [SAME_DESK]
        await asyncio.to_thread(system.reopened.wait)
        await system.streams[1].started.wait()
        system.streams[1].on_block(block(0.1), 105.1)
        events += [await rest, await anext(chunks)]
    assert [type(event) for event in events] == [Chunk, Chunk, Gap, Chunk]
    assert events[2].end_s == events[3].start_s == pytest.approx(5.0, abs=0.002)
    assert events[2].reason == "input 'USB Desk' was away"
    assert source.problem is None


async def test_the_audio_callback_drops_and_counts_when_nobody_takes():
    handoff: Handoff[Heard] = Handoff(2)
    ear = Ear(handoff, DESK.rate_hz)
    for n in range(5):
        ear(block(), 0.02 * n)
    taken = [await handoff.get(), await handoff.get()]
    ear(block(), 0.2)
    taken.append(await handoff.get())
    assert [heard.lost_s for heard in taken] == [0.0, 0.0, pytest.approx(0.06)]


async def test_closing_ends_the_chunks():
    system = FakeSoundSystem()
    source = Microphone(system, "")
    first = asyncio.create_task(anext(source.chunks(), None))
    await system.streams[0].started.wait()
    await source.aclose()
    assert await first is None


def test_an_unknown_input_is_refused_at_once():
    with pytest.raises(SourceError, match=r"Unknown input 'rode'. There are: 1 'USB Desk'"):
        Microphone(FakeSoundSystem(), "rode")


async def listen_for_speech(chunks, speech_s):
    """Takes events until as much speech was heard."""
    activity = VoiceActivity()
    events = []
    heard_s = 0.0
    while heard_s < speech_s:
        events.append(await asyncio.wait_for(anext(chunks), 60))
        if isinstance(events[-1], Chunk):
            heard_s += 0.032 * sum(p > 0.5 for p in activity.feed(events[-1].samples))
    return events


@pytest.mark.microphone
async def test_a_real_microphone_is_heard_unplugged_and_heard_again(virtual_microphone):
    clip = speech_clip("demo-moreinfo")
    source = open_source("mic")
    async with aclosing(source.chunks()) as chunks:
        events = [await anext(chunks)]
        began_at = events[0].captured_at - events[0].end_s
        virtual_microphone.play(clip.path)
        events += await listen_for_speech(chunks, 5.0)

        virtual_microphone.unplug()
        waiting = asyncio.create_task(anext(chunks))
        while source.problem is None:
            await asyncio.wait([waiting], timeout=0.1)
            if waiting.done():
                events.append(waiting.result())
                waiting = asyncio.create_task(anext(chunks))
        assert source.problem.code == "microphone_away"

        virtual_microphone.plug()
        gap = await asyncio.wait_for(waiting, 60)
        assert isinstance(gap, Gap)
        assert source.problem is None
        virtual_microphone.play(clip.path)
        events += [gap, *await listen_for_speech(chunks, 5.0)]
    assert all(after.start_s == pytest.approx(before.end_s) for before, after in pairwise(events))
    assert [event for event in events if isinstance(event, Gap)] == [gap]
    assert events[-1].captured_at - began_at == pytest.approx(events[-1].end_s, abs=0.5)


@pytest.mark.microphone
def test_an_unknown_real_input_lists_those_there_are(virtual_microphone):
    with pytest.raises(SourceError, match=r"Unknown input 'rode'. There are: .*'(pulse|default)'"):
        open_source("mic:rode")
