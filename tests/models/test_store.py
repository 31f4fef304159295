import shutil
from pathlib import Path

import pytest

from models import ModelError, is_installed, manifest
from models.manifest import Manifest
from models.store import Store, default_store
from tests.models.tiny import CONFIG, MODEL, a_store, an_entry, spec_of


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store in which `tiny` is installed."""
    entry = an_entry()
    store = a_store(tmp_path / "models", entry, an_entry(id="other", family="nllb", purpose="translation"))
    folder = store.path("tiny")
    folder.mkdir(parents=True)
    (folder / "model.bin").write_bytes(MODEL)
    (folder / "config.json").write_bytes(CONFIG)
    manifest.write(Manifest(id="tiny", source="a test", fetched=entry.files, files=entry.files), folder)
    return store


def test_an_installed_model_resolves_to_its_folder(store: Store) -> None:
    assert store.resolve("tiny", "whisper") == store.path("tiny")
    assert store.verify(an_entry()).name == "installed"


def test_what_is_there_is_told_from_what_is_not(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.store.default_store", lambda: store)
    assert is_installed("tiny")
    assert not is_installed("other")


def test_a_missing_model_says_the_command_that_fetches_it(store: Store) -> None:
    with pytest.raises(ModelError, match=r"Fetch it with: footlights models pull other$"):
        store.resolve("other", "nllb")


def test_a_truncated_model_says_the_command_that_fetches_it_again(store: Store) -> None:
    (store.path("tiny") / "model.bin").write_bytes(MODEL[:1000])
    text = rf"model\.bin has 1000 bytes instead of {len(MODEL)}\. .*footlights models pull tiny$"
    with pytest.raises(ModelError, match=text):
        store.resolve("tiny", "whisper")


def test_a_changed_byte_is_found_by_verify(store: Store) -> None:
    (store.path("tiny") / "model.bin").write_bytes(MODEL[:-1] + b"x")
    assert store.state(an_entry()).name == "installed"
    state = store.verify(an_entry())
    assert (state.name, state.detail[:20]) == ("damaged", "model.bin has sha256")


def test_an_unreadable_manifest_is_damage_not_a_crash(store: Store) -> None:
    (store.path("tiny") / manifest.NAME).write_bytes(b"\xff\xfe")
    with pytest.raises(ModelError, match="is damaged"):
        store.resolve("tiny", "whisper")


def test_a_model_of_an_older_catalogue_is_not_used(store: Store) -> None:
    newer = an_entry(files=(spec_of("model.bin", b"new"),))
    assert store.state(newer).detail == "its model.bin is another version"


def test_a_model_of_another_family_is_refused_with_the_choices(store: Store) -> None:
    with pytest.raises(
        ModelError, match=r"'other' is a nllb model \(translation\), but whisper .*one of: tiny"
    ):
        store.resolve("other", "whisper")


def test_a_purpose_will_do_where_any_family_will(store: Store) -> None:
    assert store.resolve("tiny", "captions") == store.path("tiny")
    with pytest.raises(ModelError, match=r"but translation is needed here\. Choose one of: other"):
        store.resolve("tiny", "translation")


def test_a_path_to_a_model_directory_is_taken_as_it_is(store: Store, tmp_path: Path) -> None:
    own = tmp_path / "own"
    shutil.copytree(store.path("tiny"), own)
    assert store.resolve(str(own), "whisper") == own
    (own / "model.bin").write_bytes(b"")
    with pytest.raises(ModelError, match=r"is not a whisper model: it has no model\.bin, or an empty one"):
        store.resolve(str(own), "whisper")


def test_an_unknown_name_names_the_nearest(store: Store) -> None:
    with pytest.raises(ModelError, match="Did you mean 'tiny'"):
        store.resolve("tinny", "whisper")


def test_the_cache_folder_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTLIGHTS_CACHE", str(tmp_path))
    assert default_store().root == tmp_path / "models"
    monkeypatch.delenv("FOOTLIGHTS_CACHE")
    assert default_store().root.parent.name == "footlights"
