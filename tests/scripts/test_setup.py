import subprocess
import sys
from pathlib import Path

import pytest

from _lock import locked
from _setup import ROOT, Environment, SetupError, check_python


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """The environment of a folder that looks like a checkout; nothing in it is run."""
    root = tmp_path / "a folder with spaces"
    (root / "requirements").mkdir(parents=True)
    for name in ("build", "base", "test"):
        (root / "requirements" / f"{name}.txt").write_text(f"{name}==1.0\n", encoding="utf-8")
    (root / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    environment = Environment(root)
    environment.python.parent.mkdir(parents=True)
    environment.python.touch()
    return environment


@pytest.fixture
def installed(environment: Environment) -> Environment:
    """The same after a set-up with `base`."""
    environment.remember(environment.missing(["base"]))
    return environment


def test_everything_is_missing_at_first(environment: Environment) -> None:
    assert set(environment.missing(["base"])) == {"project", "build", "base"}


def test_nothing_is_missing_once_it_is_installed(installed: Environment) -> None:
    assert installed.missing(["base"]) == {}


def test_only_what_is_new_is_missing(installed: Environment) -> None:
    (installed.root / "requirements" / "base.txt").write_text("base==2.0\n", encoding="utf-8")

    assert set(installed.missing(["base", "test"])) == {"base", "test"}


def test_what_was_installed_before_is_still_remembered(installed: Environment) -> None:
    installed.remember(installed.missing(["test"]))

    assert installed.missing(["base", "test"]) == {}


def test_a_project_that_was_moved_is_installed_anew(installed: Environment) -> None:
    moved = Environment(installed.root.rename(installed.root.with_name("moved")))

    assert set(moved.missing(["base"])) == {"project"}


def test_a_stamp_without_its_python_counts_for_nothing(installed: Environment) -> None:
    installed.python.unlink()

    assert set(installed.missing(["base"])) == {"project", "build", "base"}


def test_a_damaged_stamp_counts_for_nothing(installed: Environment) -> None:
    (installed.folder / "footlights-setup.json").write_text("{", encoding="utf-8")

    assert set(installed.missing(["base"])) == {"project", "build", "base"}


def test_unknown_requirements_are_refused_with_the_known_ones(environment: Environment) -> None:
    with pytest.raises(SetupError, match=r"named 'gpu'\. Known: base, build, test"):
        environment.missing(["gpu"])


def test_an_old_python_is_refused_with_what_to_do() -> None:
    with pytest.raises(SetupError, match=r"Python 3\.9, and Footlights needs 3\.11 or newer"):
        check_python(3, 9)


@pytest.mark.slow
def test_a_second_set_up_waits_for_the_first(tmp_path: Path) -> None:
    """The other process prints, once it holds the lock, what the first wrote under it."""
    lock, note = tmp_path / "lock", tmp_path / "note"
    other = (
        "import sys; from pathlib import Path; from _lock import locked\n"
        "with locked(Path(sys.argv[1])): print(Path(sys.argv[2]).read_text(), flush=True)"
    )
    with locked(lock):
        waiting = subprocess.Popen(
            [sys.executable, "-c", other, str(lock), str(note)],
            cwd=ROOT / "scripts",
            stdout=subprocess.PIPE,
            text=True,
        )
        assert waiting.stdout is not None
        assert "waiting for it" in waiting.stdout.readline()
        note.write_text("first is done", encoding="utf-8")
    said, _ = waiting.communicate(timeout=60)

    assert said.strip() == "first is done"
