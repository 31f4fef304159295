from pathlib import Path

import pytest

import lock

REQUIREMENTS = sorted(lock.FOLDER.glob("*.txt"))


@pytest.mark.parametrize("file", REQUIREMENTS, ids=lambda file: file.name)
def test_requirement_files_are_hashed_and_name_no_place(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    pinned = [line for line in text.splitlines() if line[:1].isalpha()]

    assert lock.FOREIGN.search(text) is None
    assert all("==" in line and line.endswith("\\") for line in pinned)
    assert text.count("--hash=sha256:") >= len(pinned)


@pytest.mark.parametrize(
    "text",
    [
        "# from https://example.org/simple",
        "--extra-index-url x",
        "-r /home/me/base.txt",
        "# C:\\work\\base.txt",
    ],
)
def test_addresses_and_machine_paths_are_found(text: str) -> None:
    assert lock.FOREIGN.search(text)


def test_every_group_of_the_project_has_a_file() -> None:
    groups = lock.requirement_groups((lock.ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert {file.stem for file in REQUIREMENTS} == set(groups)
