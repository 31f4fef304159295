"""`footlights config check`."""

import pytest

from footlights import main

GOOD = '[event]\nname = "Symposium"\n[[rooms]]\nname = "hall"\n'


@pytest.fixture
def checked(tmp_path, capsys):
    """Checks a file with these lines: exit status, standard output, lines on standard error."""

    def check(text: str) -> tuple[int, str, list[str]]:
        file = tmp_path / "event.toml"
        file.write_text(text, encoding="utf-8")
        status = main(["config", "check", str(file)])
        told = capsys.readouterr()
        return status, told.out, told.err.splitlines()

    return check


def test_a_good_file_is_told_so(checked):
    status, out, wrong = checked(GOOD)
    assert (status, wrong) == (0, [])
    assert "is good: Symposium; rooms: hall; talks: 0." in out


def test_each_mistake_has_its_own_line_with_the_file_and_the_place(checked):
    status, _, wrong = checked(GOOD + 'langages = ["en"]\n[server]\nport = 99999\n')
    assert status == 2
    assert [line.partition("event.toml: ")[2].split(". ")[0] for line in wrong] == [
        "server.port: should be less than or equal to 65535, not 99999.",
        "unknown key 'rooms.0.langages'",
    ]


def test_what_is_no_toml_is_told_with_its_line(checked):
    status, _, wrong = checked("[event]\nname = Symposium\n")
    assert status == 2
    assert "line 2" in wrong[0]
