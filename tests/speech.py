"""Human speech and music for tests, from Debian's sound packages (Asterisk's prompts, CC-BY-SA 3.0).

They are taken from the system where installed, and otherwise fetched once into the cache.
"""

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import platformdirs
import pytest

SOUNDS = Path("usr/share/asterisk/sounds")
SPEECH_FOLDERS = {"en": "en_US_f_Allison", "es": "es_MX_f_Allison", "fr": "fr_CA_f_June"}
MUSIC_PACKAGE = "asterisk-moh-opsound-wav"
MUSIC_FOLDER = Path("usr/share/asterisk/moh")
FETCH_TIMEOUT_S = 180
KEPT = (
    Path(os.environ.get("FOOTLIGHTS_CACHE") or platformdirs.user_cache_path("footlights")).expanduser()
    / "test-sounds"
)
"""Told at import: the virtual microphone gives the process another home."""

TEXTS = {
    "demo-congrats": (
        "Congratulations! You have successfully installed and executed the Asterisk open source PBX. "
        "You have also installed a set of sample sounds and configuration files that should help you get "
        "started. Like a normal PBX, you will navigate this demonstration by dialing digits. If you are "
        "using a console channel driver instead of a real phone, you can use the dial, answer, and hangup "
        "commands to simulate the actions of a standard telephone."
    ),
    "demo-echotest": (
        "You are about to enter an echo test. In this mode, everything you say will be repeated back to you "
        "just as soon as it is received. The purpose of this test is to give you an audible sense of the "
        "latency between you and the machine that is running the echo test application. You may end the test "
        "by hanging up, or by pressing the pound key."
    ),
    "demo-moreinfo": (
        "Asterisk is an open source, fully featured PBX and IVR platform that runs on the Linux operating "
        "system. For more information, visit www.asterisk.org."
    ),
    "vm-msginstruct": (
        "To hear the next message, press six. To repeat this message, press five. To hear the previous "
        "message, press four. To delete or undelete this message, press seven. To quit voicemail, "
        "press pound."
    ),
    "tt-weasels": "Weasels have eaten our phone system.",
}
"""What is said, by clip. All are 8 kHz mono, 3 to 30 s long, one woman's voice, close microphone."""

FOREIGN_WORDS = {"es": ("prueba", "sistema"), "fr": ("mode", "machine")}
"""Words of the clip `demo-echotest` in other languages, of which there is no text."""

MUSIC = ("macroform-cold_day", "macroform-robot_dity", "macroform-the_simplicity", "reno_project-system")
"""Music without singing, 3 to 5 minutes each, 8 kHz mono."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A recording and what is said in it."""

    path: Path
    text: str


def speech_clip(name: str = "demo-congrats") -> Clip:
    """Finds or fetches a spoken clip of `TEXTS`; skips the test where that is impossible."""
    return Clip(_spoken(name, "en"), TEXTS[name])


def foreign_clip(lang: str, name: str = "demo-echotest") -> Path:
    """Finds or fetches a clip in `es` or `fr`; skips the test where that is impossible."""
    return _spoken(name, lang)


def _spoken(name: str, lang: str) -> Path:
    return _package(f"asterisk-core-sounds-{lang}-wav", SOUNDS / SPEECH_FOLDERS[lang]) / f"{name}.wav"


def music_clip(name: str = MUSIC[0]) -> Clip:
    """Finds or fetches a piece of `MUSIC`; skips the test where that is impossible."""
    return Clip(_package(MUSIC_PACKAGE, MUSIC_FOLDER) / f"{name}.wav", "")


@cache
def _package(package: str, folder: Path) -> Path:
    """Returns the folder of a package's sounds."""
    installed = Path("/") / folder
    if installed.is_dir():
        return installed
    kept = KEPT / package
    if not kept.is_dir():
        _fetch(package, kept)
    return kept / folder


def _fetch(package: str, kept: Path) -> None:
    """Unpacks a Debian package into a folder, in one step, without installing it."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        pytest.skip(f"speech for the tests comes from the Debian package {package}: there is no apt-get here")
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as made_in:
        if not (_download(package, made_in) or (_update() and _download(package, made_in))):
            pytest.skip(f"cannot fetch the Debian package {package}: `apt-get download {package}` failed")
        archive = next(Path(made_in).glob("*.deb"))
        unpacked = Path(made_in) / "unpacked"
        subprocess.run(["dpkg-deb", "-x", archive, unpacked], check=True, timeout=FETCH_TIMEOUT_S)
        with suppress(OSError):  # another process was faster
            unpacked.rename(kept)


def _download(package: str, folder: str) -> bool:
    command = ["apt-get", "-qq", "download", package]
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, timeout=FETCH_TIMEOUT_S)
    return done.returncode == 0


def _update() -> bool:
    """Refreshes the package lists, which a fresh machine may lack."""
    done = subprocess.run(
        ["apt-get", "-qq", "update"], check=False, capture_output=True, timeout=FETCH_TIMEOUT_S
    )
    return done.returncode == 0
