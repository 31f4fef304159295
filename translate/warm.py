"""Prepares a translator for the languages of an event, before its first line comes."""

from collections.abc import Iterable

from translate.engine import Request, Translator
from translate.languages import base

GREETING = "Good morning."


def warmed(translator: Translator, sources: Iterable[str], targets: Iterable[str]) -> Translator:
    """The translator, once it has greeted from every spoken language in all others it knows.

    An instruction model has then read its examples, which takes it seconds. Raises EngineError, and closes
    the translator, when it fails.
    """
    try:
        for source in dict.fromkeys(map(base, sources)):
            batch = [
                Request(text=GREETING, source=source, target=target)
                for target in dict.fromkeys(map(base, targets))
                if target != source and translator.supports(source, target)
            ]
            if batch:
                translator.translate(batch)
    except Exception:
        translator.close()
        raise
    return translator
