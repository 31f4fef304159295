"""That all threads allocate from one pool, so that what they gave back is not held many times over."""

import platform
import subprocess
import sys

import pytest

from models.allocator import hold_little_memory

GROW = """
import ctypes, re, threading
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


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library")
def test_threads_that_begin_later_share_the_pool():
    run = subprocess.run([sys.executable, "-c", GROW], capture_output=True, text=True, check=True)
    assert run.stderr.count("Arena ") == 1


def test_another_c_library_is_left_as_it_is(monkeypatch):
    def missing(_name):
        raise OSError("no such library")

    monkeypatch.setattr("models.allocator.ctypes.CDLL", missing)
    hold_little_memory()
