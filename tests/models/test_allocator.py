"""That memory which was given back is not held: neither many times over, nor for pieces of another size."""

import platform
import re
import subprocess
import sys

import pytest

from models.allocator import hold_little_memory

GROW = """
import ctypes, threading
from models.allocator import hold_little_memory
hold_little_memory()
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


TAKE_TWICE = """
import ctypes
from models.allocator import hold_little_memory
hold_little_memory()
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
for _ in range(2):
    libc.free(ctypes.c_void_p(libc.malloc(ctypes.c_size_t(16 << 20))))
libc.malloc(ctypes.c_size_t(16 << 20))
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
def test_large_pieces_are_taken_from_the_system_again_each_time():
    """Left alone, the second would come from the pool, which then keeps it."""
    pool = re.search(r"system bytes +=\s+(\d+)", statistics(TAKE_TWICE))
    assert pool
    assert int(pool[1]) < 16 << 20


def test_another_c_library_is_left_as_it_is(monkeypatch):
    def missing(_name):
        raise OSError("no such library")

    monkeypatch.setattr("models.allocator.ctypes.CDLL", missing)
    hold_little_memory()
