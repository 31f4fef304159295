import sys
from pathlib import Path

import numpy as np
import pytest

from bench.peers import PeerError, run_peers
from bench.scoring import Shown
from bench.sound import write_wav

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the peers are run by a shell script")

PEERS_SH = """
test -f "$2" && test "$3" = en || exit 1
echo '[[0.5, "", "Good"], null, [1.5, "Good morning", ""]]' > $1.wlk.json
echo "WhisperLiveKit cpu seconds 12.5"
"""


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    (tmp_path / "peers.sh").write_text(PEERS_SH, encoding="utf-8")
    write_wav(np.zeros(1600, np.float32), tmp_path / "talk.wav")
    return tmp_path / "talk.wav"


def test_a_peer_is_run_and_its_log_is_read(talk: Path) -> None:
    where = talk.parent
    runs = run_peers(talk, ["wlk"], bench_dir=where, language="en", model=where, folder=where / "peers")

    assert runs[0].name == "WhisperLiveKit"
    assert runs[0].log == [Shown(0.5, "", "Good"), Shown(1.5, "Good morning", "")]
    assert runs[0].cpu_s == 12.5


def test_a_peer_without_a_log_is_named(talk: Path) -> None:
    where = talk.parent

    with pytest.raises(PeerError, match=r"WhisperLive left no talk\.wl\.json"):
        run_peers(talk, ["wl"], bench_dir=where, language="en", model=where, folder=where / "peers")
