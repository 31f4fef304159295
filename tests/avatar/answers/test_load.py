"""What an engine needs before it can be made."""

from pathlib import Path

import pytest

from avatar.answers.load import Sources, load_engine
from models.errors import ModelError
from tests.avatar.answers.conftest import DEMO


@pytest.fixture(autouse=True)
def _no_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTLIGHTS_CACHE", str(tmp_path))


@pytest.mark.parametrize(
    ("chosen", "missing"),
    [
        ({}, "cc-cedict multilingual-e5-small qwen2.5-coder-1.5b"),
        ({"verifier": "none"}, "cc-cedict multilingual-e5-small"),
        ({"embeddings": "none"}, "cc-cedict"),
    ],
)
def test_all_that_has_to_be_fetched_is_named_at_once(chosen, missing):
    with pytest.raises(ModelError, match=f"footlights models pull {missing}$"):
        load_engine(Sources(documents=DEMO, **chosen), tell=lambda _: None)


def test_words_alone_need_no_model():
    sources = Sources(documents=DEMO, embeddings="none", dictionary="none")
    assert load_engine(sources, tell=lambda _: None).ask("How much is the Harbour Prize?").citations
