"""The files of a recording: a FLAC part for each ten minutes, whose name tells where it begins.

`2026-10-31T09-00-00Z.000000600000ms.flac` begins 600 s into the session's sound.
"""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import numpy as np

from live.audio.decode import Decoder
from live.audio.encode import ENCODING_FAILED, FlacFile
from live.errors import SourceError
from live.events import RATE_HZ, Samples

PART_S = 600.0
"""Length of a part: an erasure writes one or two of them anew, in a second or so."""
SILENCE_BLOCK = 60 * RATE_HZ
"""Samples of silence that are written at once."""
_NAME = re.compile(r"\.(\d{12})ms\.flac")
_OLD = ".old"
_NEW = ".new"

Silences = Mapping[float, float]
"""Periods to be silent: start → end in seconds of the session, the end may be infinite."""


def _new_file(path: Path) -> BinaryIO:
    return path.open("xb", buffering=0)


class Part:
    """A part that is being written."""

    def __init__(
        self, session: Path, start_s: float, *, open_file: Callable[[Path], BinaryIO] = _new_file
    ) -> None:
        """Make the file for sound from `start_s` on, beside the log `session`."""
        start_ms = int(start_s * 1000)
        while True:
            self.path = session.with_name(f"{session.stem}.{start_ms:012}ms.flac")
            try:
                self._file = FlacFile(open_file(self.path))
                break
            except FileExistsError:
                start_ms += 1
        self.start_s = start_ms / 1000
        self._samples = 0

    @property
    def full_s(self) -> float:
        """Sound that ends after this goes into another part."""
        return self.start_s + PART_S

    @property
    def end_s(self) -> float:
        """Where the next sample goes."""
        return self.start_s + self._samples / RATE_HZ

    def write(self, samples: Samples, start_s: float) -> None:
        """Write sound where it belongs: silence before it, and without what is there already."""
        missing = round((start_s - self.end_s) * RATE_HZ)
        for first in range(0, missing, SILENCE_BLOCK):
            self._append(np.zeros(min(SILENCE_BLOCK, missing - first), np.float32))
        self._append(samples[max(0, -missing) :])

    def close(self) -> None:
        """Finish the file."""
        self._file.close()

    def _append(self, samples: Samples) -> None:
        self._file.write(samples)
        self._samples += len(samples)


def parts(session: Path) -> list[tuple[float, Path]]:
    """The parts beside a log, each with its start in seconds, in order."""
    return sorted(
        (int(name[1]) / 1000, path)
        for path in session.parent.glob(f"{session.stem}.*.flac")
        if (name := _NAME.fullmatch(path.name.removeprefix(session.stem)))
    )


def silenced(samples: Samples, start_s: float, silences: Silences) -> Samples:
    """Sound that begins at `start_s`, with silence where it must be."""
    for begin_s, end_s in silences.items():
        first = max(0, round((begin_s - start_s) * RATE_HZ))
        last = len(samples) if end_s == np.inf else max(0, round((end_s - start_s) * RATE_HZ))
        if first < min(last, len(samples)):
            samples = samples.copy()
            samples[first:last] = 0.0
    return samples


def erase(session: Path, silences: Silences) -> None:
    """Silence periods in every part that is closed; one that cannot be rewritten is deleted.

    Afterwards no file has the sound. What a disk keeps of files that are gone is overwritten first,
    which helps on disks that write in place.
    """
    for start_s, path in parts(session):
        if any(start_s < end_s and begin_s < start_s + PART_S for begin_s, end_s in silences.items()):
            _rewrite(path, start_s, silences)


def clean(session: Path) -> None:
    """Finish what an erasure that was cut off has left behind."""
    for path in session.parent.glob(f"{session.stem}.*.flac{_OLD}"):
        _shred(path)
    for path in session.parent.glob(f"{session.stem}.*.flac{_NEW}"):
        path.unlink()


def _rewrite(path: Path, start_s: float, silences: Silences) -> None:
    new, old = path.with_name(path.name + _NEW), path.with_name(path.name + _OLD)
    try:
        changed = _write_silenced(path, new, start_s, silences)
    except (*ENCODING_FAILED, SourceError):
        new.unlink(missing_ok=True)
        _shred(path)
        return
    if not changed:
        new.unlink()
        return
    path.rename(old)
    new.rename(path)
    _shred(old)


def _write_silenced(path: Path, new: Path, start_s: float, silences: Silences) -> bool:
    """Copy a part with its silences; whether that changed anything."""
    changed, at_s = False, start_s
    file = FlacFile(new.open("wb", buffering=0))
    try:
        for block in _blocks(path):
            kept = silenced(block, at_s, silences)
            changed = changed or kept is not block
            file.write(kept)
            at_s += len(block) / RATE_HZ
    finally:
        file.close()
    if at_s == start_s:
        raise SourceError(f"{path} cannot be read.")
    return changed


def _blocks(path: Path) -> Iterator[Samples]:
    with Decoder(str(path), name=path.name) as decoder:
        for block in decoder.blocks():
            yield block.samples


def _shred(path: Path) -> None:
    with path.open("r+b", buffering=0) as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(bytes(min(left, 1 << 20)))
        os.fsync(file.fileno())
    path.unlink()
