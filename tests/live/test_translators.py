"""What the technician is told of a translation, and refused, before anything is loaded."""

from pathlib import Path

import pytest

from live.config import RoomConfig
from live.translators import describe_translation, open_glossary
from models.errors import ModelError
from translate.errors import GlossaryError


def a_room(model: str = "qwen2.5-coder-0.5b", **fields: object) -> RoomConfig:
    return RoomConfig(translate_to=("zh-Hant-HK", "es"), translation_model=model, **fields)  # type: ignore[arg-type]


def test_the_languages_the_model_and_its_licence_are_told() -> None:
    assert describe_translation(a_room()) == (
        "Translated into zh-Hant-HK, es with qwen2.5-coder-0.5b; licence: Apache-2.0."
    )
    assert describe_translation(RoomConfig()) == ""


def test_a_licence_that_forbids_commercial_events_is_told() -> None:
    assert "licence: CC-BY-NC-4.0 (NON-COMMERCIAL use only)." in describe_translation(a_room("nllb-600m"))


def test_a_directory_of_ones_own_is_taken(tmp_path: Path) -> None:
    assert "your own" in describe_translation(a_room(str(tmp_path)))


def test_a_model_that_nobody_knows_is_refused_with_the_nearest() -> None:
    with pytest.raises(ModelError, match=r"Unknown model 'qwen2\.5-coder'\..*Did you mean 'qwen2\.5-coder-"):
        describe_translation(a_room("qwen2.5-coder"))


def test_a_wrong_glossary_is_refused(tmp_path: Path) -> None:
    assert open_glossary(a_room()) is None
    with pytest.raises(GlossaryError, match="cannot be read"):
        open_glossary(a_room(glossary=tmp_path / "missing.csv"))
