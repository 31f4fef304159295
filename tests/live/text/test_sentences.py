import pytest

from live.text.sentences import PHRASE_BREAK, break_cost, ends_sentence


@pytest.mark.parametrize(
    ("text", "following", "lang"),
    [
        ("my fellow Americans.", None, "en"),
        ("Really?", None, "en"),
        ('He said, "We go."', None, "en"),
        ("in 2025.", " The", "en"),
        ("he said no.", " They", "en"),
        ("at 5 p.m.", " We", "en"),
        ("well...", " The", "en"),
        ("我们很高兴。", None, "zh"),
        ("「始めましょう。」", None, "ja"),
        ("「始めましょう。", "次", "ja"),
        ("im Jahr 2025.", " Das", "de"),
        ("یہ ہے۔", None, "ur"),
    ],
)
def test_sentence_ends(text: str, following: str | None, lang: str) -> None:
    assert ends_sentence(text, following, lang)


@pytest.mark.parametrize(
    ("text", "following", "lang"),
    [
        ("Good morning, Mr.", " Smith", "en"),
        ("in the U.S.", " Congress", "en"),
        ("number No.", " 5", "en"),
        ("about 3.", None, "en"),
        ("about 3.", "5", "en"),
        ("增加了3.", "5", "zh"),
        ("at 5 p.m.", " we", "en"),
        ("Apple Corp.", " said", "en"),
        ("well...", " and", "en"),
        ("wait...", None, "en"),
        ("am 3.", " Oktober", "de"),
        ("「始めましょう。", None, "ja"),
        ("「始めましょう。", "」", "ja"),
        ("a word", " more", "en"),
        ("", None, "en"),
    ],
)
def test_sentence_goes_on(text: str, following: str | None, lang: str) -> None:
    assert not ends_sentence(text, following, lang)


def test_break_costs_rise_from_clause_to_phrase_to_article() -> None:
    assert break_cost("we came,", " we saw", "en") == 0
    assert break_cost("we came", " and saw", "en") == PHRASE_BREAK
    assert break_cost("we came", " home", "en") == 1
    assert break_cost("we saw the", " house", "en") == 2
    assert break_cost("we saw Mr.", " Smith", "en") == 2
    assert break_cost("收入的", "增加", "zh") < break_cost("收", "入", "zh")
    assert (
        break_cost("簡単に", "使える", "ja") < break_cost("簡", "単に", "ja") < break_cost("簡単", "に", "ja")
    )
