"""The disk: is there room, and can the logs be written?"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from live.config import Config
from live.preflight.finding import Finding

DAY_H = 10.0
"""Hours of an event without a programme."""
LOG_MIB_PER_H = 4.0
"""Of a room and a language."""
SOUND_MIB_PER_H = 75.0
"""FLAC, 16 kHz, mono: 16 bits come down to 9 or 10."""
SPARE_MIB = 1_000.0
"""For the system, which misbehaves on a full disk."""


def needed_mib(config: Config) -> float:
    """Disk space that the event takes, with some to spare."""
    hours = DAY_H
    if config.programme:
        first, last = min(t.start for t in config.programme), max(t.end for t in config.programme)
        hours = (last - first).total_seconds() / 3600 + 2
    logs = sum(len(room.all_languages) for room in config.rooms) * LOG_MIB_PER_H
    sound = len(config.rooms) * SOUND_MIB_PER_H if config.recording.enabled else 0.0
    return SPARE_MIB + hours * (logs + sound)


def check_disk(config: Config, free_mib: Callable[[Path], float]) -> Finding:
    """Whether the event's logs and recordings fit on the disk."""
    free, needed = free_mib(config.log.folder), needed_mib(config)
    found = f"{free / 1024:.1f} GiB free, about {needed / 1024:.1f} needed"
    remedy = "" if free >= needed else "Free some space, or name a folder on another disk: [log] folder."
    return Finding(name="Disk", ok=free >= needed, found=found, remedy=remedy)


def check_log_folder(folder: Path) -> Finding:
    """Whether sessions can be logged: writes a file there, and removes it."""
    name = f"Log folder {folder}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".check-") as file:
            file.write(b"x")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        remedy = "Make it writable, or name another folder: [log] folder, or --log-dir."
        return Finding(name=name, ok=False, found=error.strerror or str(error), remedy=remedy)
    return Finding(name=name, ok=True, found="can be written")
