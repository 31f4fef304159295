"""What an operator tells a room, from the desk to the screens, the log and the translation."""

import asyncio
import json
from collections.abc import AsyncIterator

import numpy as np
import pytest

from live.archive.log import read
from live.archive.session import Session, find_unfinished, new_session, resume_session
from live.audio.level import LevelMeter
from live.config import LogConfig, RoomConfig
from live.errors import CommandError
from live.events import Chunk, Gap, Retraction
from live.operator.commands import read_command
from live.operator.desk import Desk
from live.room import HOLD_AT_END_S, Room
from live.serving.outbox import Outbox
from live.text.spelling import Spelling
from live.translation import Translation
from tests.live.rooms import a_hub, a_line
from tests.live.test_room import FakeSpeech, chunk, sent, text_of
from tests.translate.fakes import FakeTranslator
from translate.glossary_file import GlossaryFile
from translate.service import Service


def spanish(text: str) -> str:
    """A text in Spanish: nothing of it stands as it was said."""
    return f"Y esto es lo que se dijo: {' '.join(reversed(text.split()))}"


class Microphone:
    """Sound half a second at a time, when the test wants it."""

    name = "'desk'"
    problem = None

    def __init__(self) -> None:
        self.level = LevelMeter()
        self._queue: asyncio.Queue[Chunk | None] = asyncio.Queue()
        self._heard = 0

    async def hear(self, halves: int = 1) -> None:
        for _ in range(halves):
            self._queue.put_nowait(chunk(self._heard))
            self._heard += 1
        await self._queue.join()

    async def chunks(self) -> AsyncIterator[Chunk | Gap]:
        while (event := await self._queue.get()) is not None:
            yield event
            # The next one is asked for when this one has been taken in.
            self._queue.task_done()

    async def aclose(self) -> None:
        self._queue.put_nowait(None)


class Hall:
    """A room that runs, its desk, and all that its screens were sent."""

    def __init__(self, session: Session, room: Room, microphone: Microphone) -> None:
        self.session, self.room, self.microphone = session, room, microphone
        self.desk = Desk(room)
        self.messages = sent(session)
        self._came = asyncio.Event()
        self.ended = asyncio.Event()
        """Set once the room has ended."""
        session.hub.subscribe(lambda _: self._came.set())

    async def do(self, command: str, **values: object) -> None:
        await self.desk.do(read_command({"command": command, **values}))

    async def hear(self, halves: int = 1) -> None:
        await self.microphone.hear(halves)
        for _ in range(50):
            await asyncio.sleep(0)

    async def shown(self, text: str, lang: str = "en") -> None:
        """Wait until a screen has a text."""
        async with asyncio.timeout(60):
            while text not in self.texts(lang).values():
                self._came.clear()
                await self._came.wait()

    async def told(self, problem: str) -> None:
        """Wait until the room's status tells a problem."""
        async with asyncio.timeout(60):
            while problem not in {each.code for each in self.room.status().problems}:  # noqa: ASYNC110 - it is asked for
                await asyncio.sleep(0)

    def texts(self, lang: str = "en") -> dict[int, str]:
        """What a screen shows, by line."""
        lines: dict[int, str] = {}
        for message in self.messages:
            if message["type"] == "line" and message["lang"] == lang:
                lines[message["id"]] = message["text"] + message["interim"]
            elif message["type"] == "retract":
                lines = {id: text for id, text in lines.items() if id not in message["ids"]}
        return {id: text for id, text in lines.items() if text}

    def words_in_log(self) -> str:
        return self.session.log.path.read_text("utf-8")


@pytest.fixture
def hold_at_end_s() -> float:
    """How long a moderator has at the end."""
    return HOLD_AT_END_S


@pytest.fixture
async def hall(tmp_path, hold_at_end_s) -> AsyncIterator[Hall]:
    config = RoomConfig(source="talk.wav", translate_to=("es",))
    session = new_session(config, LogConfig(folder=tmp_path))
    glossary = tmp_path / "glossary.csv"
    glossary.write_text("term,variants,dnt,es\n", encoding="utf-8")
    service = Service(
        lambda: FakeTranslator(lambda request: spanish(request.text)), ["es"], GlossaryFile(glossary).glossary
    )
    microphone = Microphone()
    room = Room(
        session,
        microphone,
        FakeSpeech(),
        spelling=Spelling(glossary),
        translation=Translation(service, ["es"], glossary=GlossaryFile(glossary), return_s=0.0),
        hold_at_end_s=hold_at_end_s,
    )
    hall = Hall(session, room, microphone)
    running = asyncio.create_task(room.run())
    running.add_done_callback(lambda _: hall.ended.set())
    await hall.hear(4)
    yield hall
    await room.stop()
    await running


async def test_a_line_in_the_making_is_corrected_and_goes_on(hall):
    ((id, text),) = hall.texts().items()
    assert text == "w0 w0.5 w1 w1.5"
    await hall.do("edit", line=id, text="We begin", was="w0 w0.5 w1")
    assert hall.texts()[id] == "We begin w1.5"
    assert hall.messages[-1]["corrected"]
    await hall.hear(2)
    assert hall.texts()[id] == "We begin w1.5 w2 w2.5"
    assert hall.messages[-1]["rev"] > hall.messages[-2]["rev"]


async def test_a_correction_of_what_reads_otherwise_by_now_is_refused(hall):
    with pytest.raises(CommandError, match="reads otherwise"):
        await hall.do("edit", line=1, text="x", was="something else")
    with pytest.raises(CommandError, match="There is no line 99"):
        await hall.do("edit", line=99, text="x")


async def test_a_corrected_line_is_translated_anew(hall):
    await hall.do("pause")
    await hall.hear()
    await hall.shown(spanish("w0 w0.5 w1 w1.5"), "es")
    await hall.do("edit", line=1, text="Good evening")
    await hall.shown(spanish("Good evening"), "es")
    record = read(hall.session.log.path)
    assert [(line.text, line.corrected) for line in record.transcript()] == [("Good evening", True)]
    assert [line.text for line in record.transcript("es")] == [spanish("Good evening")]


async def test_off_the_record_leaves_no_trace(hall):
    await hall.do("pause")
    await hall.hear()
    await hall.do("start")
    await hall.hear(2)
    secret = list(hall.texts())[-1]
    assert len(hall.texts()) == 2
    await hall.do("off_record", on=True)
    assert list(hall.texts()) == [1]
    await hall.hear(10)
    assert list(hall.texts()) == [1]
    await hall.do("off_record", on=False)
    await hall.hear(3)
    assert list(hall.texts().values()) == ["w0 w0.5 w1 w1.5", "w8.5 w9 w9.5"]
    log = hall.words_in_log()
    assert not any(f"w{time:g} " in log or f'w{time:g}"' in log for time in np.arange(2.5, 8.5, 0.5))
    assert secret in read(hall.session.log.path).retracted
    states = [m["state"] for m in hall.messages if m["type"] == "state"]
    assert states == ["live", "paused", "live", "off_record", "live"]


async def test_off_the_record_reaches_back(hall):
    await hall.do("pause")
    await hall.hear()
    await hall.shown(spanish("w0 w0.5 w1 w1.5"), "es")
    await hall.do("off_record", on=True, back_s=30)
    assert (hall.texts(), hall.texts("es")) == ({}, {})
    assert "w0" not in hall.words_in_log()


async def test_a_room_off_the_record_stays_so_after_a_restart(hall, tmp_path):
    await hall.do("delay", seconds=2)
    await hall.do("off_record", on=True)
    config = RoomConfig(source="talk.wav", translate_to=("es",))
    unfinished = find_unfinished(config, LogConfig(folder=tmp_path))
    resumed = resume_session(config, unfinished, 0.0)
    room = Room(resumed, Microphone(), FakeSpeech())
    assert (resumed.state.state, room.captions.settings.delay_s) == ("off_record", 2.0)
    retracted = [m for m in resumed.hub.changed_since(0, ["en"]) if m.takes_back]
    assert [m.takes_back for m in retracted] == [frozenset({1})]
    resumed.log.close()


async def test_a_retracted_line_goes_everywhere_and_the_words_after_it_stay(hall):
    await hall.do("retract", lines=[1])
    assert hall.texts() == {}
    assert "w0" not in hall.words_in_log()
    await hall.hear(2)
    assert list(hall.texts().values()) == ["w1.5 w2 w2.5"]
    with pytest.raises(CommandError, match="no line 1"):
        await hall.do("edit", line=1, text="x")


async def test_a_pause_flushes_what_was_said_and_hears_nothing(hall):
    await hall.do("pause", notice="lunch", message="Back at two")
    state = hall.messages[-1]
    assert (state["state"], state["notice"], state["message"]) == ("paused", "lunch", "Back at two")
    await hall.hear(6)
    assert hall.texts() == {1: "w0 w0.5 w1 w1.5"}
    assert text_of(hall.session) == "w0 w0.5 w1 w1.5"
    await hall.do("start")
    await hall.hear(2)
    assert list(hall.texts().values())[1:] == ["w5 w5.5"]


async def test_another_speakers_text_becomes_lines_of_its_own(hall):
    await hall.do("ignore_sound", on=True)
    await hall.hear()
    for text, interim in [
        ("", "Good"),
        ("Good", " evening,"),
        ("Good evening,", " every"),
        ("Good evening, all.", ""),
    ]:
        await hall.do("say", id="a1", text=text, interim=interim, speaker="Ava")
    await hall.hear(3)
    await hall.do("say", id="a1", text="Good evening, all.", final=True, speaker="Ava")
    said = [m for m in hall.messages if m["type"] == "line" and m["speaker"] == "Ava" and m["lang"] == "en"]
    assert [m["text"] + m["interim"] for m in said] == [
        "Good",
        "Good evening,",
        "Good evening, every",
        "Good evening, all.",
    ]
    assert said[-1]["final"]
    assert list(hall.texts().values()) == ["w0 w0.5 w1 w1.5", "Good evening, all."]
    await hall.shown(spanish("Good evening, all."), "es")
    assert text_of(hall.session) == "w0 w0.5 w1 w1.5 Good evening, all."
    await hall.do("ignore_sound", on=False)
    await hall.hear(2)
    assert list(hall.texts().values())[2:] == ["w4 w4.5"]


async def test_what_is_said_as_text_must_go_on_from_before(hall):
    await hall.do("say", id="a1", text="Good evening")
    with pytest.raises(CommandError, match="must go on from what was said: 'Good evening'"):
        await hall.do("say", id="a1", text="Good morning")
    await hall.do("pause")
    with pytest.raises(CommandError, match="not live but paused"):
        await hall.do("say", id="a2", text="Good morning")


async def test_a_held_text_is_seen_by_nobody_until_it_is_released(hall):
    await hall.do("hold", on=True)
    await hall.hear(2)
    assert hall.texts() == {1: "w0 w0.5 w1 w1.5"}
    assert "w2" not in hall.room.transcript("txt", None)
    assert [line.text + line.interim for line in hall.room.captions.waiting] == ["w0 w0.5 w1 w1.5 w2 w2.5"]
    await hall.do("edit", line=1, text="We begin", was="w0 w0.5 w1 w1.5 w2")
    assert hall.texts() == {1: "w0 w0.5 w1 w1.5"}
    assert "We begin" in hall.words_in_log()
    assert "w2" not in hall.words_in_log()
    await hall.do("hold", on=False)
    assert hall.texts() == {1: "We begin w2.5"}


@pytest.mark.parametrize("hold_at_end_s", [0.0])
async def test_what_is_held_when_the_power_fails_waits_on_after_the_restart(hall, tmp_path):
    """Words that are committed survive, and still nobody sees them."""
    await hall.do("hold", on=True)
    await hall.hear(2)
    config = RoomConfig(source="talk.wav", translate_to=("es",))
    resumed = resume_session(config, find_unfinished(config, LogConfig(folder=tmp_path)), 3.0)
    microphone = Microphone()
    again = Hall(resumed, Room(resumed, microphone, FakeSpeech()), microphone)
    running = asyncio.create_task(again.room.run())
    await again.hear(0)
    assert [(line.text, line.final) for line in again.room.captions.waiting] == [("w0 w0.5 w1 w1.5 w2", True)]
    assert again.texts() == {}
    await again.do("hold", on=False)
    assert again.texts() == {1: "w0 w0.5 w1 w1.5 w2"}
    await again.room.stop()
    await running
    assert "w2" in again.room.transcript("txt", None)


async def test_what_is_held_at_the_end_waits_for_the_moderator(hall):
    await hall.do("hold", on=True)
    await hall.hear(2)
    await hall.room.stop()
    await hall.told("held_at_end")
    assert hall.room.hub.state == "live"
    await hall.do("hold", on=False)
    await hall.ended.wait()
    assert "w2.5" in hall.words_in_log()
    assert hall.room.status().problems == ()


@pytest.mark.parametrize("hold_at_end_s", [0.0])
async def test_what_is_held_at_the_end_and_not_released_is_dropped_and_that_is_told(hall):
    await hall.do("hold", on=True)
    await hall.hear(2)
    await hall.room.stop()
    await hall.ended.wait()
    assert "w2" not in hall.words_in_log()
    assert [problem.code for problem in hall.room.status().problems] == ["never_released"]


async def test_what_nobody_has_seen_yet_goes_with_off_the_record(hall):
    await hall.do("hold", on=True)
    await hall.hear(2)
    await hall.do("off_record", on=True)
    await hall.do("hold", on=False)
    assert hall.texts() == {}
    assert "w2" not in hall.words_in_log()


async def test_a_term_is_right_the_next_time(hall, tmp_path):
    await hall.do("term", term="Cyberport", variants=["w2 w2.5"], translations={"es": "Ciberpuerto"})
    assert "Cyberport,w2 w2.5,,Ciberpuerto" in (tmp_path / "glossary.csv").read_text("utf-8")
    await hall.hear(3)
    assert hall.texts() == {1: "w0 w0.5 w1 w1.5 Cyberport w3"}


async def test_the_speaker_and_bad_language_are_dealt_with(hall):
    await hall.do("mask", on=True, words=["w2"])
    await hall.do("speaker", speaker="Dr. Chan")
    await hall.do("pause")
    await hall.hear()
    await hall.do("start")
    await hall.do("say", id="a", text="Oh shit, w2.", final=True)
    assert list(hall.texts().values())[-1] == "Oh s•••, w•."
    assert hall.messages[-1]["speaker"] == "Dr. Chan"
    await hall.shown(spanish("Oh , ."), "es")
    assert "shit" not in hall.words_in_log()


async def test_a_language_is_switched_off_and_on(hall):
    await hall.do("language", lang="es", on=False)
    assert [each["code"] for each in hall.messages[-1]["languages"]] == ["en"]
    await hall.do("say", id="a", text="Good evening.", final=True)
    with pytest.raises(CommandError, match="Those are: es"):
        await hall.do("language", lang="de", on=False)
    await hall.do("language", lang="es", on=True)
    await hall.do("say", id="b", text="Good night.", final=True)
    await hall.shown(spanish("Good night."), "es")
    await hall.shown(spanish("Good evening."), "es")


async def test_an_ended_room_takes_no_orders(hall):
    hall.session.hub.state = "ended"
    with pytest.raises(CommandError, match="has ended"):
        await hall.do("start")


def test_a_slow_screen_is_not_sent_what_was_taken_back():
    hub = a_hub()
    waiting, backlog = (hub.publish(a_line(1)), hub.publish(a_line(2)))
    outbox = Outbox([backlog])
    outbox.put(waiting)
    outbox.put(hub.retract(Retraction(ids=(1, 2))))
    [message] = outbox.take(1)
    assert json.loads(message.data)["type"] == "retract"
