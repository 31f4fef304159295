"""What Footlights needs of the operating system beyond Python: asked for by name, installed where we may."""

from __future__ import annotations

import ctypes.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Need(NamedTuple):
    """Something of the system that a feature or a test needs."""

    packages: str
    """Debian packages that bring it, separated by spaces."""
    what_for: str
    present: Callable[[], bool]
    elsewhere: str = ""
    """How to get it on macOS and Windows; empty when nothing is needed there."""


MICROPHONE = Need("libportaudio2", "microphones", lambda: ctypes.util.find_library("portaudio") is not None)
FOR_TESTS = (
    MICROPHONE,
    Need(
        "chromium",
        "the browser tests",
        lambda: shutil.which("chromium") is not None,
        elsewhere="install Chrome or Chromium",
    ),
    Need(
        "pulseaudio pulseaudio-utils libasound2-plugins",
        "the microphone tests",
        lambda: shutil.which("pulseaudio") is not None and shutil.which("paplay") is not None,
        elsewhere="they need PulseAudio's virtual microphone and are skipped here",
    ),
    Need(
        "redis-server",
        "the tests of relays",
        lambda: shutil.which("redis-server") is not None,
        elsewhere="install Redis",
    ),
    Need(
        "cups cups-client cups-ipp-utils printer-driver-cups-pdf",
        "the printer tests",
        lambda: Path("/usr/share/ppd/cups-pdf/CUPS-PDF_noopt.ppd").exists(),
        elsewhere="they need Debian's CUPS and are skipped here",
    ),
    Need(
        "fonts-noto-cjk",
        "screenshots with Chinese and Japanese text",
        lambda: any(Path("/usr/share/fonts").rglob("NotoSansCJK*")),
    ),
)


def provide(needs: Sequence[Need]) -> None:
    """Install what is missing where this process may; elsewhere say what to do. Never ends the process."""
    if sys.platform != "linux":
        for need in needs:
            if need.elsewhere and not need.present():
                print(f"For {need.what_for}: {need.elsewhere}.", flush=True)
        return
    lacking = [need for need in needs if not need.present()]
    if not lacking:
        return
    packages = [package for need in lacking for package in need.packages.split()]
    if not may_install() or not apt_install(packages):
        reasons = ", ".join(need.what_for for need in lacking)
        print(
            f"Still missing, for {reasons}. Please run:\n  sudo apt-get install {' '.join(packages)}",
            flush=True,
        )


def may_install() -> bool:
    """Whether this process may install Debian packages."""
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def apt_install(packages: Sequence[str]) -> bool:
    """Install Debian packages, quietly; False when that failed."""
    print(f"Installing {', '.join(packages)} …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    steps = [[*apt, "update"], [*apt, "install", "--yes", "--no-install-recommends", *packages]]
    for step in steps:
        done = subprocess.run(
            step, check=False, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
    if done.returncode != 0:
        print("\n".join(done.stdout.splitlines()[-10:]), flush=True)
    return done.returncode == 0
