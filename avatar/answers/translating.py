"""Translates what is quoted, with one of the models of the captions' translation."""

from pathlib import Path
from threading import Lock

from avatar.answers.engine import Translate
from translate.errors import EngineError
from translate.glossary import Glossary
from translate.interpreter import Interpreter, Job
from translate.load import load_translator


def translating(model: Path, glossary: Glossary) -> Translate:
    """A translation function around the model in a directory. Raises ModelError."""
    interpreter = Interpreter(load_translator(model), glossary)
    turn = Lock()

    def translate(text: str, source: str, target: str) -> str | None:
        with turn:
            try:
                (found,) = interpreter.translate([Job(text=text, source=source, targets=(target,))])
            except EngineError:
                return None  # The quotation alone is an answer too.
        return None if found[target].refused else found[target].text

    return translate
