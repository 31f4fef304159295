"""How the C library keeps memory for models, whose needs change from one moment to the next."""

import ctypes

TRIM_THRESHOLD, MMAP_MAX, ARENA_MAX = -1, -4, -8
"""Parameters of glibc's `mallopt`, see mallopt(3)."""
GIB = 1 << 30


def keep_one_pool() -> None:
    """Keep what models once needed, in one pool for all threads, where the C library is glibc.

    A talk's looks differ in length and are computed by several threads. Left alone, each thread keeps the
    most that it ever needed, in pieces that fit nothing else, so that memory grows for an hour; given back
    after use, it comes and goes by a hundred MiB (docs/benchmarks.md). In one pool that is never given back
    the next look finds room where the last one was, and a talk needs no more than the warm-up did.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # another C library; on Windows a name is needed
        return
    mallopt(ARENA_MAX, 1)
    mallopt(MMAP_MAX, 0)
    mallopt(TRIM_THRESHOLD, GIB)
