import pytest

import footlights


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        footlights.main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("footlights ")


def test_an_error_of_the_user_is_one_line_with_its_exit_status(capsys: pytest.CaptureFixture[str]) -> None:
    assert footlights.main(["models", "path", "qqqq"]) == 4
    said = capsys.readouterr()
    assert said.err.startswith("footlights: Unknown model 'qqqq'. Known: ")
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("command", footlights.COMMANDS)
def test_every_command_of_the_help_has_its_own(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        footlights.main([command, "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: footlights {command} ")


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (["--help"], {"avatar", "booth", "live", "translate"}),
        (["models", "list"], {"live", "ctranslate2", "huggingface_hub", "numpy"}),
        (["live", "--help"], {"av", "ctranslate2", "faster_whisper", "numpy", "websockets"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
@pytest.mark.slow
def test_what_a_command_does_not_need_is_not_loaded(arguments: list[str], unwanted: set[str]) -> None:
    """In a process of its own, so that other tests' imports do not count."""
    import subprocess
    import sys

    code = f"""
import sys, footlights
try:
    footlights.main({arguments})
except SystemExit:
    pass
print(sys.modules.keys() & {unwanted})
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", errors="replace", check=True
    )
    assert done.stdout.splitlines()[-1] == "set()"
