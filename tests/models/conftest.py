from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.models.tiny import CONFIG, MODEL, HubServer


@pytest.fixture
def hub() -> Iterator[HubServer]:
    server = HubServer("someone/tiny", {"model.bin": MODEL, "config.json": CONFIG, "README.md": b"hello"})
    yield server
    server.close()


@pytest.fixture
def run_footlights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Runs the command line with an empty cache: (exit status, stdout, stderr)."""
    from footlights import main

    monkeypatch.setenv("FOOTLIGHTS_CACHE", str(tmp_path / "cache"))

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(arguments)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run
