from pathlib import Path

import pytest

from models import ModelError
from models.catalogue import Entry, FileSpec, Hub
from models.fetch import UnreachableError
from models.fetch_hub import HubSource, wanted_files
from models.install import Installer
from models.progress import Silent
from tests.models.tiny import COMMIT, CONFIG, MODEL, HubServer, a_store, an_entry, spec_of

pytestmark = pytest.mark.slow

PINNED = Hub(repository="someone/tiny", revision=COMMIT)


def source(hub: HubServer, entry: Entry | None = None, where: Hub = PINNED) -> HubSource:
    return HubSource(entry or an_entry(), where, hub.endpoint, sleep=lambda _: None)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def nothing(done: int, total: int) -> None:
    """Hears no progress."""


def test_the_files_of_the_catalogue_are_fetched_and_no_others(hub: HubServer, tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    specs = source(hub).fetch(tmp_path, lambda done, total: heard.append((done, total)))
    assert specs == an_entry().files
    assert (tmp_path / "model.bin").read_bytes() == MODEL
    assert names_in(tmp_path) == ["config.json", "model.bin"]
    assert heard[-1] == (len(MODEL) + len(CONFIG),) * 2


def test_a_broken_connection_is_taken_up_where_it_broke(hub: HubServer, tmp_path: Path) -> None:
    hub.cut_after = 300_000
    source(hub).fetch(tmp_path, nothing)
    assert (tmp_path / "model.bin").read_bytes() == MODEL
    ranges = [wanted for name, wanted in hub.requests if name == "model.bin"]
    assert ranges[0] is None
    assert len(ranges) == 4
    assert all(wanted and wanted != "bytes=0-" for wanted in ranges[1:])


def test_a_pull_that_was_killed_goes_on_in_the_next_one(hub: HubServer, tmp_path: Path) -> None:
    (tmp_path / "model.bin.part").write_bytes(MODEL[:700_000])
    source(hub).fetch(tmp_path, nothing)
    assert hub.requests[0] == ("model.bin", "bytes=700000-")
    assert (tmp_path / "model.bin").read_bytes() == MODEL


def test_what_is_complete_is_not_fetched_again(hub: HubServer, tmp_path: Path) -> None:
    source(hub).fetch(tmp_path, nothing)
    hub.requests.clear()
    source(hub).fetch(tmp_path, nothing)
    assert hub.requests == []


def test_a_connection_that_gives_nothing_is_given_up(hub: HubServer, tmp_path: Path) -> None:
    hub.cut_after = 0
    with pytest.raises(UnreachableError, match="Cannot reach the model hub for someone/tiny"):
        source(hub).fetch(tmp_path, nothing)


def test_a_damaged_part_is_thrown_away_and_never_used(hub: HubServer, tmp_path: Path) -> None:
    (tmp_path / "model.bin.part").write_bytes(b"?" * 700_000)
    with pytest.raises(ModelError, match="not the model that was asked for"):
        source(hub).fetch(tmp_path, nothing)
    assert names_in(tmp_path) == []
    source(hub).fetch(tmp_path, nothing)
    assert (tmp_path / "model.bin").read_bytes() == MODEL


def test_a_hub_with_another_file_than_the_catalogues_is_refused_before_anything_is_fetched(
    hub: HubServer, tmp_path: Path
) -> None:
    hub.files["model.bin"] = MODEL[:-1] + b"x"
    with pytest.raises(ModelError, match=r"model\.bin in someone/tiny is not the one in the catalogue"):
        source(hub).fetch(tmp_path, nothing)
    assert hub.requests == []


def test_files_without_a_known_hash_are_compared_with_the_hubs_record(hub: HubServer, tmp_path: Path) -> None:
    entry = an_entry(files=(FileSpec(name="model.bin"), FileSpec(name="config.json")))
    assert source(hub, entry).fetch(tmp_path, nothing) == an_entry().files
    (tmp_path / "config.json").write_bytes(b'{"a": 2}\n')
    source(hub, entry).fetch(tmp_path, nothing)
    assert (tmp_path / "config.json").read_bytes() == CONFIG


def test_an_unpinned_model_takes_what_its_patterns_say_and_notes_the_commit(
    hub: HubServer, tmp_path: Path
) -> None:
    entry = an_entry(files=())
    fetching = source(hub, entry, Hub(repository="someone/tiny", include=("*.bin", "*.json")))
    assert {spec.name for spec in fetching.fetch(tmp_path, nothing)} == {"model.bin", "config.json"}
    assert fetching.name == f"the hub repository someone/tiny at {COMMIT}"


def test_a_repository_that_is_not_there_is_named(hub: HubServer, tmp_path: Path) -> None:
    gone = Hub(repository="someone/gone", revision=COMMIT)
    with pytest.raises(ModelError, match=rf"refused someone/gone at revision {COMMIT} \(HTTP 404\)"):
        source(hub, where=gone).fetch(tmp_path, nothing)


def test_no_hub_gives_one_line(tmp_path: Path) -> None:
    unreachable = HubSource(an_entry(), PINNED, "http://127.0.0.1:9")
    with pytest.raises(UnreachableError, match=r"^Cannot reach the model hub for someone/tiny\.$"):
        unreachable.fetch(tmp_path, nothing)


def test_a_file_the_repository_has_not_is_named() -> None:
    with pytest.raises(ModelError, match=r"someone/tiny at c+ has no file model\.bin"):
        wanted_files(an_entry(), PINNED, [spec_of("config.json", CONFIG)])


def test_a_file_that_cannot_be_checked_is_refused() -> None:
    entry = an_entry(files=(FileSpec(name="model.bin"),))
    with pytest.raises(ModelError, match=r"tells no hash of model\.bin in someone/tiny"):
        wanted_files(entry, PINNED, [FileSpec(name="model.bin", size=1)])


def test_an_installed_hub_model_is_whole(hub: HubServer, tmp_path: Path) -> None:
    store = a_store(tmp_path)
    installer = Installer(store, Silent(), sources=lambda entry: [source(hub, entry)])
    path = installer.pull("tiny")
    assert store.verify(an_entry()).name == "installed"
    assert names_in(path) == ["config.json", "footlights-model.json", "model.bin"]
