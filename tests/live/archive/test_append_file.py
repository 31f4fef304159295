import errno
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from live.archive.append_file import RETRY_S, AppendFile, DiskFile
from tests.small_disk import small_disk


class SmallDisk:
    """A disk with room for so many bytes, which fills up in mid-line as a real one does."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.opened = 0
        self.synced = threading.Event()

    def open(self, path: Path) -> "SmallFile":
        self.opened += 1
        return SmallFile(path, self)


class SmallFile(DiskFile):
    def __init__(self, path: Path, disk: SmallDisk) -> None:
        super().__init__(path)
        self._disk = disk

    def write(self, data: bytes) -> int:
        taken = data[: self._disk.room]
        if not taken:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._disk.room -= len(taken)
        return super().write(taken)

    def sync(self) -> None:
        self._disk.synced.set()


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "log.jsonl"
    path.touch()
    return path


def test_each_line_is_in_the_file_when_append_returns(path: Path) -> None:
    file = AppendFile(path)
    file.append(b"one\n")
    assert path.read_bytes() == b"one\n"
    file.append(b"two\n")
    assert path.read_bytes() == b"one\ntwo\n"
    file.close()


def test_a_torn_last_line_is_cut_off_when_the_file_is_opened(path: Path) -> None:
    path.write_bytes(b"one\ntw")
    file = AppendFile(path)
    file.append(b"three\n")
    file.close()
    assert path.read_bytes() == b"one\nthree\n"


def test_lines_wait_while_the_disk_is_full_and_are_written_in_order_when_there_is_room(path: Path) -> None:
    disk, clock = SmallDisk(room=6), Clock()
    file = AppendFile(path, open_file=disk.open, clock=clock)
    file.append(b"one\n")
    file.append(b"two\n")
    assert (file.waiting, file.failure.errno if file.failure else None) == (1, errno.ENOSPC)
    file.append(b"three\n")
    assert path.read_bytes() == b"one\ntw"
    disk.room = 100
    clock.now_s = RETRY_S
    file.append(b"four\n")
    assert (file.waiting, file.failure, disk.opened) == (0, None, 2)
    assert path.read_bytes() == b"one\ntwo\nthree\nfour\n"
    file.close()


def test_waiting_lines_are_retried_without_a_new_one(path: Path) -> None:
    disk = SmallDisk(room=0)
    file = AppendFile(path, open_file=disk.open, retry_s=0.01, sync_s=0.01)
    file.append(b"one\n")
    disk.room = 100
    assert disk.synced.wait(60)
    assert path.read_bytes() == b"one\n"
    file.close()


def test_the_backlog_is_bounded_and_counts_what_is_lost(path: Path) -> None:
    file = AppendFile(path, open_file=SmallDisk(room=0).open, backlog_lines=2)
    for line in (b"one\n", b"two\n", b"three\n"):
        file.append(line)
    assert (file.waiting, file.lost) == (2, 1)
    file.close()


def test_urgent_lines_are_synced_without_waiting_their_turn(path: Path) -> None:
    disk = SmallDisk(room=100)
    file = AppendFile(path, open_file=disk.open)
    for line in (b"one\n", b"two\n"):
        disk.synced.clear()
        file.append(line, urgent=True)
        assert disk.synced.wait(60)
    file.close()


APPENDER = """
import itertools, sys
from pathlib import Path
from live.archive.append_file import AppendFile
file = AppendFile(Path(sys.argv[1]))
for number in itertools.count(1):
    file.append(b"%d\\n" % number)
    sys.stdout.write(f"{number}\\n")
    sys.stdout.flush()
"""


@pytest.mark.slow
def test_a_killed_process_loses_no_line_that_it_had_appended(path: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", APPENDER, str(path)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    for _ in range(500):
        shown = int(child.stdout.readline())
    child.kill()
    rest = child.stdout.read().split()
    child.stdout.close()
    child.wait()
    shown = int(rest[-1]) if rest else shown
    written = path.read_text(encoding="ascii").splitlines()
    assert written[:shown] == [str(number) for number in range(1, shown + 1)]
    assert len(written) <= shown + 1


def test_a_disk_that_is_really_full_costs_no_line(tmp_path: Path) -> None:
    lines = [b"%d %s\n" % (number, b"x" * 500) for number in range(60)]
    with small_disk(tmp_path / "disk", "64k") as disk:
        ballast, path = disk / "ballast", disk / "log.jsonl"
        ballast.write_bytes(bytes(40 * 1024))
        path.touch()
        file = AppendFile(path, retry_s=0.0)
        for line in lines[:50]:
            file.append(line)
        assert file.failure is not None
        assert file.failure.errno == errno.ENOSPC
        ballast.unlink()
        for line in lines[50:]:
            file.append(line)
        assert file.failure is None
        file.close()
        assert path.read_bytes() == b"".join(lines)
