"""Files and streams, really encoded, decoded and fetched."""

import asyncio
import time
import wave
from itertools import pairwise

import numpy as np
import pytest

from live.audio.source import open_source
from live.errors import SourceError
from live.events import RATE_HZ, Chunk, Gap
from tests.live.audio.sounds import tone, write_picture, write_sound

pytestmark = pytest.mark.slow

FORMATS = [
    ("x.wav", "pcm_s16le", "stereo", 8_000),
    ("x.mp3", "libmp3lame", "stereo", 44_100),
    ("x.m4a", "aac", "mono", 44_100),
    ("x.opus", "libopus", "stereo", 48_000),
    ("x.ogg", "libopus", "mono", 48_000),
    ("x.flac", "flac", "5.1", 48_000),
    ("x.mkv", "ac3", "5.1", 48_000),
    ("x.mp4", "aac", "stereo", 48_000),
]
CHANNELS = {"mono": 1, "stereo": 2, "5.1": 6}


async def take(spec, **options):
    source = open_source(str(spec), **options)
    return [event async for event in source.chunks()]


def seamless(events):
    return all(after.start_s == pytest.approx(before.end_s) for before, after in pairwise(events))


def samples(events):
    return np.concatenate([event.samples for event in events if isinstance(event, Chunk)])


def loudest_hz(sound):
    """The strongest frequency in the second second."""
    return int(np.argmax(np.abs(np.fft.rfft(sound[RATE_HZ // 2 : RATE_HZ * 3 // 2]))))


@pytest.mark.parametrize(("name", "codec", "layout", "rate_hz"), FORMATS)
async def test_every_format_comes_out_as_16_khz_mono(tmp_path, name, codec, layout, rate_hz):
    tones = [tone(2.0, rate_hz, 300 + 100 * n) for n in range(CHANNELS[layout])]
    path = write_sound(tmp_path / name, tones, rate_hz, codec=codec, layout=layout)
    sound = samples(await take(path, realtime=False))
    assert len(sound) == pytest.approx(2.0 * RATE_HZ, abs=0.05 * RATE_HZ)
    assert sound.dtype == np.float32
    picked = samples(await take(path, realtime=False, channel=len(tones)))
    assert loudest_hz(picked) in {300 + 100 * n for n in range(len(tones))}
    assert layout == "mono" or loudest_hz(picked) != 300


async def test_the_same_voice_in_two_channels_is_as_loud_as_in_one(tmp_path):
    voice = tone(1.0, 16_000, amplitude=0.9)
    path = write_sound(tmp_path / "x.wav", [voice, voice], 16_000, codec="pcm_f32le", layout="stereo")
    assert np.abs(samples(await take(path, realtime=False))).max() == pytest.approx(0.9, abs=0.01)


async def test_a_file_at_our_own_rate_is_bit_exact(tmp_path):
    voice = tone(1.0, RATE_HZ)
    path = write_sound(tmp_path / "x.wav", [voice], RATE_HZ, codec="pcm_f32le", layout="mono")
    assert np.array_equal(samples(await take(path, realtime=False)), voice)


async def test_chunks_join_without_seams_and_only_the_last_is_short(tmp_path):
    path = write_sound(tmp_path / "x.wav", [tone(1.01, 16_000)], 16_000, codec="pcm_s16le", layout="mono")
    events = await take(path, realtime=False)
    assert events[0].start_s == 0.0
    assert seamless(events)
    assert all(len(event.samples) % 512 == 0 for event in events[:-1])
    assert events[-1].end_s == 1.01


async def test_a_file_starts_where_it_is_asked_to(tmp_path):
    voice = np.linspace(0, 1, 3 * RATE_HZ, dtype=np.float32)
    path = write_sound(tmp_path / "x.flac", [voice], RATE_HZ, codec="flac", layout="mono")
    events = await take(path, realtime=False, start_s=1.25)
    assert events[0].start_s == 1.25
    assert samples(events)[0] == pytest.approx(1.25 / 3, abs=0.001)
    assert events[-1].end_s == 3.0


async def test_in_real_time_nothing_comes_before_it_would_have_been_spoken(tmp_path):
    path = write_sound(tmp_path / "x.wav", [tone(0.2, 16_000)], 16_000, codec="pcm_s16le", layout="mono")
    source = open_source(str(path), start_s=0.1)
    events = []
    async for event in source.chunks():
        assert time.monotonic() >= event.captured_at
        events.append(event)
    assert len(events[0].samples) == 512
    zero_at = events[0].captured_at - events[0].end_s
    assert all(event.captured_at - event.end_s == pytest.approx(zero_at) for event in events)


async def test_a_late_consumer_does_not_move_the_schedule(tmp_path):
    path = write_sound(tmp_path / "x.wav", [tone(0.2, 16_000)], 16_000, codec="pcm_s16le", layout="mono")
    events = []
    async for event in open_source(str(path)).chunks():
        if not events:
            await asyncio.sleep(0.1)
        events.append(event)
    assert events[-1].captured_at - events[0].captured_at == pytest.approx(0.2 - 0.032)


async def test_broken_frames_are_left_out_and_marked(tmp_path):
    path = write_sound(tmp_path / "x.flac", [tone(10.0, 16_000)], 16_000, codec="flac", layout="mono")
    encoded = bytearray(path.read_bytes())
    middle = len(encoded) // 2
    encoded[middle : middle + len(encoded) // 10] = bytes(len(encoded) // 10)
    path.write_bytes(encoded)
    events = await take(path, realtime=False)
    gaps = [event for event in events if isinstance(event, Gap)]
    assert sum(gap.end_s - gap.start_s for gap in gaps) == pytest.approx(1.0, abs=0.7)
    assert seamless(events)
    assert events[-1].end_s == pytest.approx(10.0, abs=0.1)


async def test_a_file_cut_short_gives_what_there_is(tmp_path):
    path = write_sound(tmp_path / "x.mp3", [tone(4.0, 44_100)], 44_100, codec="libmp3lame", layout="mono")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert len(samples(await take(path, realtime=False))) == pytest.approx(2 * RATE_HZ, abs=0.2 * RATE_HZ)


async def test_closing_ends_the_chunks(tmp_path):
    path = write_sound(tmp_path / "x.wav", [tone(5.0, 8_000)], 8_000, codec="pcm_s16le", layout="mono")
    source = open_source(str(path))
    events = []
    async for event in source.chunks():
        events.append(event)
        await source.aclose()
    assert len(events) == 1


def bad_files(folder):
    (folder / "empty.wav").touch()
    (folder / "notes.txt").write_text("Welcome, everybody.\n" * 100, encoding="utf-8")
    (folder / "noise.bin").write_bytes(np.random.default_rng(1).bytes(50_000))
    write_picture(folder / "silent.mp4")
    with wave.open(str(folder / "none.wav"), "wb") as sound:
        sound.setparams((1, 2, 16_000, 0, "NONE", ""))


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("nowhere.wav", "No such file: .*nowhere.wav"),
        ("", "is a folder"),
        ("empty.wav", "is empty"),
        ("notes.txt", "'notes.txt' is not a sound or video file|No sound"),
        ("noise.bin", "'noise.bin' is not a sound or video file|No sound"),
        ("silent.mp4", "No sound track in 'silent.mp4': it holds video"),
        ("none.wav", "'none.wav'"),
    ],
)
def test_a_file_that_cannot_be_heard_is_refused_at_once(tmp_path, spec, message):
    bad_files(tmp_path)
    with pytest.raises(SourceError, match=message) as caught:
        open_source(str(tmp_path / spec))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("ftp://host/x.wav", "'ftp' is none of http, https"),
        ("http:///x.wav", "no host"),
        ("rtsp://host:port/x", "Bad address"),
        ("http://127.0.0.1:9/x.wav", r"Cannot open http://127.0.0.1:9/x.wav: .*refused"),
    ],
)
def test_a_bad_address_is_refused_at_once(url, message):
    with pytest.raises(SourceError, match=message):
        open_source(url)


def test_a_start_after_the_end_is_refused(tmp_path):
    path = write_sound(tmp_path / "x.wav", [tone(1.0, 16_000)], 16_000, codec="pcm_s16le", layout="mono")
    with pytest.raises(SourceError, match=r"Cannot start at 5 s: 'x.wav' is only 1.0 s long"):
        open_source(str(path), start_s=5.0)


def test_a_channel_that_is_not_there_is_refused(tmp_path):
    path = write_sound(tmp_path / "x.wav", [tone(1.0, 16_000)], 16_000, codec="pcm_s16le", layout="mono")
    with pytest.raises(SourceError, match=r"No channel 2 in 'x.wav': it has only channel 1"):
        open_source(str(path), channel=2)
