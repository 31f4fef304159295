"""An event's configuration, and what is told when it is wrong."""

import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel

from live.config import Config, load_config, validate
from live.errors import ConfigError

ROOT = Path(__file__).parents[2]


def wrong(text: str) -> str:
    """What is told about a file with these lines."""
    with pytest.raises(ConfigError) as caught:
        validate(tomllib.loads(text), "event.toml")
    return str(caught.value)


def test_an_empty_file_is_one_room_with_the_microphone_in_english():
    config = validate({}, "event.toml")
    assert [(room.name, room.source, room.languages) for room in config.rooms] == [("main", "mic", ("en",))]


def test_an_unknown_key_is_refused_with_its_place_and_the_nearest_known_one():
    assert "event.toml: unknown key 'server.prot'" in wrong("[server]\nprot = 1")
    assert "Did you mean 'port'?" in wrong("[server]\nprot = 1")
    assert "unknown key 'rooms.1.langages'" in wrong('[[rooms]]\n[[rooms]]\nname = "b"\nlangages = ["en"]')
    assert "Known here: event, server, log, rooms. Did you mean 'rooms'?" in wrong("[room]")


def test_an_unknown_language_is_refused_with_the_one_that_was_meant():
    told = wrong('[[rooms]]\nlanguages = ["en", "zh-HK"]')
    assert told.startswith("event.toml: rooms.0.languages.1: Unknown language 'zh-HK'.")
    assert told.endswith("Did you mean 'zh-Hant-HK'?")


def test_a_language_is_understood_however_it_is_written():
    config = validate({"rooms": [{"languages": ["EN", "zh_hans"]}]}, "event.toml")
    assert config.rooms[0].languages == ("en", "zh-Hans")


def test_a_wrong_value_is_told_once_with_its_place():
    """The list of rooms is not also called too short when one of its rooms is wrong."""
    assert wrong("[[rooms]]\nthreads = 0") == (
        "event.toml: rooms.0.threads: should be greater than or equal to 1, not 0."
    )


def test_a_value_from_the_command_line_is_told_by_its_option():
    with pytest.raises(ConfigError, match=r"^--port: should be less than or equal to 65535, not 99999\.$"):
        validate({"server": {"port": 99999}}, "command line", {"port": "--port"})


def test_rooms_have_different_names_that_can_be_folders():
    assert "room names must differ: main" in wrong("[[rooms]]\n[[rooms]]")
    assert "Room name '../etc' cannot be used" in wrong('[[rooms]]\nname = "../etc"')


def test_a_file_that_is_not_there_or_not_toml_is_told(tmp_path):
    with pytest.raises(ConfigError, match="There is no configuration"):
        load_config(tmp_path / "event.toml")
    broken = tmp_path / "broken.toml"
    broken.write_text("[server", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"Cannot read the configuration .*broken\.toml"):
        load_config(broken)


@pytest.mark.parametrize("path", sorted((ROOT / "configs").glob("*.toml")), ids=lambda path: path.name)
def test_the_sample_events_are_valid(path):
    assert load_config(path).event.name


def sections(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """The sections of the configuration, by their heading in TOML."""
    found = {}
    for name, field in model.model_fields.items():
        several = getattr(field.annotation, "__args__", ())
        found[f"[[{name}]]" if several else f"[{name}]"] = several[0] if several else field.annotation
    return found


@pytest.mark.parametrize(("heading", "section"), sections(Config).items())
def test_every_field_is_described_here_and_in_the_documentation(heading, section):
    text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    part = text.partition(f"## `{heading}`")[2].partition("\n## ")[0]
    for name, field in section.model_fields.items():
        assert field.description, f"{heading} {name} has no description"
        assert f"| `{name}` |" in part, f"docs/configuration.md lacks {heading} {name}"
        assert field.description in part, (
            f"docs/configuration.md does not describe {heading} {name} as the code does"
        )
