"""The library of the small networks, in a process and a home of its own: it leaves nothing there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OPEN_ONE = "from live.recognise.vad import VoiceActivity; VoiceActivity()"


@pytest.mark.slow
def test_opening_a_network_leaves_no_id_and_no_report_behind(tmp_path: Path) -> None:
    """onnxruntime writes both into the home at once, unless it was told not to before it was imported."""
    telling = ("ORT_DISABLE_TELEMETRY", "CI")
    inherited = {name: value for name, value in os.environ.items() if name not in telling}
    places = dict.fromkeys(("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_CACHE_HOME", "TMPDIR"), str(tmp_path))
    subprocess.run([sys.executable, "-c", OPEN_ONE], cwd=ROOT, env=inherited | places, check=True)
    assert list(tmp_path.rglob("*")) == []
