"""What language a talk is in."""

from datetime import time

import pytest

from avatar.answers import lexicon
from avatar.answers.engine import Engine
from avatar.answers.library import Library
from avatar.answers.programme import Programme, Slot


@pytest.fixture(scope="module")
def engine() -> Engine:
    slots = (
        Slot(
            id="s1", start=time(9), end=time(10), title="Letters", speakers=("Ann Lee",), languages=("yue",)
        ),
        Slot(id="s2", start=time(10), end=time(11), title="Numbers", languages=("en", "zh-Hans")),
    )
    return Engine(Library((), lexicon.build(), None), Programme(event="Forum", slots=slots))


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("Which talk is in Cantonese?", "Letters"),
        ("哪一場用普通話？", "語言：英語、普通話"),
        ("What language is Ann Lee speaking in?", "Spoken in: Cantonese."),
        ("哪一场用粤语？", "语言：广东话"),
    ],
)
def test_the_programme_tells_the_languages_of_its_talks(engine, question, holds):
    answer = engine.ask(question)
    assert answer.source == "programme"
    assert holds in answer.text


def test_a_language_that_no_talk_is_in_is_refused(engine):
    assert engine.ask("Which talk is in French?").refused
