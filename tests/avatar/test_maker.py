"""How a text is made in pieces: whole sentences, and a short beginning where the voice is slow."""

import asyncio
import threading
from collections.abc import Iterator

import pytest

from avatar.maker import Maker
from avatar.voice.errors import VoiceError
from avatar.voice.speech import Spoken, piece
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


class PiecedVoice(BeepVoice):
    """Gives each sentence in halves; the second one is begun when `go_on` is set."""

    def __init__(self) -> None:
        super().__init__("zh")
        self.go_on = threading.Event()

    def speak(self, text: str) -> Iterator[Spoken]:
        (whole,) = super().speak(text)
        half = len(whole.samples) // 2
        yield piece(whole.samples[:half], 0, whole.phones, whole.words, unfinished=True)
        self.go_on.wait(60)
        yield piece(whole.samples[half:], half, whole.phones, whole.words, unfinished=False)


async def test_a_sentence_is_heard_while_it_is_being_made() -> None:
    voice = PiecedVoice()
    made = Maker({"zh": voice})
    parts = made.parts(SENTENCE, "zh")
    first = await anext(parts)
    voice.go_on.set()
    second = await anext(parts)
    again = [part async for part in made.parts(SENTENCE, "zh")]
    made.close()

    assert (first.goes_on, first.last, second.goes_on, second.last) == (False, False, True, True)
    assert "".join(word.text for part in (first, second) for word in part.spoken.words) == SENTENCE
    assert [(part.goes_on, part.last) for part in again] == [(False, True)]
    assert again[0].spoken.duration_s == pytest.approx(first.spoken.duration_s + second.spoken.duration_s)
    assert voice.spoken == [SENTENCE]


async def test_a_voice_that_breaks_in_mid_sentence_is_told_and_asked_anew() -> None:
    class Breaking(PiecedVoice):
        def speak(self, text: str) -> Iterator[Spoken]:
            yield next(super().speak(text))
            raise OSError("no memory")

    voice = Breaking()
    made = Maker({"zh": voice})
    for _ in range(2):
        with pytest.raises(VoiceError, match="no memory"):
            [part async for part in made.parts(SENTENCE, "zh")]
    made.close()
    assert voice.spoken == [SENTENCE, SENTENCE]


async def test_what_nobody_waits_for_any_more_is_not_made_to_its_end_but_anew() -> None:
    voice = PiecedVoice()
    made = Maker({"zh": voice})
    parts = made.parts(SENTENCE, "zh")
    await anext(parts)
    await parts.aclose()
    voice.go_on.set()
    again = [part async for part in made.parts(SENTENCE, "zh")]
    made.close()

    assert "".join(word.text for part in again for word in part.spoken.words) == SENTENCE
    assert voice.spoken == [SENTENCE, SENTENCE]


async def test_a_voice_is_not_asked_for_more_than_is_wanted() -> None:
    ended = threading.Event()

    class Endless(PiecedVoice):
        def speak(self, text: str) -> Iterator[Spoken]:
            try:
                while True:
                    yield next(super().speak(text))
            finally:
                ended.set()

    made = Maker({"zh": Endless()})
    parts = made.parts(SENTENCE, "zh")
    await anext(parts)
    await parts.aclose()
    assert await asyncio.to_thread(ended.wait, 60)
    made.close()
