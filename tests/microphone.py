"""A virtual microphone: a private PulseAudio whose input plays what a test plays into it.

Use the fixture `virtual_microphone` (registered in tests/conftest.py) with the marker `microphone`.
"""

import ctypes.util
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

TOOLS = ("pulseaudio", "pactl", "paplay")
STARTS_WITHIN_S = 60.0
COMMAND_TIMEOUT_S = 60.0
SINK = ("module-null-sink", "sink_name=stage", "rate=48000")


class VirtualMicrophone:
    """What is played into it can be heard as the default input of the sound system.

    It lives in the environment variable XDG_RUNTIME_DIR, which this process and its children share.
    """

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment
        self._players: list[subprocess.Popen[bytes]] = []
        self._module = ""

    def play(self, path: Path) -> "subprocess.Popen[bytes]":
        """Begins to play a sound file into the microphone; `wait()` on what it returns for its end."""
        player = subprocess.Popen(["paplay", "--device=stage", path], env=self._environment)
        self._players.append(player)
        return player

    def plug(self) -> None:
        """Plugs the microphone in."""
        self._module = self._pactl("load-module", *SINK).strip()

    def unplug(self) -> None:
        """Takes the microphone away: whoever records from it is cut off."""
        self._pactl("unload-module", self._module)

    def answers(self) -> bool:
        """Whether the sound server is up."""
        command = ["pactl", "info"]
        done = subprocess.run(
            command, env=self._environment, check=False, capture_output=True, timeout=COMMAND_TIMEOUT_S
        )
        return done.returncode == 0

    def silence(self) -> None:
        """Stops everything that plays."""
        for player in self._players:
            player.kill()
            player.wait()

    def _pactl(self, *arguments: str) -> str:
        command = ["pactl", *arguments]
        done = subprocess.run(
            command,
            env=self._environment,
            check=True,
            capture_output=True,
            text=True,
            timeout=COMMAND_TIMEOUT_S,
        )
        return done.stdout


@pytest.fixture
def virtual_microphone(monkeypatch: pytest.MonkeyPatch) -> Iterator[VirtualMicrophone]:
    """A microphone that is plugged in; skips where PulseAudio or PortAudio is not installed."""
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if missing or not ctypes.util.find_library("portaudio"):
        what = ", ".join(missing) or "PortAudio"
        packages = "pulseaudio pulseaudio-utils libasound2-plugins libportaudio2"
        pytest.skip(f"no virtual microphone without {what}: apt-get install {packages}")
    # a socket's path must be short, and pytest's own folders are long
    with tempfile.TemporaryDirectory(prefix="mic-") as home:
        for name in ("XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "HOME"):
            monkeypatch.setenv(name, home)
        monkeypatch.delenv("PULSE_SERVER", raising=False)
        environment = dict(os.environ)
        command = ["pulseaudio", "--daemonize=no", "--exit-idle-time=-1", "-n", "-L"]
        command.append("module-native-protocol-unix")
        server = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        microphone = VirtualMicrophone(environment)
        try:
            _await_server(microphone, server)
            microphone.plug()
            yield microphone
        finally:
            microphone.silence()
            server.terminate()
            server.wait()


def _await_server(microphone: VirtualMicrophone, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + STARTS_WITHIN_S
    while not microphone.answers():
        assert server.poll() is None, "pulseaudio ended at once"
        assert time.monotonic() < deadline, "pulseaudio does not answer"
