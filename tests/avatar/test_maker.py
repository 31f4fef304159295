"""How a text is made in pieces: whole sentences, and a short beginning where the voice is slow."""

import asyncio

import pytest

from avatar.maker import Maker
from tests.avatar.fakes import BeepVoice, Clock

SENTENCE = "欢迎来到今天的会议，谢谢大家今晚光临。"


@pytest.fixture
def clock() -> Clock:
    return Clock()


def maker(clock: Clock, sentence_s: float) -> Maker:
    """A voice that takes so long for each piece."""

    def work() -> None:
        clock.now += sentence_s

    return Maker({"zh": BeepVoice("zh", before=work)}, clock=clock)


async def spoken(made: Maker) -> list[str]:
    await made.warm_up()
    parts = [part async for part in made.parts(SENTENCE, "zh")]
    made.close()
    return ["".join(word.text for word in part.spoken.words) for part in parts]


async def test_a_slow_voice_is_given_a_short_beginning(clock: Clock) -> None:
    pieces = await spoken(maker(clock, 2.0))
    assert pieces == ["欢迎来到今天的会议，", "谢谢大家今晚光临。"]


async def test_a_quick_voice_says_whole_sentences(clock: Clock) -> None:
    assert await spoken(maker(clock, 0.01)) == [SENTENCE]


async def test_what_was_made_ahead_is_said_whole(clock: Clock) -> None:
    slow = maker(clock, 2.0)
    await slow.prepare(SENTENCE, "zh")
    assert await spoken(slow) == [SENTENCE]


async def test_what_is_being_made_is_not_made_anew_in_clauses(clock: Clock) -> None:
    slow = maker(clock, 2.0)
    await slow.warm_up()
    ahead = asyncio.create_task(slow.prepare(SENTENCE, "zh"))
    await asyncio.sleep(0)
    assert await spoken(slow) == [SENTENCE]
    await ahead
