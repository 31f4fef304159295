"""How the C library keeps memory for models, whose needs change from one moment to the next."""

import ctypes

MMAP_THRESHOLD, TRIM_THRESHOLD, ARENA_MAX = -3, -1, -8
"""Parameters of glibc's `mallopt`, see mallopt(3)."""
MIB = 1 << 20


def hold_little_memory() -> None:
    """Hold no more than models need at a time, where the C library is glibc.

    A talk's looks differ in length and are computed by several threads. Left alone, each thread keeps the
    most that it ever needed, in pieces that fit nothing else (docs/benchmarks.md). So all threads that begin
    from now on share one pool, and large pieces are given back after use.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # another C library; on Windows a name is needed
        return
    mallopt(ARENA_MAX, 1)
    mallopt(MMAP_THRESHOLD, 8 * MIB)
    mallopt(TRIM_THRESHOLD, 32 * MIB)
