"""What is said is heard, captioned word by word, and silenced at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise

import pytest

from avatar.errors import DirectionError
from avatar.performer import FACE_LOST_S
from avatar.voice.errors import VoiceError
from tests.avatar.fakes import Theatre


@asynccontextmanager
async def performing(theatre: Theatre) -> AsyncIterator[None]:
    task = asyncio.create_task(theatre.performer.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait({task})
        theatre.maker.close()


async def test_every_word_is_captioned_when_it_is_heard_and_the_text_is_exact() -> None:
    theatre = Theatre()
    text = "Good evening, all 29 of you. I am Ada."
    async with performing(theatre):
        theatre.performer.say(text, "en")
        await theatre.play()
        await theatre.screen.final.wait()

    texts = [said for said, _, _ in theatre.screen.said]
    assert texts[-1] == text
    assert theatre.screen.said[-1][2]
    assert all(later.startswith(earlier) for earlier, later in pairwise(texts))
    assert texts[0] == "Good"
    assert len(set(texts)) == 9


async def test_the_microphones_are_ignored_from_before_the_first_sound() -> None:
    theatre = Theatre()
    async with performing(theatre):
        theatre.performer.say("Hello.", "en")
        await theatre.receive("speak")
        assert theatre.screen.ignoring == [True]


async def test_a_stop_silences_the_face_first_and_captions_only_what_was_heard() -> None:
    theatre = Theatre()
    async with performing(theatre):
        theatre.performer.say("One two three four.", "en")
        theatre.performer.say("Never said.", "en")
        part = await theatre.receive("speak")
        theatre.report("playing", part, 0.25)
        await theatre.until(lambda: theatre.performer.said == "One two")
        theatre.performer.stop()

        assert (await theatre.receive("stop"))["type"] == "stop"
        await theatre.screen.final.wait()
        await theatre.until(lambda: not theatre.performer.busy)
        theatre.report("stopped", part, 0.3)

    assert theatre.screen.said[-1] == ("One two", "en", True)
    assert theatre.performer.stopped_after_ms == 40.0
    assert "Never said." not in theatre.voice.spoken


async def test_nothing_begins_while_the_director_holds() -> None:
    theatre = Theatre()
    async with performing(theatre):
        theatre.performer.hold(True)
        theatre.performer.say("Hello.", "en")
        for _ in range(20):
            await asyncio.sleep(0)
        assert theatre.performer.now is None

        theatre.performer.hold(False)
        assert (await theatre.receive("speak"))["words"][0][1] == "Hello."


async def test_a_face_that_does_not_answer_is_given_up_and_the_next_line_is_said() -> None:
    theatre = Theatre()
    async with performing(theatre):
        theatre.performer.say("One two three.", "en")
        theatre.performer.say("Next.", "en")
        await theatre.receive("speak")
        theatre.clock.now += FACE_LOST_S + 1
        await theatre.receive("stop")
        assert "does not answer" in theatre.performer.problem
        await theatre.play()
        await theatre.until(lambda: theatre.screen.said[-1:] == [("Next.", "en", True)])


async def test_when_the_leading_face_goes_the_spare_one_says_the_next_line() -> None:
    theatre = Theatre()
    spare = theatre.add_face()
    async with performing(theatre):
        theatre.performer.say("One two three.", "en")
        theatre.performer.say("Next.", "en")
        part = await theatre.receive("speak")
        theatre.report("playing", part, 0.1)
        await theatre.until(lambda: theatre.performer.said == "One")
        theatre.faces.leave(theatre.face)
        assert "face was lost" in theatre.performer.problem

        theatre.face = spare
        await theatre.receive("stop")
        await theatre.play()
        await theatre.until(lambda: theatre.screen.said[-1:] == [("Next.", "en", True)])


async def test_a_voice_that_breaks_ends_its_line_and_says_so_to_the_director() -> None:
    theatre = Theatre()
    async with performing(theatre):
        theatre.performer.say("All is well. Now a crash comes.", "en")
        part = await theatre.receive("speak")
        await theatre.until(lambda: "met a crash" in theatre.performer.problem)
        theatre.report("done", part)
        await theatre.screen.final.wait()
        assert theatre.screen.said[-1] == ("All is well. ", "en", True)

        theatre.performer.say("Next.", "en")
        await theatre.play()
        await theatre.until(lambda: theatre.screen.said[-1] == ("Next.", "en", True))
        assert theatre.performer.problem == ""


async def test_what_cannot_be_said_is_refused_with_the_reason() -> None:
    theatre = Theatre()
    with pytest.raises(DirectionError, match="nothing to say"):
        theatre.performer.say("  ", "en")
    with pytest.raises(VoiceError, match="No voice speaks 'fr'"):
        theatre.performer.say("Bonjour", "fr")
    theatre.faces.leave(theatre.face)
    theatre.add_face(trusted=False)
    with pytest.raises(DirectionError, match="No face is connected"):
        theatre.performer.say("Hello", "en")
    theatre.maker.close()
