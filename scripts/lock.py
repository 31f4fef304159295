"""Makes the hashed requirement files from pyproject.toml: `.venv/bin/python scripts/lock.py`.

Needs `uv` (`pip install uv`). Every file is checked: wheels for all the platforms, and no address of a
registry and no path of this machine in it.
"""

import itertools
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "requirements"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PLATFORMS = (
    "x86_64-manylinux_2_28",
    "aarch64-manylinux_2_28",
    "aarch64-apple-darwin",  # of MACOS or newer
    "x86_64-pc-windows-msvc",
)
MACOS = "14.0"
HEADER = "# Made by scripts/lock.py from pyproject.toml; do not edit.\n"
UNLOCKED = ("diffusion", "gphoto2")
"""Extras that pip resolves for one machine: PyTorch's wheels differ by GPU, gphoto2 has none for Windows."""
FOREIGN = re.compile(r"://|file:|--(?:extra-)?index|--find-links|(?<![\w.-])/\w+/|[A-Za-z]:\\")
"""What a requirement file must not hold: addresses, index options, paths from the root of a disk."""


def main() -> int:
    """Make and check all requirement files."""
    groups = requirement_groups((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    done: list[str] = []  # all go into one environment: each agrees with those before it
    for name, requirements in groups.items():
        file = FOLDER / f"{name}.txt"
        text = HEADER + compile_group(requirements, constraints=done)
        if foreign := FOREIGN.search(text):
            print(f"{file.name} would hold {foreign.group()!r}: not written.", file=sys.stderr)
            return 1
        file.write_text(text, encoding="utf-8", newline="\n")
        done.append(name)
        print(f"{file.name}: {len(re.findall('^[a-z]', text, re.MULTILINE))} packages")
    return check_wheels(list(groups))


def requirement_groups(pyproject: str) -> dict[str, list[str]]:
    """The requirements of each file by its name, `base` first: later ones agree with those before."""
    settings = tomllib.loads(pyproject)
    groups, extras = settings["dependency-groups"], settings["project"]["optional-dependencies"]
    return {
        "base": settings["project"]["dependencies"],
        "build": settings["build-system"]["requires"],
        **{name: needs for name, needs in extras.items() if name not in UNLOCKED},
        "test": groups["test"] + groups["lint"],
        "bench": groups["bench"],
    }


def compile_group(requirements: Sequence[str], constraints: Sequence[str]) -> str:
    """The pinned and hashed closure of the requirements, for every platform."""
    options = [f"--constraints=requirements/{name}.txt" for name in constraints]
    command = ["pip", "compile", "-", "--universal", f"--python-version={PYTHONS[0]}", "--generate-hashes"]
    command += ["--only-binary=:all:", "--no-header", "--no-emit-index-url", "--quiet", "--upgrade", *options]
    return uv(command, "\n".join(requirements))


def check_wheels(names: Sequence[str]) -> int:
    """Resolve every file for every platform and Python without installing; 1 if a wheel is missing."""
    files = [f"--requirements=requirements/{name}.txt" for name in names]
    command = [
        "pip",
        "install",
        "--dry-run",
        "--no-deps",
        "--only-binary=:all:",
        "--require-hashes",
        "--quiet",
    ]
    status = 0
    with tempfile.TemporaryDirectory() as target:
        for platform, python in itertools.product(PLATFORMS, PYTHONS):
            where = [f"--python-platform={platform}", f"--python-version={python}", f"--target={target}"]
            try:
                uv([*command, *where, *files])
            except subprocess.CalledProcessError:
                print(f"No complete set of wheels for Python {python} on {platform}.", file=sys.stderr)
                status = 1
    return status


def uv(arguments: Sequence[str], text: str = "") -> str:
    """Run uv in the checkout on the text and return what it prints."""
    command = [sys.executable, "-m", "uv", *arguments]
    environment = {**os.environ, "MACOSX_DEPLOYMENT_TARGET": MACOS}
    done = subprocess.run(
        command, cwd=ROOT, check=True, env=environment, input=text, stdout=subprocess.PIPE, encoding="utf-8"
    )
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
