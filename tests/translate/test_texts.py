"""Odd lines and an event's terms, with models of three tempers: obedient, silent, mad."""

from pathlib import Path

import pytest

from tests.translate.fakes import FakeTranslator
from translate.engine import Request
from translate.glossary_file import load_glossary
from translate.interpreter import Interpreter, Job
from translate.letters import has_letters

HERE = Path(__file__).parent
HOSTILE = (HERE / "hostile_lines.txt").read_text("utf-8").splitlines()
SENTENCES = (HERE / "term_sentences.txt").read_text("utf-8").splitlines()
GLOSSARY = load_glossary(HERE / "event_glossary.csv")
TARGETS = ("zh-Hans", "zh-Hant-HK", "es")

TEMPERS = {
    "obedient": lambda request: f"早上好 {request.text}" if request.target == "zh" else f"Así {request.text}",
    "silent": lambda request: "",
    "mad": lambda request: "Sure, here is the translation: la la la la la la la la la la la la la",
}


def test_the_files_hold_what_they_promise() -> None:
    assert len(HOSTILE) == 100
    assert len(SENTENCES) == 60
    assert len(GLOSSARY.terms) == 30
    found = [GLOSSARY.find(sentence, "en") for sentence in SENTENCES]
    assert all(len(terms) == 1 for terms in found)
    assert {terms[0].term.source for terms in found} == {term.source for term in GLOSSARY.terms}


@pytest.mark.parametrize("temper", TEMPERS)
def test_odd_lines_give_a_translation_or_the_marked_source(temper: str) -> None:
    interpreter = Interpreter(FakeTranslator(TEMPERS[temper]), GLOSSARY)
    lines = [*HOSTILE, "", " ", "word " * 300]
    for text in lines:
        (found,) = interpreter.translate([Job(text=text, source="en", targets=TARGETS)])
        assert set(found) == set(TARGETS)
        for translation in found.values():
            assert "here is the translation: la" not in translation.text
            assert translation.text == text if translation.refused else True
            assert bool(translation.text) == bool(text)
            if not has_letters(text):
                assert translation.text == text


@pytest.mark.parametrize("answer", ["kept", "lost"])
def test_every_term_comes_out_exactly_in_every_language(answer: str) -> None:
    """Whether the model keeps the marks or loses every one of them."""

    def translate(request: Request) -> str:
        word = "这里有" if request.target == "zh" else "Aquí está"
        return f"{word} {request.text if answer == 'kept' else ''}".replace("the", "").strip()

    interpreter = Interpreter(FakeTranslator(translate), GLOSSARY)
    for sentence in SENTENCES:
        (found,) = interpreter.translate([Job(text=sentence, source="en", targets=TARGETS)])
        (term,) = GLOSSARY.find(sentence, "en")
        for code, translation in found.items():
            form = GLOSSARY.into(term.term, code)
            assert form is None or translation.refused or form in translation.text
