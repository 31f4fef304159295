"""Each family's language codes and the tokens around the text."""

import pytest

from tests.translate.fakes import FakeSequenceModel, Words
from translate import codes
from translate.encoder_decoder import EncoderDecoder
from translate.engine import Request
from translate.errors import EngineError
from translate.families import Family, M2m100, Madlad, Marian, Nllb

NLLB = Nllb({"eng_Latn", "zho_Hans", "yue_Hant", "spa_Latn"})
M2M = M2m100({"__en__", "__zh__", "__jv__"})
SMALL = M2m100({"__en__", "__zh__"}, small=True)
MADLAD = Madlad({"<2zh>", "<2en>", "<2iw>"})


def translate(family: Family, request: Request, *, adds_end: bool = False) -> tuple[FakeSequenceModel, str]:
    model = FakeSequenceModel()
    translator = EncoderDecoder(model, family, (Words(), Words()), adds_end=adds_end, beam_size=2)
    (result,) = translator.translate([request])
    return model, result


@pytest.mark.parametrize(
    ("family", "source", "prefix"),
    [
        (NLLB, ["eng_Latn", "good", "day", "</s>"], ["zho_Hans"]),
        (M2M, ["__en__", "good", "day", "</s>"], ["__zh__"]),
        (SMALL, ["__zh__", "good", "day", "</s>"], None),
        (MADLAD, ["<2zh>", "good", "day", "</s>"], None),
        (Marian({">>cmn_Hans<<"}, "en", "zh"), [">>cmn_Hans<<", "good", "day", "</s>"], None),
        (Marian(set(), "en", "zh"), ["good", "day", "</s>"], None),
    ],
)
def test_tokens_around_the_text(family: Family, source: list[str], prefix: list[str] | None) -> None:
    model, text = translate(family, Request(text="good day", source="en", target="zh"))
    assert model.sources == [source]
    assert model.prefixes == (None if prefix is None else [prefix])
    assert text == "end"


@pytest.mark.parametrize("family", [NLLB, M2M, SMALL, MADLAD])
def test_what_is_shown_is_forced_and_stays_in_the_text(family: Family) -> None:
    model, text = translate(family, Request(text="good day", source="en", target="zh", prefix="a b"))
    assert model.prefixes is not None
    assert model.prefixes[0][-2:] == ["a", "b"]
    assert text == "a b end"


def test_the_end_token_is_not_doubled_where_ctranslate2_adds_it() -> None:
    model, _ = translate(NLLB, Request(text="a", source="en", target="es"), adds_end=True)
    assert model.sources == [["eng_Latn", "a"]]


def test_chinese_in_all_scripts_is_one_language_to_a_model() -> None:
    assert NLLB.framed("en", "zh-Hant-HK") == (("eng_Latn",), ("zho_Hans",))
    assert NLLB.framed("yue", "zh-Hant") == (("yue_Hant",), ("zho_Hans",))


def test_codes_that_differ_from_ours() -> None:
    assert MADLAD.framed("en", "he") == (("<2iw>",), ())
    assert M2M.framed("en", "jw") == (("__en__",), ("__jv__",))
    assert M2M.framed("yue", "en") == (("__zh__",), ("__en__",)), "M2M100 reads Cantonese as Chinese"


def test_unknown_languages_are_not_supported() -> None:
    assert NLLB.framed("en", "fr") is None
    assert Marian(set(), "en", "es").framed("en", "fr") is None
    assert Marian(set(), "en", "es").framed("es", "en") is None
    with pytest.raises(EngineError, match="en into fr"):
        translate(NLLB, Request(text="a", source="en", target="fr"))


def test_first_tries_and_retries_of_a_batch_keep_their_order_and_settings() -> None:
    model = FakeSequenceModel()
    translator = EncoderDecoder(model, NLLB, (Words(), Words()), adds_end=False, beam_size=2)
    batch = [Request(text=t, source="en", target="es", retry=t == "b", prefix=t) for t in "abc"]
    assert translator.translate(batch) == ["a end", "b end", "c end"]
    assert [options["beam_size"] for options in model.options] == [2, 4]


def test_every_caption_language_has_codes() -> None:
    assert len(codes.NLLB) >= 95
    assert all(len(flores.split("_")) == 2 for flores in codes.NLLB.values())
