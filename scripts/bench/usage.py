"""How much of the machine a process takes."""

from dataclasses import dataclass

import psutil

MIB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """A process with its children at one moment."""

    cpu_s: float
    rss_mib: float


def usage(pid: int) -> Usage | None:
    """What the process takes now; None when it is gone."""
    try:
        root = psutil.Process(pid)
        family = [root, *root.children(recursive=True)]
        times = [process.cpu_times() for process in family]
        return Usage(
            cpu_s=sum(time.user + time.system for time in times),
            rss_mib=sum(process.memory_info().rss for process in family) / MIB,
        )
    except psutil.NoSuchProcess:
        return None
