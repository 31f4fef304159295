"""Which files of the event's folder are given as avatars: those that are some, and nothing else."""

from pathlib import Path

import pytest

from avatar.errors import ScriptError
from avatar.models_folder import ModelsFolder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    event = tmp_path / "event"
    event.mkdir()
    (event / "mei.vrm").write_bytes(b"glTF....")
    (event / "chat.toml").write_text("title = 'secret'", encoding="utf-8")
    (event / "fake.glb").write_text("no avatar", encoding="utf-8")
    (tmp_path / "outside.glb").write_bytes(b"glTF....")
    return event


def test_an_avatar_of_the_event_is_given(folder: Path) -> None:
    given = ModelsFolder(folder).get("mei.vrm")
    assert given.status_code == 200
    assert given.headers["content-type"] == "model/gltf-binary"
    assert given.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "name",
    ["chat.toml", "../outside.glb", "..\\outside.glb", ".hidden.glb", "no.glb", "", "a/b.glb", "mei.vrm\0"],
)
def test_nothing_else_of_the_folder_is_given(folder: Path, name: str) -> None:
    assert ModelsFolder(folder).get(name).status_code == 404
    assert ModelsFolder(None).get(name).status_code == 404


def test_a_link_leads_nowhere_else(folder: Path) -> None:
    try:
        (folder / "link.glb").symlink_to(folder.parent / "outside.glb")
    except OSError:
        pytest.skip("Links may not be made here: on Windows, developer mode allows them.")
    assert ModelsFolder(folder).get("link.glb").status_code == 404


def test_what_is_no_avatar_or_too_large_is_told(folder: Path) -> None:
    assert ModelsFolder(folder).get("fake.glb").status_code == 415
    with pytest.raises(ScriptError, match="no GLB or VRM"):
        ModelsFolder(folder).check("fake.glb")
    with pytest.raises(ScriptError, match=r"There is no avatar 'no\.glb'"):
        ModelsFolder(folder).check("no.glb")
    with pytest.raises(ScriptError, match="at most"):
        ModelsFolder(folder, largest_bytes=4).check("mei.vrm")
