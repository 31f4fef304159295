"""A standby: its log of what it follows, and whose turn it is."""

import asyncio
import json
import socket

import pytest

from live.archive.log import read, sessions
from live.archive.recording_parts import parts
from live.archive.session import find_unfinished, resume_session
from live.config import LogConfig, validate
from live.errors import ConsoleError
from live.events import Retraction, StateChange
from live.operator.client import operating
from live.operator.token import read_access
from live.serving.server import CaptionServer
from live.standby.follower import Standby, Watch
from live.standby.mirror import HANDOVER, Mirror
from tests.live.rooms import FakeRoom, a_hub, a_line
from tests.live.running import Screen, footlights_live, footlights_process, plain_words, word_error_rate
from tests.live.show import a_show
from tests.speech import speech_clip

CONFIG = {"rooms": [{"source": "talk.wav", "translate_to": ["zh-Hant-HK", "es"]}]}


def config_in(folder):
    return validate({**CONFIG, "log": {"folder": str(folder)}}, "test")


def followed(hub, mirror: Mirror) -> None:
    """Have the mirror take what a screen of all languages gets."""
    for message in (hub.hello(), *hub.backlog(mirror.after, hub.languages.codes)):
        mirror.take(json.loads(message.data))
    hub.subscribe(lambda message: mirror.take(json.loads(message.data)))


@pytest.fixture
def mirror(tmp_path) -> Mirror:
    return Mirror(config_in(tmp_path).rooms[0], tmp_path)


def test_a_session_goes_on_from_the_mirrored_log_with_nothing_lost_and_no_number_used_twice(mirror, tmp_path):
    hub, room = a_hub(seq=500), config_in(tmp_path).rooms[0]
    hub.publish(a_line(1, final=True))
    hub.publish(a_line(1, 1, lang="es", text="Línea 1.", final=True))
    followed(hub, mirror)
    hub.publish(a_line(2, text="Line 2", interim=" and"))
    hub.publish(a_line(3, text="", interim="guessed"))
    mirror.hand_over()
    unfinished = find_unfinished(room, LogConfig(folder=tmp_path))
    assert unfinished is not None
    session = resume_session(room, unfinished, 0.0)
    assert session.hub.session == hub.session
    assert session.hub.seq > hub.seq + HANDOVER
    assert next(session.lines._ids) > 2 + HANDOVER
    shown = {(line["id"], line["lang"]): line["text"] for line in lines_of(session.hub)}
    assert shown == {(1, "en"): "Line 1.", (1, "es"): "Línea 1.", (2, "en"): "Line 2"}
    session.log.close()


def lines_of(hub) -> list[dict]:
    messages = (json.loads(message.data) for message in hub.changed_since(-1, hub.languages.codes))
    return [message for message in messages if message["type"] == "line"]


def test_words_taken_back_are_not_in_the_mirrored_log(mirror, tmp_path):
    hub = a_hub()
    followed(hub, mirror)
    hub.publish(a_line(1, text="secret", final=True))
    hub.retract(Retraction(ids=(1,)))
    mirror.close()
    assert "secret" not in sessions(tmp_path)[0].read_text(encoding="utf-8")


def test_a_line_that_changed_after_its_translation_is_still_the_one_that_was_spoken(mirror, tmp_path):
    hub = a_hub()
    hub.publish(a_line(1, lang="en", final=True))
    hub.publish(a_line(1, 1, lang="es", text="Línea.", final=True))
    hub.publish(a_line(1, 2, lang="en", text="Corrected.", final=True, corrected=True))
    followed(hub, mirror)
    mirror.close()
    assert [line.text for line in read(sessions(tmp_path)[0]).transcript()] == ["Corrected."]


def test_a_new_session_gets_a_log_of_its_own(mirror, tmp_path):
    first, second = a_hub(), a_hub(seq=3)
    second.session = "2026-10-31T14:00:00Z"
    for hub in (first, second):
        followed(hub, mirror)
        hub.publish(a_line(1, text=hub.session, final=True))
    assert mirror.after == 4
    mirror.close()
    assert [read(path).transcript()[0].text for path in sessions(tmp_path)] == [second.session, first.session]


def test_a_session_that_ended_is_not_gone_on_with(mirror, tmp_path):
    hub = a_hub()
    followed(hub, mirror)
    hub.publish_state(StateChange(state="ended"))
    mirror.hand_over()
    assert mirror.state == "ended"
    assert find_unfinished(config_in(tmp_path).rooms[0], LogConfig(folder=tmp_path)) is None


def test_a_server_is_gone_when_its_last_room_is():
    now = [10.0]
    watch = Watch(["hall", "side"], clock=lambda: now[0])
    assert watch.gone_s == 0.0
    watch.note("hall", connected=True)
    watch.note("side", connected=True)
    watch.note("hall", connected=False)
    now[0] = 20.0
    assert watch.gone_s == 0.0
    watch.note("side", connected=False)
    watch.note("side", connected=False)
    now[0] = 23.0
    assert watch.gone_s == 3.0
    watch.note("hall", connected=True)
    assert watch.gone_s == 0.0


async def test_it_is_our_turn_when_the_server_dies_in_mid_talk_and_not_when_it_ends(tmp_path):
    room, told = FakeRoom(), []
    async with CaptionServer({"main": room}, host="127.0.0.1", port=0, join_url="http://x") as server:
        url = f"http://127.0.0.1:{server.port}"
        standby = Standby(config_in(tmp_path), url, after_s=0.0, tell=told.append)
        turn = asyncio.create_task(standby.our_turn())
        while standby._mirrors["main"].state is None:  # noqa: ASYNC110 - it follows in a task of its own
            await asyncio.sleep(0.01)
        room.hub.publish(a_line(1, final=True))
        assert not turn.done()
    await asyncio.wait_for(turn, 60)
    assert told[-1] == "Taking over."
    assert [line.text for line in read(sessions(tmp_path)[0]).transcript()] == ["Line 1."]


async def test_a_server_that_lacks_a_language_is_told_about(tmp_path):
    room, told = FakeRoom(languages=a_hub().languages), asyncio.Event()
    config = validate(
        {**CONFIG, "rooms": [{"translate_to": ["ja"]}], "log": {"folder": str(tmp_path)}}, "test"
    )
    async with CaptionServer({"main": room}, host="127.0.0.1", port=0, join_url="http://x") as server:
        lines: list[str] = []

        def tell(line: str) -> None:
            lines.append(line)
            if "refuses" in line:
                told.set()

        standby = Standby(config, f"http://127.0.0.1:{server.port}", after_s=0.0, tell=tell)
        turn = asyncio.create_task(standby.our_turn())
        await asyncio.wait_for(told.wait(), 60)
        turn.cancel()
        await asyncio.gather(turn, return_exceptions=True)
    assert "ja" in lines[-1]


async def test_what_the_operator_sets_and_teaches_goes_on_at_the_standby(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    room = {"source": "talk.wav", "translate_to": ["es", "zh-Hant-HK"]}
    config = validate({"rooms": [room], "log": {"folder": str(second)}}, "test")
    async with a_show(first) as show, operating(read_access(first)) as operator:
        await operator.do("delay", seconds=2.5)
        standby = Standby(config, show.url, after_s=None, tell=print, console=first / "console.json")
        turn = asyncio.create_task(standby.our_turn())
        await operator.do("mask", on=True, words=["darn"])
        await operator.do("language", lang="es", on=False)
        await operator.do("speaker", speaker="Dr. Chan")
        await operator.do("term", term="Cyberport", variants=["cyber port"])
        glossary, settings = second / "main" / "glossary.csv", show.room.captions.settings
        async with asyncio.timeout(60):
            while "Cyberport" not in glossary.read_text("utf-8") or logged_settings(second) != settings:
                await operator.status()
        turn.cancel()
        await asyncio.gather(turn, return_exceptions=True)
    unfinished = find_unfinished(config.rooms[0], config.log)
    assert unfinished is not None
    session = resume_session(config.rooms[0], unfinished, 0.0)
    assert session.settings == settings
    assert (settings.delay_s, settings.masked, settings.languages_off) == (2.5, True, ("es",))
    session.log.close()


def logged_settings(folder):
    return next((read(path).settings for path in sessions(folder)), None)


async def test_what_a_moderator_holds_is_held_at_the_standby(tmp_path):
    """As it was corrected, and without what was taken back, of which no word stays."""
    first, second = tmp_path / "first", tmp_path / "second"
    room = {"source": "talk.wav", "translate_to": ["es", "zh-Hant-HK"]}
    config = validate({"rooms": [room], "log": {"folder": str(second)}}, "test")
    async with a_show(first) as show, operating(read_access(first)) as operator:
        standby = Standby(config, show.url, after_s=None, tell=print, console=first / "console.json")
        turn = asyncio.create_task(standby.our_turn())
        await show.speaker.says("Good evening.")
        await operator.do("hold", on=True)
        await show.speaker.says("My number is 5550199.")
        await show.speaker.says("Forget that.")
        async with asyncio.timeout(60):
            while [*held_in(second).values()] != ["My number is 5550199.", "Forget that."]:
                await operator.status()
        number, forget = held_in(second)
        await operator.do("edit", line=number, text="My number is on my card.")
        await operator.do("retract", lines=[forget])
        async with asyncio.timeout(60):
            while held_in(second) != {number: "My number is on my card."}:
                await operator.status()
        turn.cancel()
        await asyncio.gather(turn, return_exceptions=True)
        await operator.do("hold", on=False)  # So that the show ends.
    kept = sessions(second)[0].read_text("utf-8")
    assert [word for word in ("5550199", "Forget") if word in kept] == []
    unfinished = find_unfinished(config.rooms[0], config.log)
    assert unfinished is not None
    session = resume_session(config.rooms[0], unfinished, 0.0)
    assert [line.text for line in session.waiting] == ["My number is on my card."]
    assert "card" not in str(lines_of(session.hub)), "nobody sees it before it is released"
    assert session.settings.held
    session.log.close()


def held_in(folder):
    return next(({id: line.text for id, line in read(path).waiting.items()} for path in sessions(folder)), {})


def test_a_line_that_was_shown_meanwhile_is_not_held(mirror, tmp_path):
    """What is held and what is shown come over two connections: the older news may come later."""
    hub = a_hub()
    followed(hub, mirror)
    shown, released, gone = (a_line(number, text=f"Line {number}.", final=True) for number in (1, 2, 3))
    hub.publish(shown)
    mirror.hold([released, gone])
    hub.publish(released)
    hub.retract(Retraction(ids=(3,)))
    mirror.hold([shown, released, gone])
    mirror.hand_over()
    record = read(sessions(tmp_path)[0])
    assert record.waiting == {}
    assert [line.text for line in record.transcript()] == ["Line 1.", "Line 2."]
    assert "Line 3." not in sessions(tmp_path)[0].read_text("utf-8")


def test_what_was_never_released_is_in_no_log_when_the_session_has_ended(mirror, tmp_path):
    hub = a_hub()
    followed(hub, mirror)
    mirror.hold([a_line(1, text="Never seen.", final=True)])
    hub.publish_state(StateChange(state="ended"))
    mirror.hand_over()
    assert "Never seen" not in sessions(tmp_path)[0].read_text("utf-8")


async def test_a_console_file_without_a_token_is_told(tmp_path):
    with pytest.raises(ConsoleError, match=r"console\.json"):
        Standby(config_in(tmp_path), "http://x", after_s=None, tell=print, console=tmp_path / "gone.json")


@pytest.mark.model
@pytest.mark.slow
async def test_a_standby_on_the_same_port_goes_on_after_a_kill(whisper_tiny, tmp_path):
    """A screen has every word once, in the same session. How soon: `scripts/bench_kills.py`."""
    clip, screen = speech_clip("demo-echotest"), Screen()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    options = ("--source", clip.path, "--port", port, "--exit-at-end", "--record")
    async with footlights_live(whisper_tiny, tmp_path, *options) as first:
        standing_by = ("--of", f"http://127.0.0.1:{port}", "--after", "2", *options)
        async with footlights_process("standby", whisper_tiny, tmp_path / "second", *standing_by) as second:
            second.follow()
            await second.told("Standing by")
            await screen.read(first.port, until=lambda screen: "mode" in screen.text)
            session, said = screen.session, plain_words(screen.text)
            await first.kill()
            await second.told("Captions are running")
            await screen.read(int(port), until=lambda screen: screen.state == "ended")
            assert await second.end() == 0
    [log] = sessions(tmp_path / "second" / "sessions")
    assert parts(log), "the standby records what it hears"
    assert screen.session == session
    assert plain_words(screen.text)[: len(said)] == said
    assert word_error_rate(clip.text, screen.text) < 0.2
