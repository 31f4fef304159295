"""A language model's yes or no, and what becomes of it."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from avatar.answers import lexicon
from avatar.answers.engine import Engine
from avatar.answers.evidence import CONSULTED, HOPELESS, SURE, Verification
from avatar.answers.folder import read_folder
from avatar.answers.library import Library
from avatar.answers.programme import find_programme
from avatar.answers.trust import BY_WORDS
from avatar.answers.verifier import Verifier, Verify, open_verifier
from models.errors import ModelError
from tests.avatar.answers.conftest import DEMO
from tests.translate import tiny
from tests.translate.fakes import FakeGeneration, FakeLanguageModel, Words
from translate.chat import CHATML, ChatWriter
from translate.errors import EngineError

WIDE = "What is there for guests?"
QUESTION = "How much is the Harbour Prize worth?"
DECISIVE = replace(BY_WORDS, spoken_of=0.0, plainly=0.0, doubts=0.0, verdict=1.0, at_rest=0.0, bar=0.0)


class OneWord(FakeLanguageModel):
    """Says yes with these log odds."""

    def generate_batch(self, start_tokens: list[list[str]], **options: Any) -> list[FakeGeneration]:
        self.calls.append((start_tokens, options))
        return [FakeGeneration([["Yes"]], [[np.array([0.5, 2.0, -1.0], np.float32)]])]


@pytest.fixture
def engine_that() -> Callable[[Verify], Engine]:
    def build(verify: Verify) -> Engine:
        verification = Verification(verify, DECISIVE)
        documents, programme = read_folder(DEMO).documents, find_programme(DEMO)
        library = Library(documents, lexicon.build(), None, programme, verification)
        return Engine(library, programme)

    return build


def test_the_log_odds_are_those_of_yes_against_no():
    model = OneWord()
    verify = Verifier(model, ChatWriter(CHATML, Words()), (1, 2))
    assert verify("Who opened it?", "Opened by Mayor Kwok.", "Guide") == 3.0
    (prompt,), options = model.calls[0]
    assert "“Guide”: Opened by Mayor Kwok." in " ".join(prompt)
    assert "library," in options["static_prompt"]


def test_only_what_the_model_says_yes_to_is_quoted(engine_that):
    asked: list[tuple[str, str, str]] = []

    def no(*what: str) -> float:
        asked.append(what)
        return -0.5

    assert engine_that(no).ask(WIDE).refused
    assert [question for question, _, _ in asked] == [WIDE] * CONSULTED
    answer = engine_that(lambda _, text, __: 1.0 if "50,000" in text else -1.0).ask(QUESTION)
    assert "50,000" in answer.citations[0].quote


def test_one_sure_yes_is_enough(engine_that):
    asked: list[str] = []

    def yes(_: str, text: str, __: str) -> float:
        asked.append(text)
        return SURE

    answer = engine_that(yes).ask(QUESTION)
    assert asked == [answer.citations[0].quote]


def test_one_clear_no_is_enough_too(engine_that):
    asked: list[str] = []

    def no(_: str, text: str, __: str) -> float:
        asked.append(text)
        return HOPELESS

    assert engine_that(no).ask(WIDE).refused
    assert len(asked) == 1


@pytest.mark.parametrize(
    "question", ["How much is the Mountain Prize of Zermatt worth?", "李家超對會議說了甚麼？"]
)
def test_what_the_document_never_names_is_never_asked_about(engine_that, question):
    assert engine_that(lambda *_: 9.0).ask(question).refused


def test_only_a_model_sets_aside_that_a_name_is_far_away(engine_that, engine):
    question, answer = "Who got the Harbour Prize from Grace Chan last year?", "Maria Santos"
    assert engine.ask(question).refused
    said = engine_that(lambda _, text, __: 1.0 if answer in text else -0.5).ask(question)
    assert answer in said.citations[0].quote


def test_a_model_finds_the_row_of_the_programme_that_its_look_up_does_not(engine_that, engine):
    question = "Is anybody minding coats?"
    assert engine.ask(question).refused
    answer = engine_that(lambda _, text, __: 1.0 if "Cloakroom" in text else -0.5).ask(question)
    assert (answer.source, answer.text) == ("programme", "Cloakroom: ground floor, right of the entrance.")
    assert answer.citations[0].url == "/documents/programme#w2"


def test_a_model_that_fails_leaves_the_rules_to_judge(engine_that, engine, caplog):
    def dead(*_: str) -> float:
        raise EngineError("out of memory")

    with caplog.at_level(logging.WARNING):
        assert engine_that(dead).ask(QUESTION).text == engine.ask(QUESTION).text
    assert "out of memory" in caplog.text
    assert "Prize" not in caplog.text


def test_an_instruction_model_can_be_asked(tmp_path):
    verify = open_verifier(tiny.qwen(tmp_path / "qwen"))
    assert verify("谁赞助了比赛？", "三十队", "Guide") == verify("谁赞助了比赛？", "三十队", "Guide")
    assert verify("Who?", "Mayor Kwok opened it.", "") != verify("Who?", "Thirty teams.", "")


def test_a_model_of_another_kind_is_told(tmp_path):
    with pytest.raises(ModelError, match="no instruction model"):
        open_verifier(tiny.nllb(tmp_path / "nllb"))
