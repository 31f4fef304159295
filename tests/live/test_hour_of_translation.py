"""An hour of speech through the real service, with a model of a small machine's speed, in simulated time."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pytest

from live.rehearsal.figures import erasure
from tests.translate.fakes import Clock, FakeTranslator
from translate.engine import Request
from translate.service import Output, Service

pytestmark = pytest.mark.slow

WORD_S, PAUSE_S, LONG_PAUSE_S, HOUR_S = 0.38, 0.6, 300.0, 3600.0
PROMPT_S, TOKEN_S, MORE_S = 0.25, 0.04, 0.006
"""What a small machine needs for a batch: to read it, for each word of the longest, for each other line's."""
TARGETS = ("zh-Hant-HK", "es")
Shown = list[tuple[float, Output]]
"""What came out, and when."""
WORDS = ("bank", "branch", "city", "people", "market", "river", "morning", "company", "question", "answer")
MOST_LATE_S = 8.0


@dataclass(frozen=True)
class Said:
    """What is committed of a line at a time."""

    at_s: float
    line: int
    text: str
    final: bool


def an_hour() -> Iterator[Said]:
    """Sentences of 6 to 30 words, with commas; after half an hour nobody speaks for five minutes."""
    chance = random.Random(7)
    at_s, line, paused = 0.0, 0, False
    while at_s < HOUR_S:
        words = chance.sample(WORDS, len(WORDS)) * 3
        del words[chance.randint(6, 30) :]
        for count in range(1, len(words)):
            at_s += WORD_S
            said = " ".join(f"{word}," if at % 7 == 6 else word for at, word in enumerate(words[:count]))
            yield Said(at_s, line, said, final=False)
        at_s += WORD_S + PAUSE_S
        yield Said(at_s, line, f"{said} {words[-1]}.", final=True)
        line += 1
        if at_s > HOUR_S / 2 and not paused:
            at_s, paused = at_s + LONG_PAUSE_S, True


class SmallMachine(FakeTranslator):
    """Goes on from what is shown, word by word; refuses to answer one line in nine at first."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(self._answered)
        self._clock = clock

    def translate(self, batch: Sequence[Request]) -> list[str]:
        words = [len(request.text.split()) for request in batch]
        self._clock.now += PROMPT_S + TOKEN_S * max(words) + MORE_S * sum(words)
        return super().translate(batch)

    @staticmethod
    def _answered(request: Request) -> str:
        words = request.text.split()
        if len(words) % 9 == 0 and not request.retry:
            return ""
        if request.target == "zh":
            rest = "".join(chr(0x4E00 + 37 * WORDS.index(word.strip(".,"))) for word in words)
            return request.prefix + rest[len(request.prefix) :] + "。"
        rest = [word.strip(".,")[::-1] + "o" for word in words]
        shown = request.prefix.split()
        return " ".join([*shown, *rest[len(shown) :]]) + "."


@pytest.fixture(scope="module")
def talk() -> list[Said]:
    return list(an_hour())


@pytest.fixture(scope="module")
def shown(talk: list[Said]) -> Shown:
    clock = Clock()
    clock.now = 0.0
    service = Service(lambda: SmallMachine(clock), TARGETS, clock=clock)
    shown: Shown = []
    waiting = iter(talk)
    said = next(waiting, None)
    while said is not None or service.health().waiting:
        while said is not None and said.at_s <= clock.now:
            hand_in = service.final if said.final else service.early
            hand_in(said.line, said.text, "en")
            said = next(waiting, None)
        outputs = service.step()
        shown += [(clock.now, output) for output in outputs]
        if not service.wait(0) and said is not None:
            clock.now = max(clock.now, said.at_s)
    return shown


def as_messages(shown: Shown) -> list[dict[str, object]]:
    return [
        {
            "type": "line",
            "id": output.line,
            "lang": output.lang,
            "text": output.text,
            "interim": "",
            "corrected": False,
        }
        for _, output in shown
    ]


def test_an_hour_in_two_languages_loses_doubles_and_reorders_nothing_and_never_falls_behind(
    talk: list[Said], shown: Shown
) -> None:
    lines = [said for said in talk if said.final]
    for lang in TARGETS:
        finals = [(at_s, o) for at_s, o in shown if o.final and o.lang == lang]
        assert [o.line for _, o in finals] == [said.line for said in lines]
        assert not any(o.refused for _, o in finals)
        delays = [at_s - said.at_s for (at_s, _), said in zip(finals, lines, strict=True)]
        assert max(delays) < MOST_LATE_S
        assert sum(not o.final for _, o in shown if o.lang == lang) > len(lines) / 4, "some come early"
        flicker = erasure(as_messages([each for each in shown if each[1].lang == lang]), lang)
        assert flicker is not None
        assert flicker <= 0.2


def test_a_pause_of_five_minutes_changes_nothing(talk: list[Said], shown: Shown) -> None:
    ends = [said for said in talk if said.final]
    resumed = next(b.line for a, b in pairwise(ends) if b.at_s - a.at_s > LONG_PAUSE_S)
    at_s = {o.line: at for at, o in shown if o.final}
    before, after = (at_s[line] - ends[line].at_s for line in (resumed - 1, resumed))
    assert max(before, after) < MOST_LATE_S
