from pathlib import Path

import pytest

from models import ModelError, manifest
from models.catalogue import FileSpec
from models.manifest import Manifest
from tests.models.tiny import CONFIG, MODEL, an_entry, spec_of

FILES = (spec_of("model.bin", MODEL), spec_of("config.json", CONFIG))
WHOLE = Manifest(id="tiny", source="a test", fetched=FILES, files=FILES)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    manifest.write(WHOLE, tmp_path)
    assert manifest.read(tmp_path) == WHOLE
    assert WHOLE.size_bytes == len(MODEL) + len(CONFIG)


def test_no_manifest_is_none_and_a_broken_one_an_error(tmp_path: Path) -> None:
    assert manifest.read(tmp_path / "nowhere") is None
    (tmp_path / manifest.NAME).write_text('{"id": "tiny"}', encoding="utf-8")
    with pytest.raises(ModelError, match="cannot be read"):
        manifest.read(tmp_path)


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "C:\\x", "c:x", "a\\b", ""])
def test_a_file_name_cannot_leave_the_folder(name: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="Refused"):
        manifest.safe_name(name)
    evil = Manifest(id="tiny", source="", fetched=(), files=(FileSpec(name=name, size=1, sha256="0"),))
    manifest.write(evil, tmp_path)
    with pytest.raises(ModelError, match="Refused"):
        manifest.read(tmp_path)


def test_another_version_than_the_catalogues_is_noticed() -> None:
    assert WHOLE.differs_from(an_entry()) is None
    newer = an_entry(files=(spec_of("model.bin", b"new"),))
    assert WHOLE.differs_from(newer) == "its model.bin is another version"
    assert WHOLE.differs_from(an_entry(files=(FileSpec(name="x"),))) == "it has no x"
