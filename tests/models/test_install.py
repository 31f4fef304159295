import errno
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from models import ModelError
from models.catalogue import FileSpec
from models.fetch import UnreachableError
from models.install import Installer, require_room
from models.progress import Silent
from models.store import Store
from tests.models.tiny import CONFIG, MODEL, a_store, an_entry


class FakeSource:
    """Writes the model's files; `trouble` is raised half-way."""

    name = "a fake"

    def __init__(self, trouble: Exception | None = None) -> None:
        self.trouble = trouble
        self.calls = 0

    def fetch(self, folder: Path, on_bytes: Callable[[int, int], None]) -> tuple[FileSpec, ...]:
        self.calls += 1
        (folder / "model.bin").write_bytes(MODEL[:1000])
        if self.trouble:
            raise self.trouble
        (folder / "model.bin").write_bytes(MODEL)
        (folder / "config.json").write_bytes(CONFIG)
        (folder / "left.over").write_bytes(b"")
        return an_entry().files


def installer(store: Store, *sources: FakeSource) -> Installer:
    return Installer(store, Silent(), sources=lambda _: sources)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path / "models")


def test_a_pulled_model_is_whole_and_has_nothing_else_in_it(store: Store) -> None:
    path = installer(store, FakeSource()).pull("tiny")
    assert store.resolve("tiny", "whisper") == path
    assert sorted(item.name for item in path.iterdir()) == [
        "config.json",
        "footlights-model.json",
        "model.bin",
    ]
    assert not store.work_folder("tiny").exists()


def test_a_pull_mends_a_file_whose_bytes_went_bad_and_whose_size_did_not(store: Store) -> None:
    installer(store, FakeSource()).pull("tiny")
    (store.path("tiny") / "model.bin").write_bytes(bytes(len(MODEL)))
    installer(store, FakeSource()).pull("tiny")
    assert (store.path("tiny") / "model.bin").read_bytes() == MODEL


def test_an_installed_model_is_not_fetched_again(store: Store) -> None:
    source = FakeSource()
    installer(store, source).pull("tiny")
    installer(store, source).pull("tiny")
    assert source.calls == 1


def test_a_damaged_model_is_replaced(store: Store) -> None:
    path = installer(store, FakeSource()).pull("tiny")
    (path / "model.bin").write_bytes(b"")
    installer(store, FakeSource()).pull("tiny")
    assert (path / "model.bin").read_bytes() == MODEL


def test_the_next_source_is_tried_and_all_failures_are_told(store: Store) -> None:
    bad = FakeSource(ModelError("first is broken."))
    installer(store, bad, FakeSource()).pull("tiny")
    (store.path("tiny") / "model.bin").unlink()
    with pytest.raises(ModelError, match=r"^first is broken\. second is gone\.$"):
        installer(store, bad, FakeSource(UnreachableError("second is gone."))).pull("tiny")


def test_no_network_tells_of_the_usb_stick_once(store: Store) -> None:
    gone = FakeSource(UnreachableError("Cannot reach it."))
    with pytest.raises(ModelError) as caught:
        installer(store, gone, gone).pull("tiny")
    assert str(caught.value).count("footlights models import DIR") == 1


def test_a_full_disk_gives_one_line_and_nothing_half_made_is_used(store: Store) -> None:
    full = FakeSource(OSError(errno.ENOSPC, "No space left on device"))
    with pytest.raises(
        ModelError, match=r"^The disk that holds '.*' is full\. Make room, .*FOOTLIGHTS_CACHE"
    ):
        installer(store, full).pull("tiny")
    assert store.state(an_entry()).name == "missing"
    assert not store.path("tiny").exists()


def test_a_disk_without_room_is_told_before_anything_is_fetched(tmp_path: Path) -> None:
    source = FakeSource()
    huge = a_store(tmp_path, an_entry(bytes=10**16))
    with pytest.raises(ModelError, match=r"No room in .*: 10000000\.2 GB needed"):
        installer(huge, source).pull("tiny")
    assert source.calls == 0


def test_what_is_already_fetched_counts_as_room(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"12345")
    require_room(tmp_path, 5)


def test_a_folder_that_cannot_be_written_gives_one_line(tmp_path: Path) -> None:
    denied = FakeSource(PermissionError(errno.EACCES, "Permission denied", "/there"))
    with pytest.raises(ModelError, match=r"^Cannot write to '/there': Permission denied\."):
        installer(a_store(tmp_path), denied).pull("tiny")


def test_two_pulls_at_once_fetch_once(store: Store) -> None:
    entered, go = threading.Event(), threading.Event()

    class SlowSource(FakeSource):
        def fetch(self, folder: Path, on_bytes: Callable[[int, int], None]) -> tuple[FileSpec, ...]:
            entered.set()
            go.wait(60)
            return super().fetch(folder, on_bytes)

    class Waiting(Silent):
        def stage(self, text: str) -> None:
            if text == "waiting for another pull of tiny":
                go.set()

    source = SlowSource()
    first = threading.Thread(target=installer(store, source).pull, args=("tiny",))
    first.start()
    assert entered.wait(60)
    Installer(store, Waiting(), sources=lambda _: [source]).pull("tiny")
    first.join()
    assert source.calls == 1
    assert store.verify(an_entry()).name == "installed"


def test_a_converted_model_is_what_the_converter_made(tmp_path: Path) -> None:
    def convert(fetched: Path, out: Path) -> None:
        (out / "model.bin").write_bytes((fetched / "model.bin").read_bytes()[::-1])

    entry = an_entry(convert="backwards")
    store = a_store(tmp_path, entry)
    path = Installer(store, Silent(), lambda _: [FakeSource()], {"backwards": convert}).pull("tiny")
    assert (path / "model.bin").read_bytes() == MODEL[::-1]
    assert not (path / "config.json").exists()
    assert store.verify(entry).name == "installed"


def test_a_conversion_that_fails_installs_nothing_and_is_tried_again(tmp_path: Path) -> None:
    def fail(fetched: Path, out: Path) -> None:
        (out / "half").write_bytes(b"half")
        raise ModelError("cannot convert")

    def work(fetched: Path, out: Path) -> None:
        (out / "model.bin").write_bytes(b"made")

    entry = an_entry(convert="c")
    store = a_store(tmp_path, entry)
    with pytest.raises(ModelError, match="cannot convert"):
        Installer(store, Silent(), lambda _: [FakeSource()], {"c": fail}).pull("tiny")
    assert store.state(entry).name == "missing"
    path = Installer(store, Silent(), lambda _: [FakeSource()], {"c": work}).pull("tiny")
    assert sorted(item.name for item in path.iterdir()) == ["footlights-model.json", "model.bin"]
