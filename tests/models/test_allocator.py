"""That threads share one pool of memory, and that it keeps what was once needed."""

import platform
import re
import subprocess
import sys

import pytest

from models.allocator import keep_one_pool

GROW = """
import ctypes, threading
from models.allocator import keep_one_pool
keep_one_pool()
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
gate = threading.Barrier(8)
def take():
    gate.wait()
    libc.malloc(ctypes.c_size_t(1000))
    gate.wait()
threads = [threading.Thread(target=take) for _ in range(8)]
[t.start() for t in threads]
[t.join() for t in threads]
libc.malloc_stats()
"""


TAKE_AGAIN = """
import ctypes
from models.allocator import keep_one_pool
keep_one_pool()
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
for size in (40 << 20, 30 << 20, 40 << 20):
    libc.free(ctypes.c_void_p(libc.malloc(ctypes.c_size_t(size))))
libc.malloc_stats()
"""

glibc_only = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library")


def statistics(program: str) -> str:
    """What `malloc_stats` says at the end of a program."""
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stderr


@glibc_only
def test_threads_that_begin_later_share_the_pool():
    assert statistics(GROW).count("Arena ") == 1


@glibc_only
def test_a_large_piece_is_kept_for_the_next():
    """Left alone, pieces of this size are taken from the system and given back every time."""
    pool = re.search(r"system bytes +=\s+(\d+)", statistics(TAKE_AGAIN))
    assert pool
    assert 40 << 20 <= int(pool[1]) < 70 << 20


def test_another_c_library_is_left_as_it_is(monkeypatch):
    def missing(_name):
        raise OSError("no such library")

    monkeypatch.setattr("models.allocator.ctypes.CDLL", missing)
    keep_one_pool()
