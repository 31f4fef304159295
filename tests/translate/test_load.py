"""Model directories in the hub's layout are recognised, loaded and run, whatever the family."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from models.errors import ModelError
from models.gguf import convert_qwen2
from tests.models.test_gguf import write_gguf
from tests.translate import tiny
from tests.translate.marian import converted_opus_mt
from translate.engine import Request
from translate.load import load_translator

BATCH = [
    Request(text="Good morning to all of you", source="en", target="es"),
    Request(text="Good morning", source="en", target="zh", prefix="早上好"),
    Request(text="What does this mean", source="en", target="es", retry=True),
]


@pytest.mark.parametrize("build", [tiny.nllb, tiny.m2m100, tiny.small100, tiny.madlad, tiny.qwen])
def test_each_family_translates_a_mixed_batch(tmp_path: Path, build: Callable[[Path], Path]) -> None:
    translator = load_translator(build(tmp_path / "model"), device="cpu")
    assert translator.supports("en", "es")
    results = translator.translate(BATCH)
    assert len(results) == len(BATCH)
    assert results[1].startswith("早上好"), "what is shown stays"


def test_opus_mt_takes_its_pair_from_the_directory(tmp_path: Path) -> None:
    directory = tiny.opus_mt(tmp_path / "opus-mt-en-zh-ct2", [">>cmn_Hans<<", ">>yue_Hant<<"])
    translator = load_translator(directory, device="cpu")
    assert translator.supports("en", "zh-Hant")
    assert not translator.supports("zh", "en")
    assert len(translator.translate([Request(text="Good morning", source="en", target="zh")])) == 1


def test_opus_mt_groups_of_languages_and_a_given_pair(tmp_path: Path) -> None:
    romance = load_translator(tiny.opus_mt(tmp_path / "opus-mt-en-roa", [">>spa<<", ">>fra<<"]), device="cpu")
    assert romance.supports("en", "fr")
    assert not romance.supports("en", "de")
    named = load_translator(tiny.opus_mt(tmp_path / "mine"), device="cpu", pair=("en", "de"))
    assert named.supports("en", "de")


def test_an_opus_mt_model_of_marian_runs_once_ctranslate2_has_converted_it(tmp_path: Path) -> None:
    directory = converted_opus_mt(tmp_path / "opus-mt-en-zh", [">>cmn_Hans<<", ">>yue_Hant<<"])
    translator = load_translator(directory, device="cpu")
    assert translator.supports("en", "zh-Hant-HK")
    texts = translator.translate(
        [Request(text="Good morning", source="en", target=to) for to in ("zh", "yue")]
    )
    assert len(texts) == 2


def test_a_qwen_model_of_a_gguf_file_runs_once_it_is_converted(tmp_path: Path) -> None:
    write_gguf(tmp_path / "model.gguf")
    convert_qwen2(tmp_path / "model.gguf", tmp_path / "model")
    translator = load_translator(tmp_path / "model", device="cpu")
    texts = translator.translate(BATCH)
    assert texts[1].startswith("早上好")


def test_an_unnamed_pair_is_an_error_that_says_how_to_name_it(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="opus-mt-en-zh"):
        load_translator(tiny.opus_mt(tmp_path / "mine"), device="cpu")


def test_a_vocabulary_as_text_is_read_too(tmp_path: Path) -> None:
    directory = tiny.nllb(tmp_path / "model")
    vocabulary = directory / "shared_vocabulary.json"
    tokens = json.loads(vocabulary.read_text("utf-8"))
    (directory / "shared_vocabulary.txt").write_text("\n".join(tokens), encoding="utf-8")
    vocabulary.unlink()
    assert load_translator(directory, device="cpu").supports("en", "zh-Hans")


def test_missing_and_broken_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="has no model"):
        load_translator(tmp_path, device="cpu")
    directory = tiny.nllb(tmp_path / "model")
    (directory / "sentencepiece.bpe.model").rename(directory / "elsewhere")
    with pytest.raises(ModelError, match="has no tokenizer"):
        load_translator(directory, device="cpu")
    (directory / "spiece.model").write_bytes(b"broken")
    with pytest.raises(ModelError, match="not a sentencepiece model"):
        load_translator(directory, device="cpu")
    (directory / "model.bin").write_bytes((directory / "model.bin").read_bytes()[:40])
    with pytest.raises(ModelError, match="is broken"):
        load_translator(directory, device="cpu")


def test_truncated_weights_are_a_model_error(tmp_path: Path) -> None:
    directory = tiny.qwen(tmp_path / "model")
    whole = (directory / "model.bin").read_bytes()
    (directory / "model.bin").write_bytes(whole[: len(whole) - 100])
    with pytest.raises(ModelError, match=r"cannot be loaded|is broken"):
        load_translator(directory, device="cpu")
