"""One memory pool for all threads, so that models do not hold the same memory several times over."""

import ctypes

M_ARENA_MAX = -8
"""The parameter of glibc's `mallopt`: how many pools there may be."""


def share_memory_pool() -> None:
    """Let all threads that begin from now on allocate from one pool, where the C library is glibc.

    A pool gives little back. A talk's looks differ in length and are computed by several threads; each
    would keep the most that it ever needed (docs/benchmarks.md).
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # another C library; on Windows a name is needed
        return
    mallopt(M_ARENA_MAX, 1)
