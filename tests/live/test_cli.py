"""The options of `footlights live`."""

import argparse

import pytest

from live.cli import add_commands, settings
from live.config import Config
from live.errors import ConfigError


def parse(*options: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())
    return parser.parse_args(["live", *options])


def test_without_options_the_microphone_is_captioned_in_english_for_everyone():
    assert settings(parse()) == Config()


def test_options_go_to_their_settings():
    config = settings(
        parse(
            *("--source", "talk.wav", "--channel", "2", "--lang", "en, zh,yue", "--model", "whisper-small"),
            *(
                "--terms",
                "GenA.I., Wong Tai Sin",
                "--host",
                "127.0.0.1",
                "--port",
                "9000",
                "--log-dir",
                "logs",
            ),
        )
    )
    room = config.rooms[0]
    assert (room.source, room.channel, room.model) == ("talk.wav", 2, "whisper-small")
    assert room.languages == ("en", "zh", "yue")
    assert room.terms == ("GenA.I.", "Wong Tai Sin")
    assert (config.server.host, config.server.port, str(config.log.folder)) == ("127.0.0.1", 9000, "logs")


def test_options_override_the_events_file_and_leave_the_rest(tmp_path):
    file = tmp_path / "event.toml"
    file.write_text(
        '[server]\nport = 8001\n[[rooms]]\nname = "hall"\nsource = "mic:desk"\n', encoding="utf-8"
    )
    config = settings(parse("--config", str(file), "--source", "rehearsal.wav"))
    assert (config.rooms[0].name, config.rooms[0].source) == ("hall", "rehearsal.wav")
    assert config.server.port == 8001


def test_an_option_of_one_room_is_refused_where_there_are_several(tmp_path):
    file = tmp_path / "event.toml"
    file.write_text('[[rooms]]\nname = "a"\n[[rooms]]\nname = "b"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"^--source, --lang: .*several rooms"):
        settings(parse("--config", str(file), "--source", "mic", "--lang", "en"))


def test_a_wrong_value_is_told_by_the_name_of_its_option():
    with pytest.raises(ConfigError, match=r"^--port: should be less than or equal to 65535, not 99999\.$"):
        settings(parse("--port", "99999"))
    with pytest.raises(ConfigError, match=r"^--lang: Unknown language 'xx'"):
        settings(parse("--lang", "xx"))


def test_real_time_and_as_fast_as_possible_exclude_each_other(capsys):
    with pytest.raises(SystemExit):
        parse("--fast", "--realtime")
    assert "not allowed with" in capsys.readouterr().err
