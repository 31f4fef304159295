"""What the command's options ask for."""

from argparse import Namespace
from pathlib import Path

import pytest

from avatar import start
from avatar.errors import ScriptError

EVENT = """
[event]
name = "Harbour Symposium"
[[rooms]]
source = "none"
[[programme]]
title = "Opening"
start = 2026-03-12T09:30:00
end = 2026-03-12T10:00:00
"""


def options(**given: object) -> Namespace:
    missing = dict.fromkeys(("documents", "event", "config"))
    said = {
        "team": "",
        "verifier": "none",
        "host": "",
        "port": 0,
        "languages": "en",
        "question_log": Path("q"),
    }
    return Namespace(**missing | said | given)


def test_the_programme_of_the_events_file_is_looked_up(tmp_path: Path) -> None:
    event = tmp_path / "event.toml"
    event.write_text(EVENT, encoding="utf-8")
    found = start._sources(options(documents=tmp_path, event=event))

    assert found.programme is not None
    assert [slot.title for slot in found.programme.slots] == ["Opening"]
    assert start._sources(options(documents=tmp_path)).programme is None


def test_an_event_without_documents_is_told() -> None:
    with pytest.raises(ScriptError, match="--documents FOLDER"):
        start._options(options(event=Path("event.toml")), None, print)


def test_avatars_are_looked_for_beside_the_avatars_file(tmp_path: Path) -> None:
    assert start._options(options(config=tmp_path / "chat.toml"), None, print).models == tmp_path
