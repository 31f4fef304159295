import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from models import lookup, manifest
from models.manifest import Manifest
from models.store import default_store

Run = Callable[..., tuple[int, str, str]]


def pretend_installed(model_id: str) -> Path:
    """Makes a model whose files have the right sizes, as far as `resolve` looks."""
    entry = lookup(model_id)
    folder = default_store().path(model_id)
    folder.mkdir(parents=True)
    for spec in entry.files:
        with (folder / spec.name).open("wb") as file:
            file.truncate(spec.size or 0)
    manifest.write(Manifest(id=model_id, source="a test", fetched=entry.files, files=entry.files), folder)
    return folder


def test_list_tells_size_licence_languages_and_state(run_footlights: Run) -> None:
    assert run_footlights("models", "list")[0] == 0
    pretend_installed("hibari")
    _, out, _ = run_footlights("models", "list")
    lines = out.splitlines()
    assert any("hibari" in line and "installed" in line and "Apache-2.0" in line for line in lines)
    assert any("nllb-600m" in line and "missing" in line and "NON-COMMERCIAL" in line for line in lines)
    assert any("qwen2.5-7b" in line and "unpinned" in line for line in lines)
    assert any("yue" in line for line in lines)


def test_path_of_what_is_here_and_the_remedy_for_what_is_not(run_footlights: Run) -> None:
    folder = pretend_installed("hibari")
    assert run_footlights("models", "path", "hibari") == (0, f"{folder}\n", "")
    status, out, err = run_footlights("models", "path", "whisper-base")
    assert (status, out) == (4, "")
    assert err == (
        "footlights: Model 'whisper-base' is not installed. "
        "Fetch it with: footlights models pull whisper-base\n"
    )


def test_an_unknown_id_is_refused_before_anything_is_pulled(run_footlights: Run) -> None:
    status, _, err = run_footlights("models", "pull", "hibari", "wisper-base")
    assert status == 4
    assert "Did you mean 'whisper-base'?" in err
    assert "fetching" not in err


def test_verify_reads_every_byte(run_footlights: Run) -> None:
    pretend_installed("hibari")
    status, out, err = run_footlights("models", "verify")
    assert status == 4
    assert out.startswith("hibari: damaged LICENSE has sha256") or "has sha256" in out
    assert err.endswith("Run: footlights models pull hibari\n")


def test_verify_of_nothing_says_where_to_look(run_footlights: Run) -> None:
    assert run_footlights("models", "verify")[2] == (
        "footlights: No model is installed. See what there is with: footlights models list\n"
    )


def test_need_answers_which_models_an_event_needs_and_which_are_missing(
    run_footlights: Run, tmp_path: Path
) -> None:
    config = tmp_path / "event.toml"
    config.write_text(
        '[rooms.main]\nmodel = "whisper-base"\n[[voices]]\nmodel = "hibari"\n[text]\nmodel = "nllb-600m"\n',
        encoding="utf-8",
    )
    pretend_installed("hibari")
    status, out, err = run_footlights("models", "need", str(config))
    assert status == 4
    assert [line.split()[0] for line in out.splitlines()[::2]] == ["whisper-base", "hibari", "nllb-600m"]
    assert err == (
        "footlights: 2 of 3 models are not here (781 MB). "
        "Run: footlights models pull whisper-base nllb-600m\n"
    )
    config.write_text('[voice]\nmodel = "hibari"\n', encoding="utf-8")
    assert run_footlights("models", "need", str(config))[0] == 0


@pytest.mark.parametrize(
    ("text", "default"),
    [
        ("[event]\nname = 'x'", ["whisper-base"]),
        ("[[rooms]]\n[[rooms]]\ntranslate_to = ['es']", ["whisper-base", "qwen2.5-coder-0.5b"]),
        ("[[rooms]]\nmodel = 'hibari'\n[[rooms]]\nsource = 'none'", []),
    ],
)
def test_need_names_the_models_of_an_event_that_names_none(
    run_footlights: Run, tmp_path: Path, text: str, default: list[str]
) -> None:
    config = tmp_path / "event.toml"
    config.write_text(text, encoding="utf-8")
    pretend_installed("hibari")
    status, out, err = run_footlights("models", "need", str(config))
    assert status == (4 if default else 0)
    for name in default:
        assert f"  {name}" in out
    assert err.endswith(f"Run: footlights models pull {' '.join(default)}\n") == bool(default)
    assert (f"so by default: {', '.join(default)}." in out) == bool(default)


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        ("model =", 4, "Cannot read"),
        ("model = 'nope'", 4, "Unknown model"),
    ],
)
def test_need_with_odd_configurations(
    run_footlights: Run, tmp_path: Path, text: str, status: int, said: str
) -> None:
    config = tmp_path / "event.toml"
    config.write_text(text, encoding="utf-8")
    found, out, err = run_footlights("models", "need", str(config))
    assert found == status
    assert said in out + err


def test_import_of_an_empty_folder_says_what_to_do(run_footlights: Run, tmp_path: Path) -> None:
    status, _, err = run_footlights("models", "import", str(tmp_path))
    assert status == 4
    assert "footlights models export DIR" in err


@pytest.mark.slow
def test_a_real_model_is_pulled_carried_to_an_offline_laptop_and_verified(
    run_footlights: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run_footlights("models", "pull", "whisper-tiny.en")[0] == 0
    assert run_footlights("models", "verify", "whisper-tiny.en") == (0, "whisper-tiny.en: good\n", "")
    assert run_footlights("models", "export", str(tmp_path / "stick"))[0] == 0
    shutil.rmtree(tmp_path / "cache")
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert run_footlights("models", "import", str(tmp_path / "stick"))[0] == 0
    assert run_footlights("models", "verify")[0] == 0
    status, _, err = run_footlights("models", "pull", "whisper-base")
    assert status == 4
    assert err.splitlines()[-1].endswith("carry the model over on a USB stick: footlights models import DIR")
