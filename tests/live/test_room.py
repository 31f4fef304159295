"""A room, with sound and a speech model that do what a test wants."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence

import numpy as np
import pytest

from live.archive.log import read
from live.archive.session import Session, new_session
from live.audio.level import LevelMeter
from live.config import LogConfig, RoomConfig
from live.events import RATE_HZ, Chunk, Gap, Recognition, Word
from live.room import Room
from live.status import Problem

CHUNK_S = 0.5


def chunk(number: int) -> Chunk:
    """Half a second of sound; the session's first is number 0."""
    return Chunk(
        samples=np.zeros(round(CHUNK_S * RATE_HZ), np.float32), start_s=number * CHUNK_S, captured_at=0.0
    )


class FakeSource:
    """Yields what it is given; an exception among it is raised. With `waits` it waits until closed."""

    name = "'talk.wav'"
    problem: Problem | None = None

    def __init__(self, *events: Chunk | Gap | Exception, waits: bool = False) -> None:
        self.level = LevelMeter()
        self._events = events
        self._closed = asyncio.Event()
        self.given = asyncio.Event()
        if not waits:
            self._closed.set()

    async def chunks(self) -> AsyncIterator[Chunk | Gap]:
        for event in self._events:
            if isinstance(event, Exception):
                raise event
            yield event
        self.given.set()
        await self._closed.wait()

    async def aclose(self) -> None:
        self._closed.set()


class FakeRecogniser:
    """Hears a word in every half second, and commits it with the next one, at a gap or at the end."""

    speaking = False

    def __init__(self, speech: "FakeSpeech", start_s: float) -> None:
        self._speech = speech
        self.step_s = speech.step_s
        self._now_s = start_s
        self._waiting: tuple[Word, ...] = ()

    def step(self, samples) -> list[Recognition]:
        if self._speech.failures:
            raise self._speech.failures.pop(0)
        heard_s = len(samples) / RATE_HZ
        self._speech.steps.append(heard_s)
        starts_s = np.arange(self._now_s, self._now_s + heard_s, CHUNK_S)
        words = (*self._waiting, *(_word(start_s, start_s + CHUNK_S) for start_s in starts_s))
        self._now_s += heard_s
        committed, self._waiting = words[:-1], words[-1:]
        return [self._found(committed, self._waiting)]

    def skip_to(self, start_s: float) -> list[Recognition]:
        found = self.finish()
        self._now_s = start_s
        return found

    def finish(self) -> list[Recognition]:
        committed, self._waiting = self._waiting, ()
        return [self._found(committed, (), end=True)]

    def _found(self, committed, interim, *, end: bool = False) -> Recognition:
        return Recognition(
            committed=committed, interim=interim, audio_s=self._now_s, language="en", end_of_utterance=end
        )


def _word(start_s: float, end_s: float) -> Word:
    return Word(text=f" w{start_s:g}", start_s=start_s, end_s=end_s, probability=1.0)


class FakeSpeech:
    """A speech model whose next steps fail with `failures`."""

    name = "fake"
    device = "cpu"
    problem: Problem | None = None

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.steps: list[float] = []
        """Seconds of sound in each step that did not fail."""
        self.step_s = 0.3
        self.on_restart = lambda: None

    def recogniser(self, languages: Sequence[str], *, terms: Sequence[str], start_s: float) -> FakeRecogniser:
        return FakeRecogniser(self, start_s)

    async def run(self, call, *args, **kwargs):
        await asyncio.sleep(0)
        return call(*args, **kwargs), 0.01

    async def restart(self) -> bool:
        self.on_restart()
        return True


@pytest.fixture
def session(tmp_path) -> Session:
    return new_session(RoomConfig(source="talk.wav"), LogConfig(folder=tmp_path))


def sent(session: Session) -> list[dict]:
    """Has every message from now on kept."""
    messages: list[dict] = []
    session.hub.subscribe(lambda message: messages.append(json.loads(message.data)))
    return messages


def text_of(session: Session) -> str:
    """All that was committed, as the log has it."""
    return " ".join(line.text for line in read(session.log.path).transcript())


async def test_words_reach_screens_and_log_in_order_and_the_end_flushes_the_last(session):
    messages = sent(session)
    await Room(session, FakeSource(*map(chunk, range(4))), FakeSpeech()).run()
    assert text_of(session) == "w0 w0.5 w1 w1.5"
    assert [m["state"] for m in messages if m["type"] == "state"] == ["live", "ended"]
    assert messages[-1]["type"] == "state"
    assert messages[-2]["final"]
    assert [m["seq"] for m in messages] == sorted({m["seq"] for m in messages})
    assert read(session.log.path).state.state == "ended"


async def test_nothing_is_shown_that_is_not_in_the_log(session):
    seen_in_log = []
    session.hub.subscribe(lambda message: seen_in_log.append(text_of(session)))
    messages = sent(session)
    await Room(session, FakeSource(*map(chunk, range(3))), FakeSpeech()).run()
    for message, logged in zip(messages, seen_in_log, strict=True):
        assert message.get("text", "") in logged


async def test_a_gap_ends_the_words_before_it_and_the_clock_goes_on_after_it(session):
    gap = Gap(start_s=1.0, end_s=60.0, reason="input 'desk' was away")
    await Room(session, FakeSource(chunk(0), chunk(1), gap, chunk(120)), FakeSpeech()).run()
    assert text_of(session) == "w0 w0.5 w60"
    assert read(session.log.path).gaps == [gap]


async def test_sound_that_has_waited_is_recognised_in_steps_of_two_seconds(session):
    """A file that comes all at once must not overfill the window of a step."""
    speech = FakeSpeech()
    await Room(session, FakeSource(*map(chunk, range(10))), speech).run()
    assert speech.steps == [2.0, 2.0, 1.0]


async def test_a_step_has_as_much_sound_as_the_recogniser_asks_for(session):
    class SlowSource(FakeSource):
        async def chunks(self) -> AsyncIterator[Chunk | Gap]:
            for number in range(32):
                yield Chunk(
                    samples=np.zeros(512, np.float32), start_s=number * 512 / RATE_HZ, captured_at=0.0
                )
                for _ in range(20):
                    await asyncio.sleep(0)

    speech = FakeSpeech()
    speech.step_s = 8 * 512 / RATE_HZ
    await Room(session, SlowSource(), speech).run()
    assert speech.steps == pytest.approx([speech.step_s] * 4)


async def test_stopping_ends_the_session_with_its_last_words(session):
    source = FakeSource(chunk(0), chunk(1), waits=True)
    room = Room(session, source, FakeSpeech())
    running = asyncio.create_task(room.run())
    await source.given.wait()
    await room.stop()
    await running
    assert text_of(session) == "w0 w0.5"
    assert room.status().state == "ended"


async def test_a_model_that_fails_is_started_again_and_captions_go_on_in_time(session):
    speech = FakeSpeech(RuntimeError("out of memory\nat 0x0"))
    room = Room(session, FakeSource(*map(chunk, range(6))), speech)
    problems = []
    speech.on_restart = lambda: problems.extend(room.status().problems)
    await room.run()
    assert [(problem.code, problem.stops_captions) for problem in problems] == [("recognition_failed", True)]
    assert "out of memory)" in problems[0].message
    assert room.status().problems == ()
    assert text_of(session) == "w2 w2.5"


async def test_sound_that_breaks_off_leaves_the_session_to_be_gone_on_with(session):
    room = Room(session, FakeSource(chunk(0), chunk(1), OSError("the disk is gone")), FakeSpeech())
    with pytest.raises(OSError, match="the disk is gone"):
        await room.run()
    assert text_of(session) == "w0 w0.5"
    assert read(session.log.path).state.state == "live"
    problem = room.status().problems[0]
    assert (problem.code, problem.stops_captions) == ("room_failed", True)
    assert "the disk is gone. Start Footlights again" in problem.message


async def test_one_room_that_fails_leaves_another_alone(session, tmp_path):
    other = new_session(RoomConfig(source="talk.wav", name="other"), LogConfig(folder=tmp_path))
    speech = FakeSpeech()
    rooms = [Room(session, FakeSource(OSError("gone")), speech), Room(other, FakeSource(chunk(0)), speech)]
    outcomes = await asyncio.gather(*(room.run() for room in rooms), return_exceptions=True)
    assert isinstance(outcomes[0], OSError)
    assert text_of(other) == "w0"


async def test_words_of_before_a_restart_that_are_heard_again_are_left_out(session):
    """A file goes on a little earlier, so that its next words are not cut."""
    resumed = Session(hub=session.hub, log=session.log, lines=session.lines, start_s=1.0, said_until_s=2.1)
    await Room(resumed, FakeSource(*map(chunk, range(2, 7))), FakeSpeech()).run()
    assert text_of(session) == "w2 w2.5 w3"
