"""What counts as one word when captions are scored."""

import unicodedata
from collections.abc import Callable

from whisper_normalizer.basic import BasicTextNormalizer
from whisper_normalizer.english import EnglishTextNormalizer

Tokenise = Callable[[str], list[str]]

BY_CHARACTER = {"zh", "yue", "ja", "ko", "th", "lo", "my", "km"}
"""Languages scored by characters, because they write no spaces or disagree about them."""


def tokeniser(language: str) -> Tokenise:
    """The way to cut a text of this language (a code such as `en` or `zh-Hant`) into comparable tokens.

    English and the other languages with spaces use Whisper's normalisers, so that figures compare with
    published ones; punctuation and case never count.
    """
    base = language.partition("-")[0].lower()
    if base in BY_CHARACTER:
        return characters
    normalise = EnglishTextNormalizer() if base == "en" else BasicTextNormalizer()
    return lambda text: normalise(text).split()


def characters(text: str) -> list[str]:
    """The letters and digits of a text, one by one, in their compatibility form."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return [character for character in folded if unicodedata.category(character)[0] in "LNM"]
