"""Bad language, masked in its place."""

import pytest

from live.text.bad_words import BAD_WORDS
from live.text.mask import Mask


@pytest.mark.parametrize(
    ("lang", "text", "masked"),
    [
        ("en", "What the Fucking hell", "What the F•••••• hell"),
        ("en", "Scunthorpe assesses the shitake", "Scunthorpe assesses the shitake"),
        ("es", "¡Qué mierda!", "¡Qué m•••••!"),
        ("de", "So ein Scheiß, sagt er", "So ein S•••••, sagt er"),
        ("zh-Hans", "他妈的又坏了", "他••又坏了"),
        ("yue", "你個仆街", "你個仆•"),
        ("ko", "개새끼야", "개••야"),
        ("it", "What the fuck", "What the fuck"),
    ],
)
def test_bad_words_keep_their_first_letter_and_their_length(lang, text, masked):
    assert Mask().masked(text, lang) == masked
    assert len(masked) == len(text)


def test_words_of_the_event_are_masked_in_every_language():
    mask = Mask(["voldemort", "acme*"])
    assert mask.masked("Voldemort bought ACMEcorp.", "it") == "V•••••••• bought A•••••••."
    assert mask.masked("他说voldemort", "zh-Hans") == "他说v••••••••"


def test_translators_get_the_text_without_them():
    assert Mask().without("What the fuck is this?", "en") == "What the is this?"
    assert Mask().without("Shit, no.", "en") == ", no."


def test_every_listed_word_is_masked():
    for lang, words in BAD_WORDS.items():
        for word in words:
            assert "•" in Mask().masked(word.removesuffix("*"), lang), word
