"""What `footlights live` says, in one line, about what cannot be, before it serves anything."""

import shutil
import socket
from pathlib import Path

import numpy as np
import pytest

from footlights import main
from live.errors import ConfigError, LogError, ServerError, SourceError
from models.errors import ModelError
from tests.live.audio.sounds import tone, write_picture, write_sound
from tests.speech import speech_clip

pytestmark = pytest.mark.model


@pytest.fixture
def refused(tmp_path, monkeypatch, capsys):
    """Runs the command to its refusal; returns its exit status and the one line that it said."""
    monkeypatch.setenv("FOOTLIGHTS_CACHE", str(tmp_path / "no models"))

    def run(*options: str | Path) -> tuple[int, str]:
        folder = tmp_path / "sessions"
        status = main([*map(str, ("live", "--port", "0", "--log-dir", folder, *options))])
        said = capsys.readouterr().err.splitlines()
        assert len(said) == 1
        assert not list(folder.glob("*/*.jsonl")), "a session was begun"
        return status, said[0]

    return run


@pytest.fixture
def talk(tmp_path) -> Path:
    return write_sound(tmp_path / "talk.wav", [tone(1.0, 16_000)], 16_000, codec="pcm_s16le", layout="mono")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("absent.wav", None, "No such file"),
        ("empty.wav", b"", "is empty"),
        ("notes.wav", b"Good morning.\n" * 100, "is not a sound or video file"),
    ],
)
def test_a_file_that_is_no_talk(refused, tmp_path, name, content, told):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    status, said = refused("--source", path)
    assert (status, told in said) == (SourceError.exit_code, True)


def test_a_video_without_a_sound_track(refused, tmp_path):
    status, said = refused("--source", write_picture(tmp_path / "slides.mp4"))
    assert status == SourceError.exit_code
    assert "slides.mp4" in said


def test_a_channel_that_the_file_has_not(refused, talk):
    status, said = refused("--source", talk, "--channel", "3")
    assert status == SourceError.exit_code
    assert "3" in said


def test_an_unknown_language(refused, talk):
    status, said = refused("--source", talk, "--lang", "zh-HK")
    assert status == ConfigError.exit_code
    assert said.startswith("footlights: --lang: Unknown language 'zh-HK'.")
    assert said.endswith("Did you mean 'zh-Hant-HK'?")


@pytest.mark.parametrize(
    "options", [("--source", "mic", "--fast"), ("--source", "rtsp://desk/1", "--loop", "5")]
)
def test_a_way_to_play_that_is_for_files_only(refused, options):
    status, said = refused(*options)
    assert status == ConfigError.exit_code
    assert "is for files" in said


def test_a_port_that_is_taken(refused, talk):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        status, said = refused("--source", talk, "--host", "127.0.0.1", "--port", str(port))
    assert status == ServerError.exit_code
    assert f"Port {port} is in use" in said


def test_a_log_folder_that_is_a_file(refused, talk, tmp_path):
    (tmp_path / "notes").touch()
    status, said = refused("--source", talk, "--log-dir", tmp_path / "notes")
    assert status == LogError.exit_code
    assert "is a file: name another with --log-dir" in said


def test_a_model_that_is_not_installed_is_not_looked_for_on_the_network(refused, talk):
    status, said = refused("--source", talk, "--model", "whisper-base")
    assert status == ModelError.exit_code
    assert said.endswith("Fetch it with: footlights models pull whisper-base")


def test_a_model_that_there_is_not(refused, talk):
    status, said = refused("--source", talk, "--model", "whisper-bse")
    assert status == ModelError.exit_code
    assert said.endswith("Did you mean 'whisper-base'?")


@pytest.fixture
def copied_model(whisper_tiny, tmp_path) -> Path:
    """A model that a test may damage."""
    return Path(shutil.copytree(whisper_tiny, tmp_path / "model"))


def cut_short(model: Path) -> None:
    with (model / "model.bin").open("r+b") as file:
        file.truncate(30_000_000)


def scramble(model: Path) -> None:
    (model / "model.bin").write_bytes(np.random.default_rng(1).bytes(1_000_000))


def lose_tokenizer(model: Path) -> None:
    """Faster-whisper would ask the hub for it."""
    (model / "tokenizer.json").unlink()


def spoil_tokenizer(model: Path) -> None:
    (model / "tokenizer.json").write_text("spoilt", encoding="utf-8")


@pytest.mark.parametrize("damage", [cut_short, scramble, lose_tokenizer, spoil_tokenizer])
def test_a_damaged_model(refused, copied_model, talk, damage):
    damage(copied_model)
    status, said = refused("--source", talk, "--model", copied_model)
    assert status == ModelError.exit_code
    assert str(copied_model) in said
    assert "footlights models verify" in said


def test_a_language_that_the_model_does_not_know(refused, whisper_tiny, talk):
    status, said = refused("--source", talk, "--model", whisper_tiny, "--lang", "fr")
    assert status == ConfigError.exit_code
    assert said.endswith("does not know the language 'fr'. It knows: en.")


def test_telephone_sound_in_two_channels_is_captioned(whisper_tiny, tmp_path, capsys):
    """8 kHz and stereo are no bad input; one channel can be silent."""
    import av

    clip = speech_clip("tt-weasels")
    with av.open(str(clip.path)) as container:
        left = np.concatenate([frame.to_ndarray().ravel() for frame in container.decode(audio=0)]) / 32768
    talk = write_sound(
        tmp_path / "call.wav",
        [left.astype(np.float32), np.zeros(len(left), np.float32)],
        8000,
        codec="pcm_s16le",
        layout="stereo",
    )
    options = ("--source", talk, "--channel", "1", "--fast", "--exit-at-end", "--port", "0")
    assert main([*map(str, ("live", "--model", whisper_tiny, "--log-dir", tmp_path, *options))]) == 0
    [log] = tmp_path.glob("main/*.jsonl")
    assert "phone system." in log.read_text(encoding="utf-8")
