from pathlib import Path

import pytest

from models import ModelError, manifest
from models.carry import export_model, exported_models, import_model
from models.install import Installer
from models.progress import Silent
from models.store import Store
from tests.models.test_install import FakeSource
from tests.models.tiny import MODEL, a_store, an_entry, spec_of


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A stick with an exported model."""
    online = a_store(tmp_path / "online")
    Installer(online, Silent(), lambda _: [FakeSource()]).pull("tiny")
    export_model(online, "tiny", tmp_path / "stick", Silent())
    return tmp_path / "stick"


@pytest.fixture
def offline(tmp_path: Path) -> Store:
    return a_store(tmp_path / "offline")


def test_a_model_travels_whole(stick: Path, offline: Store) -> None:
    assert [import_model(offline, folder, Silent()) for folder in exported_models(stick)] == ["tiny"]
    assert offline.verify(an_entry()).name == "installed"
    assert not (stick / ".partial" / "tiny").exists()


def test_damage_on_the_stick_is_found_and_nothing_is_installed(stick: Path, offline: Store) -> None:
    (stick / "tiny" / "model.bin").write_bytes(MODEL[:-1] + b"x")
    with pytest.raises(ModelError, match=r"model\.bin' was not copied: model\.bin has sha256"):
        import_model(offline, stick / "tiny", Silent())
    assert offline.state(an_entry()).name == "missing"


def test_a_missing_file_on_the_stick_is_named(stick: Path, offline: Store) -> None:
    (stick / "tiny" / "config.json").unlink()
    with pytest.raises(ModelError, match=r"config\.json' is missing"):
        import_model(offline, stick / "tiny", Silent())


def test_a_second_export_repairs_the_stick(stick: Path, tmp_path: Path) -> None:
    (stick / "tiny" / "model.bin").write_bytes(b"short")
    export_model(a_store(tmp_path / "online"), "tiny", stick, Silent())
    assert (stick / "tiny" / "model.bin").read_bytes() == MODEL


def test_another_version_than_the_catalogues_is_refused(stick: Path, tmp_path: Path) -> None:
    newer = a_store(tmp_path / "new", an_entry(files=(spec_of("model.bin", b"new"),)))
    with pytest.raises(ModelError, match="is another version"):
        import_model(newer, stick / "tiny", Silent())


def test_a_model_the_catalogue_does_not_know_is_refused(stick: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="Unknown model 'tiny'"):
        import_model(a_store(tmp_path / "x", an_entry(id="else")), stick / "tiny", Silent())


def test_what_is_not_installed_cannot_be_exported(offline: Store, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"it is missing\. .*footlights models pull tiny"):
        export_model(offline, "tiny", tmp_path / "s", Silent())


def test_a_folder_without_models_says_how_to_make_one(tmp_path: Path, offline: Store) -> None:
    with pytest.raises(ModelError, match="has no exported models"):
        exported_models(tmp_path / "nowhere")
    with pytest.raises(ModelError, match=f"has no {manifest.NAME}"):
        import_model(offline, tmp_path, Silent())
