"""An event's configuration, and what is told when it is wrong."""

import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel

from live.config import Config, Secret, load_config, mistakes, validate
from live.config.mistakes import sections_in
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
    assert "Did you mean 'rooms'?" in wrong("[room]")
    assert "unknown key 'sinks.zoom.0.languge'" in wrong('[[sinks.zoom]]\nurl = "env:ZOOM"\nlanguge = "en"')
    assert "Did you mean 'title'?" in wrong(
        '[[programme]]\ntitle = "a"\nstart = 2025-10-31T09:00:00\nend = 2025-10-31T10:00:00\n'
        'speakers = [{ name = "b", tittle = "c" }]'
    )


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


def sections(model: type[BaseModel], place: str = "") -> dict[str, type[BaseModel]]:
    """The sections of the configuration, however deep, by their heading in TOML."""
    found = {}
    for name, section in sections_in(model).items():
        several = "tuple" in str(model.model_fields[name].annotation)
        found[f"[[{place}{name}]]" if several else f"[{place}{name}]"] = section
        found |= sections(section, f"{place}{name}.")
    return found


@pytest.mark.parametrize(("heading", "section"), sections(Config).items())
def test_every_field_is_described_here_and_in_the_documentation(heading, section):
    text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    part = text.partition(f"## `{heading}`")[2].partition("\n## ")[0]
    for name, field in section.model_fields.items():
        if heading == "[sinks]":  # its keys are sections, each with a heading of its own
            continue
        assert field.description, f"{heading} {name} has no description"
        assert f"| `{name}` |" in part, f"docs/configuration.md lacks {heading} {name}"
        assert field.description in part, (
            f"docs/configuration.md does not describe {heading} {name} as the code does"
        )


def test_every_mistake_is_told_with_its_place_not_only_the_first():
    text = """
    [server]
    port = -1
    [[rooms]]
    langages = ["en"]
    [[programme]]
    title = "Opening"
    """
    assert [told.split(": ")[1] for told in mistakes(tomllib.loads(text), "event.toml")] == [
        "server.port",
        "unknown key 'rooms.0.langages'. Known here",
        "programme.0",
        "programme.0",
    ]


TALK = '[[programme]]\ntitle = "{}"\nroom = "{}"\nstart = 2025-10-31T{}:00\nend = 2025-10-31T{}:00\n'


def test_talks_that_overlap_in_a_room_are_refused_wherever_they_stand_in_the_file():
    later, earlier = TALK.format("B", "main", "10:00", "11:00"), TALK.format("A", "main", "09:00", "10:01")
    assert "'B' begins at 10:00, but 'A' in the same room 'main' ends at 10:01." in wrong(later + earlier)
    assert "overlap" not in str(validate(tomllib.loads(TALK.format("A", "main", "09:00", "10:00")), "e"))


def test_talks_may_run_beside_each_other_in_two_rooms_and_follow_at_once_in_one():
    rooms = '[[rooms]]\nname = "hall"\n[[rooms]]\nname = "annex"\n'
    talks = [
        ("A", "hall", "09:00", "10:00"),
        ("B", "annex", "09:30", "10:30"),
        ("C", "hall", "10:00", "11:00"),
    ]
    content = rooms + "".join(TALK.format(*talk) for talk in talks)
    assert len(validate(tomllib.loads(content), "event.toml").programme) == 3


def test_a_room_that_is_not_there_is_refused_with_the_one_that_was_meant():
    told = wrong('[[rooms]]\nname = "hall"\n' + TALK.format("A", "hal", "09:00", "10:00"))
    assert told.endswith("programme.0.room: Unknown room 'hal'. Rooms: hall. Did you mean 'hall'?")


def test_a_talk_ends_after_it_starts():
    assert "ends at 09:00, before it starts at 10:00" in wrong(TALK.format("A", "main", "10:00", "09:00"))


def test_a_sink_takes_a_language_that_its_room_has():
    told = wrong('[[sinks.zoom]]\nurl = "env:ZOOM"\nlanguage = "es"')
    assert "sinks.zoom.0.language: room 'main' has no 'es'. It has: en." in told


def test_a_secret_in_the_file_is_refused_and_not_repeated():
    told = wrong('[[sinks.zoom]]\nurl = "https://wmcc.zoom.example/closedcaption?id=1&signature=s3cr3t"')
    assert "a secret does not belong in this file" in told
    assert "s3cr3t" not in told


def test_a_secret_is_read_when_it_is_needed_and_never_shown(tmp_path, monkeypatch):
    file = tmp_path / "zoom.txt"
    secret = Secret.parse(f"file:{file}")
    with pytest.raises(ConfigError, match="is missing or empty"):
        secret.read()
    file.write_text("https://zoom.example/s3cr3t\n", encoding="utf-8")
    assert secret.read().get_secret_value() == "https://zoom.example/s3cr3t"
    assert "s3cr3t" not in f"{secret} {secret!r} {secret.read()!r}"
    monkeypatch.setenv("ZOOM", "s3cr3t")
    assert Secret.parse("env:ZOOM").read().get_secret_value() == "s3cr3t"


def test_colours_that_cannot_be_read_together_are_refused():
    colours = '[branding]\nbackground = "#ffffff"\ntext = "{}"\naccent = "{}"'
    assert "text #cccccc on background #ffffff has a contrast of 1.6:1" in wrong(
        colours.format("#cccccc", "#000000")
    )
    assert "accent #ff9900 on background" in wrong(colours.format("#000000", "#ff9900"))
    assert "give all three or none" in wrong('[branding]\naccent = "#000000"')
    assert "is no colour" in wrong('[branding]\naccent = "blue"')


def test_a_certificate_needs_its_key():
    assert "belong together" in wrong('[server]\ntls_certificate = "server.pem"')


@pytest.mark.parametrize("path", sorted((ROOT / "configs").glob("*.toml")), ids=lambda path: path.name)
def test_an_event_survives_being_written_down(path):
    """The command line does that to lay its options over it, a rehearsal to hand it to another process."""
    config = load_config(path)
    assert validate(config.model_dump(exclude_unset=True), "again") == config
    assert Config.model_validate_json(config.model_dump_json()) == config
