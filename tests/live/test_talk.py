"""Real speech through the real `footlights live`, as a screen and a technician see it."""

import signal
import sys
from contextlib import suppress

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from live.archive.log import read, sessions
from live.archive.transcript import FORMATS
from models.errors import ModelError
from tests.live.running import (
    Screen,
    assert_is_srt,
    footlights_live,
    plain_words,
    word_error_rate,
)
from tests.speech import FOREIGN_WORDS, foreign_clip, speech_clip

pytestmark = pytest.mark.model

WELCOME = (
    "Good morning, and welcome to all 500 of you. Today we hear twelve speakers from nine banks. "
    "The first session begins at ten o'clock. Please enjoy your day in Hong Kong."
)


def ended(screen: Screen) -> bool:
    return screen.state == "ended"


@pytest.mark.slow
async def test_a_talk_reaches_a_screen_with_every_word_once(whisper_tiny, tmp_path):
    """The first words are not clipped, the last are flushed, and the process ends by itself with 0."""
    clip = speech_clip("demo-moreinfo")
    async with footlights_live(whisper_tiny, tmp_path, "--source", clip.path, "--exit-at-end") as live:
        screen = Screen()
        await screen.read(live.port, until=ended)
        assert await live.end() == 0
    assert plain_words(screen.text)[:3] == ["asterisk", "is", "an"]
    assert plain_words(screen.text)[-2:] == ["asterisk", "org"]
    assert word_error_rate(clip.text, screen.text) < 0.25
    assert all(line["final"] and not line["interim"] for line in screen.lines.values())
    [log] = sessions(tmp_path / "sessions")
    assert_is_srt(FORMATS["srt"](read(log).transcript()))
    assert "words in" in live.output


async def test_a_file_is_recognised_faster_than_it_was_spoken_and_stays_to_be_read(whisper_tiny, tmp_path):
    clip = speech_clip("demo-congrats")
    async with footlights_live(whisper_tiny, tmp_path, "--source", clip.path, "--fast") as live:
        screen = Screen()
        await screen.read(live.port, until=ended)
        assert word_error_rate(clip.text, screen.text) < 0.15
        assert plain_words(screen.text)[-3:] == ["a", "standard", "telephone"]
        assert_is_srt(live.get("/transcript.srt"))
        assert live.get("/transcript.txt").split() == screen.text.split()
        live.process.send_signal(signal.SIGTERM)
        assert await live.end() == 0


async def test_the_demo_voice_is_understood_with_names_and_numbers(whisper_base, tmp_path):
    from avatar.say import say  # loads the voice's library

    text = tmp_path / "talk.txt"
    text.write_text(WELCOME, encoding="utf-8")
    try:
        say(text, tmp_path / "talk.wav")
    except ModelError as error:
        pytest.skip(str(error))
    options = ("--source", tmp_path / "talk.wav", "--fast", "--exit-at-end", "--terms", "Hong Kong")
    async with footlights_live(whisper_base, tmp_path, *options) as live:
        assert await live.end() == 0
    [log] = sessions(tmp_path / "sessions")
    said = " ".join(line.text for line in read(log).transcript())
    assert word_error_rate(WELCOME, said) < 0.15
    assert plain_words(said)[:2] == ["good", "morning"]
    assert plain_words(said)[-2:] == ["hong", "kong"]


@pytest.mark.parametrize("lang", ["es", "fr"])
async def test_the_language_is_detected_among_the_events(whisper_base, tmp_path, lang):
    clip = foreign_clip(lang)
    options = ("--source", clip, "--fast", "--exit-at-end", "--lang", "en,es,fr")
    async with footlights_live(whisper_base, tmp_path, *options) as live:
        assert await live.end() == 0
    [log] = sessions(tmp_path / "sessions")
    record = read(log)
    assert set(record.languages) == {lang}
    said = plain_words(" ".join(line.text for line in record.transcript()))
    assert set(FOREIGN_WORDS[lang]) <= set(said)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signals to a process")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_request_to_end_closes_the_session_with_its_last_words(whisper_tiny, tmp_path, number):
    clip = speech_clip("demo-moreinfo")
    async with footlights_live(whisper_tiny, tmp_path, "--source", clip.path) as live:
        screen = Screen()
        await screen.read(live.port, until=lambda screen: "open" in screen.text)
        live.process.send_signal(number)
        assert await live.end() == 0
    [log] = sessions(tmp_path / "sessions")
    record = read(log)
    assert record.state.state == "ended"
    assert all(line.final for line in record.transcript())
    assert " ".join(line.text for line in record.transcript()).startswith(screen.text)


async def test_a_second_footlights_does_not_touch_the_session_of_the_first(whisper_tiny, tmp_path):
    clip = speech_clip("demo-moreinfo")
    async with footlights_live(whisper_tiny, tmp_path, "--source", clip.path):
        [log] = sessions(tmp_path / "sessions")
        before = log.read_bytes()
        with pytest.raises(AssertionError, match="is being captioned by another Footlights"):
            async with footlights_live(whisper_tiny, tmp_path, "--source", clip.path):
                pass
        assert log.read_bytes().startswith(before)
        assert b"10000" not in log.read_bytes()[len(before) :]


async def send_until_closed(socket: ClientConnection, message: str, *, times: int = 1) -> None:
    """Send a message again and again, and read until the server has had enough."""
    with suppress(ConnectionClosed):
        for _ in range(times):
            await socket.send(message)
        async for _ in socket:
            pass
    assert socket.close_code in {1008, 1009}


async def test_hostile_screens_do_not_disturb_a_talk(whisper_tiny, tmp_path):
    """One sends rubbish, one 10 MB, one a thousand messages at once; the talk goes on for a good one."""
    clip = speech_clip("demo-moreinfo")
    async with footlights_live(whisper_tiny, tmp_path, "--source", clip.path) as live:
        address = f"ws://127.0.0.1:{live.port}/captions?room=main"
        async with connect(address) as rubbish, connect(address) as huge, connect(address) as flood:
            await rubbish.send(b"\x00\xff")
            await rubbish.send('{"type": "ping", "t": "now"}')
            await send_until_closed(huge, "x" * 10_000_000)
            await send_until_closed(flood, '{"type":"ping","t":1}', times=1000)
            screen = Screen()
            await screen.read(live.port, until=lambda screen: "platform" in screen.text)
        assert live.output.count("Traceback") == 0
