"""What a process and its children take of the machine: a translation model works in a child."""

import time

import psutil

MIB = 1 << 20


class UsageMeter:
    """Looks at one process, by default this one."""

    def __init__(self, pid: int | None = None) -> None:
        self._process = psutil.Process(pid)
        self._read_at = time.monotonic()
        self._spent_s = _spent_s(self._family())

    def read(self) -> tuple[float, float]:
        """Percent of all cores together since the last reading, and memory in MiB. Raises psutil.Error."""
        family = self._family()
        now, spent_s = time.monotonic(), _spent_s(family)
        busy_s, passed_s = max(0.0, spent_s - self._spent_s), max(1e-3, now - self._read_at)
        self._read_at, self._spent_s = now, spent_s
        return 100 * busy_s / passed_s / (psutil.cpu_count() or 1), _memory_mib(family)

    def _family(self) -> list[psutil.Process]:
        return [self._process, *self._process.children(recursive=True)]


def _spent_s(family: list[psutil.Process]) -> float:
    """Processor seconds, those of children that have ended included where the system counts them."""
    spent_s = 0.0
    for process in family:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        spent_s += times.user + times.system
        if process is family[0]:
            spent_s += times.children_user + times.children_system
    return spent_s


def _memory_mib(family: list[psutil.Process]) -> float:
    total = 0
    for process in family:
        try:
            total += process.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total / MIB
