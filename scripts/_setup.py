"""Makes the project's environment, `.venv`, with Python's standard library alone.

Dependencies come from the hashed files in `requirements/`; a stamp in the environment remembers
what is installed, so that a second start does nothing. Nothing here needs more than Python 3.7 to be
read, so that an older Python can say what it lacks.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from _lock import locked

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)
PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input", "install")


class SetupError(Exception):
    """The environment cannot be made; the message says why and what to do."""


def prepare(*groups: str) -> Path:
    """Make sure that the environment holds the project and the requirement groups; return its Python.

    A group is the name of a file in `requirements/`. Ends the process with one line if it cannot be done.
    """
    environment = Environment(ROOT)
    try:
        check_python(sys.version_info[0], sys.version_info[1])
        if environment.missing(groups):
            with locked(ROOT / ".venv.lock"):
                install(environment, groups)
    except SetupError as error:
        sys.exit(f"Set-up failed: {error}")
    return environment.python


def run_module(module: str, arguments: Sequence[str], groups: Sequence[str]) -> int:
    """Run a module of `scripts/` in the environment, in the caller's folder, and return its exit status."""
    python = prepare(*groups)
    return run([str(python), "-m", module, *arguments], PYTHONPATH=str(ROOT / "scripts"))


def run(command: Sequence[str], *, cwd: Path | None = None, **environment: str) -> int:
    """Run a command to its end and return its exit status; it is told when we are asked to stop."""
    with subprocess.Popen(command, cwd=cwd, env={**os.environ, **environment}) as process:
        signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        while True:
            with contextlib.suppress(KeyboardInterrupt):  # the terminal sends Ctrl-C to the command too
                return process.wait()


def check_python(major: int, minor: int) -> None:
    """Refuse a Python that is too old."""
    if (major, minor) < OLDEST_PYTHON:
        needed = ".".join(map(str, OLDEST_PYTHON))
        raise SetupError(
            f"this is Python {major}.{minor}, and Footlights needs {needed} or newer. "
            f"Install one and start this script with it, for example: python3.12 {sys.argv[0]}"
        )


class Environment:
    """The virtual environment of a checkout and the stamp in it: a fingerprint of all that it holds."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.python = self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        self._stamp = self.folder / "footlights-setup.json"

    def missing(self, groups: Sequence[str]) -> dict[str, str]:
        """The fingerprints that are wanted and not there: all of them when there is no environment."""
        there = self._installed() if self.python.exists() else {}
        return {name: value for name, value in self._wanted(groups).items() if there.get(name) != value}

    def remember(self, installed: dict[str, str]) -> None:
        """Add what was installed to the stamp."""
        self._stamp.write_text(json.dumps({**self._installed(), **installed}, indent=1), encoding="utf-8")

    def _wanted(self, groups: Sequence[str]) -> dict[str, str]:
        """A fingerprint of each group's file and of the project, which is tied to its folder."""
        wanted = {
            "project": fingerprint(str(self.root).encode(), (self.root / "pyproject.toml").read_bytes())
        }
        for group in ("build", *groups):
            file = self.root / "requirements" / f"{group}.txt"
            if not file.is_file():
                known = ", ".join(sorted(other.stem for other in file.parent.glob("*.txt")))
                raise SetupError(f"there are no requirements named '{group}'. Known: {known}.")
            wanted[group] = fingerprint(file.read_bytes())
        return wanted

    def _installed(self) -> dict[str, str]:
        """What the stamp says; nothing when there is none or it is damaged."""
        try:
            stamp = json.loads(self._stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return stamp if isinstance(stamp, dict) else {}


def fingerprint(*parts: bytes) -> str:
    """The SHA-256 of the parts, in hexadecimal."""
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def install(environment: Environment, groups: Sequence[str]) -> None:
    """Install what is missing, dependencies first, then the project itself, and remember it."""
    if not environment.missing(groups):  # another process installed it while this one waited
        return
    started = time.monotonic()
    make_venv(environment)
    needed = environment.missing(groups)
    files = [f"requirements/{group}.txt" for group in needed if group != "project"]
    if files:
        options = [option for file in files for option in ("--requirement", file)]
        title = f"Installing {', '.join(files)}"
        pip(environment, title, "--require-hashes", "--no-deps", "--only-binary=:all:", *options)
    if "project" in needed:
        offline = ("--no-index", "--no-deps", "--no-build-isolation")
        pip(environment, "Installing Footlights", *offline, "--editable", ".")
        compile_packages(environment)
    environment.remember(needed)
    print(f"Set up in {time.monotonic() - started:.0f} s.", flush=True)


def compile_packages(environment: Environment) -> None:
    """Compile our packages, as pip does with all others: whoever runs them first need not wait for it."""
    packages = [path.parent.name for path in ROOT.glob("*/__init__.py")]
    subprocess.run([environment.python, "-m", "compileall", "-q", *packages], cwd=ROOT, check=False)


def make_venv(environment: Environment) -> None:
    """Make the virtual environment, unless there is one that works."""
    python = environment.python
    if python.exists() and subprocess.call([python, "-c", "import pip"], stderr=subprocess.DEVNULL) == 0:
        return
    print("Making the environment .venv with Python {}.{} …".format(*sys.version_info), flush=True)
    command = [sys.executable, "-m", "venv", "--clear", str(environment.folder)]
    made = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if made.returncode != 0:
        raise SetupError(
            f"Python could not make {environment.folder}. On Debian or Ubuntu, install the package "
            f"python3-venv and start again. Python said:\n{made.stdout.strip()}"
        )


def pip(environment: Environment, title: str, *options: str) -> None:
    """Run pip in the checkout, showing on one line what it is at; its output is shown when it fails."""
    said = []
    show(f"{title} …", end="" if sys.stdout.isatty() else "\n")
    with subprocess.Popen(
        [environment.python, *PIP, *options],
        cwd=environment.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            said.append(line.rstrip())
            if line.startswith("Collecting "):
                show(f"{title} … {line.split()[1].partition('==')[0]}")
            elif line.startswith("Installing collected"):
                show(f"{title} … unpacking")
    if process.returncode != 0:
        show(f"{title}: failed.", end="\n")
        raise SetupError(
            f"pip stopped with status {process.returncode}. Is there a network, and room on the disk? "
            "It said:\n" + "\n".join(said[-15:])
        )
    show(f"{title}: done.", end="\n")


def show(text: str, end: str = "") -> None:
    """Replace the current line of a terminal; elsewhere print only lines that are complete."""
    if sys.stdout.isatty():
        print(f"\r\x1b[K{text[:100]}", end=end, flush=True)
    elif end:
        print(text, end=end, flush=True)
