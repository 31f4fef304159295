"""`[booth]`: checked, tolerated by the captions, and described in docs/booth.md."""

from pathlib import Path

import pytest

from booth.config import BoothConfig, load_booth
from live.config import load_config
from live.errors import ConfigError

DOCS = Path("docs/booth.md")


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "event.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_booth_and_captions_read_the_same_file(tmp_path: Path) -> None:
    path = written(tmp_path, '[event]\nname = "Symposium"\n[booth]\nport = 9000\n[[rooms]]\nname = "main"\n')
    event, booth = load_booth(path)
    assert (event.name, booth.port) == ("Symposium", 9000)
    assert load_config(path).event.name == "Symposium"


def test_unknown_key_is_refused_with_the_nearest_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="Did you mean 'keep_days'"):
        load_booth(written(tmp_path, "[booth]\nkeep_day = 3\n"))


@pytest.mark.parametrize("camera", ["browser", "v4l2", "v4l2:1", "gphoto2", "folder:pictures"])
def test_cameras_are_known(camera: str) -> None:
    assert BoothConfig(camera=camera).camera == camera


@pytest.mark.parametrize("camera", ["webcam", "v4l2:front", "folder:", "browser:1"])
def test_other_cameras_are_refused(tmp_path: Path, camera: str) -> None:
    with pytest.raises(ConfigError, match="is no camera"):
        load_booth(written(tmp_path, f'[booth]\ncamera = "{camera}"\n'))


@pytest.mark.parametrize("name", BoothConfig.model_fields)
def test_every_key_is_described(name: str) -> None:
    row = next(
        (line for line in DOCS.read_text(encoding="utf-8").splitlines() if f"| `{name}` |" in line), ""
    )
    assert BoothConfig.model_fields[name].description in row
