"""Language codes, names and the errors about them."""

import pytest

from live.errors import ConfigError
from live.languages import LANGUAGES, canonical, nearest_code

WHISPER_CODES = (
    "af am ar as az ba be bg bn bo br bs ca cs cy da de el en es et eu fa fi fo fr gl gu ha haw he hi hr "
    "ht hu hy id is it ja jw ka kk km kn ko la lb ln lo lt lv mg mi mk ml mn mr ms mt my ne nl nn no oc "
    "pa pl ps pt ro ru sa sd si sk sl sn so sq sr su sv sw ta te tg th tk tl tr tt uk ur uz vi yi yo zh "
    "yue"
)


@pytest.mark.parametrize("code", WHISPER_CODES.split())
def test_whatever_whisper_can_detect_has_a_name(code):
    assert LANGUAGES[code].name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("en", "English"),
        ("zh-Hant", "繁體中文"),
        ("zh-Hant-HK", "繁體中文（香港）"),
        ("zh-Hant-TW", "繁體中文（台灣）"),
        ("zh-Hans", "简体中文"),
        ("yue", "粵語"),
        ("es", "Español"),
        ("fr", "Français"),
        ("de", "Deutsch"),
        ("ja", "日本語"),
        ("pt", "Português"),
        ("ko", "한국어"),
        ("ar", "العربية"),
        ("he", "עברית"),
    ],
)
def test_a_language_is_listed_under_its_own_name(code, name):
    assert LANGUAGES[code].name == name


def test_names_are_distinct():
    assert len({language.name for language in LANGUAGES.values()}) == len(LANGUAGES)


def test_arabic_and_hebrew_run_right_to_left_and_others_do_not():
    right_to_left = {code for code, language in LANGUAGES.items() if language.direction == "rtl"}
    assert {"ar", "he", "fa", "ur"} <= right_to_left
    assert right_to_left.isdisjoint({"en", "zh-Hant-HK", "ja", "ko"})


@pytest.mark.parametrize(
    ("written", "code"),
    [("EN", "en"), ("zh_hant_hk", "zh-Hant-HK"), (" yue ", "yue"), ("ZH-hans", "zh-Hans")],
)
def test_case_and_separator_do_not_matter(written, code):
    assert canonical(written) == code


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("zh-HK", "zh-Hant-HK"),
        ("zh-TW", "zh-Hant-TW"),
        ("zh_CN", "zh-Hans"),
        ("Cantonese", "yue"),
        ("español", "es"),
        ("日本語", "ja"),
        ("jp", "ja"),
        ("en-GB", "en"),
        ("pt-BR", "pt"),
        ("zh-Hant-MO", "zh"),
        ("hawa", "haw"),
    ],
)
def test_an_unknown_code_is_answered_with_the_one_meant(written, meant):
    with pytest.raises(ConfigError, match=rf"Did you mean '{meant}'\?$"):
        canonical(written)


def test_the_error_names_the_value_and_the_choices():
    with pytest.raises(ConfigError) as caught:
        canonical("zh-HK", ("en", "yue", "zh-Hans", "zh-Hant-HK"))
    assert str(caught.value) == (
        "Unknown language 'zh-HK'. Known: en, yue, zh-Hans, zh-Hant-HK. Did you mean 'zh-Hant-HK'?"
    )


def test_only_a_known_code_is_suggested():
    assert nearest_code("zh-HK", ("en", "yue")) is None
    assert nearest_code("zh", ("en", "zh-Hant-HK")) == "zh-Hant-HK"


@pytest.mark.parametrize("rubbish", ["", "🎉", "xx", "x" * 5000])
def test_rubbish_gets_the_plain_error(rubbish):
    with pytest.raises(ConfigError, match="Unknown language"):
        canonical(rubbish)
