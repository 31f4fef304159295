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


@pytest.mark.slow
def test_only_the_commands_package_is_loaded() -> None:
    """In a process of its own, so that other tests' imports do not count."""
    import subprocess
    import sys

    code = (
        "import sys, footlights; footlights.main(['models', 'list'])\n"
        "print([name for name in ('live', 'ctranslate2', 'huggingface_hub', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
