"""Slips of the thumb and of the ear are mended; names and words that are right stay."""

import pytest

from avatar.answers.lexicon import Lexicon
from avatar.answers.spelling import Spelling, slips

TEXT = "The Government launched an AI Subsidy Scheme. The HKMA showed a chatbot, and Noor a symposium."
ENGLISH = {"一": ("the/of/what/which/about/brake/dog/show/long",)}


@pytest.fixture
def spelling() -> Spelling:
    return Spelling(Lexicon(dictionary=ENGLISH), [TEXT])


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("the goverment's sceme", "the government's scheme"),
        ("the chat bot of the h k m a", "the chatbot of the HKMA"),
        ("what is a i", "what is AI"),
        ("the sympsoium", "the symposium"),
        ("the Sceme of Goverment Bank", "the Sceme of Goverment Bank"),
        ("the long brake", "the long brake"),
        ("金管局嘅 chat bot", "金管局嘅 chatbot"),
        ("", ""),
    ],
)
def test_a_question_is_read_as_it_was_meant(spelling: Spelling, heard: str, meant: str) -> None:
    assert spelling.mended(heard) == meant


def test_without_a_dictionary_no_word_is_a_slip() -> None:
    assert Spelling(Lexicon(), [TEXT]).mended("the goverment") == "the goverment"


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [("scheme", "scheme", 0), ("sceme", "scheme", 1), ("shceme", "scheme", 1), ("a", "scheme", 2)],
)
def test_slips_are_counted(one: str, other: str, count: int) -> None:
    assert slips(one, other, 1) == count
