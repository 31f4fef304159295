"""A translator is prepared for an event's languages before the first line."""

import pytest

from tests.translate.fakes import FakeTranslator
from translate.errors import EngineError
from translate.warm import warmed


def test_it_greets_from_every_spoken_language_in_all_others_it_knows() -> None:
    translator = FakeTranslator(lambda request: "Hola")
    translator.unknown = {"tlh"}
    assert warmed(translator, ("en", "zh"), ("zh-Hant-HK", "zh-Hans", "es", "tlh")) is translator
    pairs = [[(request.source, request.target) for request in batch] for batch in translator.batches]
    assert pairs == [[("en", "zh"), ("en", "es")], [("zh", "es")]]


def test_one_that_fails_at_it_is_closed() -> None:
    translator = FakeTranslator(lambda request: "Hola")
    translator.broken = True
    with pytest.raises(EngineError):
        warmed(translator, ("en",), ("es",))
    assert translator.closed == 1
