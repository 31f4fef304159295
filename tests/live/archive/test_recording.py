"""The recording: in time through gaps, silent where it must be, and never in the way."""

import errno
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pytest

from live.archive.recording import Recording
from live.archive.recording_parts import Part, parts, silenced
from live.archive.session import new_session
from live.audio.decode import Decoder
from live.config import LogConfig, RoomConfig
from live.events import RATE_HZ, Chunk, Gap
from live.room import Room
from tests.live.test_room import FakeSource, FakeSpeech, chunk

ROOT = Path(__file__).parents[3]


@pytest.fixture
def log(tmp_path) -> Path:
    return tmp_path / "2026-10-31T09-00-00Z.jsonl"


def sound(start_s: float, duration_s: float = 1.0, level: float = 0.5) -> Chunk:
    samples = np.full(round(duration_s * RATE_HZ), level, np.float32)
    return Chunk(samples=samples, start_s=start_s, captured_at=0.0)


def heard(path: Path) -> np.ndarray:
    """The mean level of each second of a part."""
    with Decoder(str(path), name=path.name) as decoder:
        samples = np.concatenate([block.samples for block in decoder.blocks()])
    return np.array([abs(samples[at : at + RATE_HZ]).mean() for at in range(0, len(samples), RATE_HZ)])


def recorded(log: Path) -> list[tuple[float, np.ndarray]]:
    return [(start_s, heard(path).round(1)) for start_s, path in parts(log)]


def test_sound_lies_where_it_was_heard(log):
    recording = Recording(log)
    recording.take(sound(0.0))
    recording.take(Gap(start_s=1.0, end_s=3.0, reason="unplugged"))
    recording.take(sound(3.0))
    recording.close()
    ((start_s, levels),) = recorded(log)
    assert start_s == 0.0
    assert levels.tolist() == [0.5, 0.0, 0.0, 0.5]


def test_a_restart_goes_on_in_a_new_part(log):
    for start_s in (0.0, 7.5, 7.5):
        recording = Recording(log)
        recording.take(sound(start_s))
        recording.close()
    assert [start_s for start_s, _ in recorded(log)] == [0.0, 7.5, 7.501]


def test_a_long_talk_comes_in_parts(log):
    recording = Recording(log)
    for start_s in (0.0, 599.0, 600.0, 1300.0):
        recording.take(sound(start_s, 0.1))
    recording.close()
    assert [start_s for start_s, _ in parts(log)] == [0.0, 600.0, 1300.0]


def test_what_is_off_the_record_is_on_no_disk(log):
    recording = Recording(log)
    for start_s in range(4):
        recording.take(sound(start_s))
    recording.erase(2.0)
    recording.take(sound(4.0))
    recording.erase(2.0, 5.0)
    recording.take(sound(5.0))
    recording.close()
    whole = np.concatenate([levels for _, levels in recorded(log)])
    assert whole.tolist() == [0.5, 0.5, 0.0, 0.0, 0.0, 0.5]
    assert {path.suffix for path in log.parent.iterdir()} == {".flac"}


def test_going_off_the_record_further_back_still_ends(log):
    recording = Recording(log)
    recording.erase(2.0)
    recording.erase(1.0)
    recording.erase(1.0, 3.0)
    for start_s in range(4):
        recording.take(sound(start_s))
    recording.close()
    assert np.concatenate([levels for _, levels in recorded(log)]).tolist() == [0.5, 0.0, 0.0, 0.5]


def test_parts_outside_the_period_are_not_touched(log):
    recording = Recording(log)
    recording.take(sound(0.0))
    recording.take(sound(700.0))
    recording.erase(700.0, 701.0)
    recording.close()
    (_, first), (_, second) = parts(log)
    assert heard(second).tolist() == [0.0]
    assert heard(first).round(1).tolist() == [0.5]


def test_an_erasure_that_was_cut_off_is_finished_by_the_next_start(log):
    recording = Recording(log)
    recording.take(sound(0.0, 2.0))
    recording.close()
    ((_, path),) = parts(log)
    (log.parent / f"{path.name}.old").write_bytes(path.read_bytes())
    log.with_suffix(".erase.json").write_text("[[1.0, Infinity]]", encoding="utf-8")
    Recording(log).close()
    assert recorded(log)[0][1].tolist() == [0.5, 0.0]
    assert [path.suffix for path in log.parent.iterdir()] == [".flac"]


def test_a_part_that_cannot_be_read_is_deleted_with_what_must_go(log):
    recording = Recording(log)
    recording.take(sound(0.0))
    recording.erase(0.0, 0.5)
    path = log.with_name(f"{log.stem}.{0:012}ms.flac")
    recording.close()
    path.write_bytes(b"no sound at all")
    recording = Recording(log)
    recording.erase(0.0, 0.5)
    recording.close()
    assert not list(log.parent.iterdir())


def test_a_full_disk_is_told_and_the_recording_follows_when_there_is_room(log):
    now = iter((0.0, 1.0, 10.0))

    def open_part(session: Path, start_s: float) -> Part:
        if start_s < 2.0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        assert recording.problem is not None
        assert recording.problem.code == "recording_failed"
        return Part(session, start_s)

    recording = Recording(log, open_part=open_part, clock=lambda: next(now))
    for start_s in (0.0, 1.0, 2.0):
        recording.take(sound(start_s))
    recording.close()
    assert recording.problem is None
    assert [start_s for start_s, _ in recorded(log)] == [2.0]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_disk_that_fills_up_in_mid_part_raises_nothing(log):
    def full(_path: Path) -> BinaryIO:
        return Path("/dev/full").open("wb", buffering=0)

    recording = Recording(log, open_part=partial(Part, open_file=full))
    recording.take(sound(0.0, 5.0))
    recording.close()
    assert recording.problem is not None


def test_a_slow_disk_costs_sound_and_no_time(log):
    recording = Recording(log, queue_chunks=0)
    recording.take(sound(0.0))
    recording.close()
    assert recording.problem is not None
    assert recording.problem.code == "recording_incomplete"


def test_sound_is_silenced_between_two_samples():
    samples = np.ones(RATE_HZ, np.float32)
    kept = silenced(samples, 10.0, {10.25: 10.5, 3.0: 9.0, 20.0: np.inf})
    assert kept[: RATE_HZ // 4].all()
    assert not kept[RATE_HZ // 4 : RATE_HZ // 2].any()
    assert kept[RATE_HZ // 2 :].all()
    assert silenced(samples, 10.0, {3.0: 9.0}) is samples


KILLED = """
import sys, time
import numpy as np
from pathlib import Path
from live.events import Chunk
from live.config import LogConfig, RoomConfig
from live.archive.recording import Recording
recording = Recording(Path(sys.argv[1]))
for second in range(5):
    recording.take(Chunk(samples=np.full(16000, 0.5, np.float32), start_s=second, captured_at=0.0))
while recording._queue.qsize():
    time.sleep(0.01)
print("written", flush=True)
time.sleep(60)
"""


@pytest.mark.slow
def test_a_killed_process_leaves_a_file_that_plays(log):
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(log)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "written\n"
        process.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    ((_, levels),) = recorded(log)
    assert levels[:4].tolist() == [0.5, 0.5, 0.5, 0.5]


async def test_a_room_records_what_it_hears(tmp_path):
    session = new_session(RoomConfig(source="talk.wav"), LogConfig(folder=tmp_path))
    recording = Recording(session.log.path)
    await Room(session, FakeSource(*map(chunk, range(4))), FakeSpeech(), recording=recording).run()
    ((start_s, levels),) = recorded(session.log.path)
    assert start_s == 0.0
    assert len(levels) == 2
