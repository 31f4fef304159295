"""English words cut to what their forms have in common: `collaborates` and `collaboration` to `collabor`."""

import re
from functools import cache

from avatar.answers.word_lists import words

_POSSESSIVE = re.compile(r"['’][a-z]{1,2}$")

_SUFFIXES = sorted(
    words(
        "isations izations isation ization isers izers ising izing ised ized ises izes ise ize iser izer"
        " ations ation ators ator ating ated ates ate ements ement ments ment ances ance ences ence ants ant"
        " ents ent ists ist isms ism ivities ivity ives ive ions ion ities ity ships ship nesses ness"
        " ables able ibles ible ally ily als al ing ings edly ed ers er ors or ies ied es s ly e y ary"
    ),
    key=len,
    reverse=True,
)
_LEAST = 4
"""Letters that stay; short endings leave three."""
_SHORT = frozenset({"s", "es", "ed", "ing", "e", "ly"})
_IRREGULAR = {
    "held": "hold",
    "holds": "hold",
    "spoke": "speak",
    "spoken": "speak",
    "speech": "speech",
    "speeches": "speech",
    "taught": "teach",
    "gave": "give",
    "given": "give",
    "said": "say",
    "took": "take",
    "taken": "take",
    "began": "begin",
    "came": "come",
    "begun": "begin",
    "made": "make",
    "built": "build",
    "found": "found",
    "led": "lead",
    "ran": "run",
    "paid": "pay",
    "sold": "sell",
    "bought": "buy",
    "won": "win",
    "people": "people",
    "persons": "person",
    "centre": "center",
    "centres": "center",
    "programmes": "program",
    "programme": "program",
    "countries": "country",
    "companies": "company",
    "parties": "party",
    "wrote": "write",
    "written": "write",
    "lies": "lie",
    "this": "this",
    "does": "do",
    "did": "do",
    "children": "child",
    "women": "woman",
    "men": "man",
    "ate": "eat",
    "photos": "photo",
    "institution": "instituto",
    "institutions": "instituto",  # With an end that is no suffix: an institution is no institute.
    "ups": "up",
}
_NUMBERS = (
    *(
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
NUMBER_WORDS = {word: str(value) for value, word in enumerate(_NUMBERS)}
"""A number in letters → its digits."""


def normal(word: str) -> str:
    """A Latin word in small letters, without dots and possessive; `Al`, as scanners write AI, is `ai`."""
    word = _POSSESSIVE.sub("", word).replace(".", "")
    return "ai" if word == "Al" else word.lower()


@cache
def stem(word: str) -> str:
    """The stem of a word in small letters; a number in letters becomes digits."""
    word = _IRREGULAR.get(word, word)
    if word in NUMBER_WORDS:
        return NUMBER_WORDS[word]
    if word.endswith(("our", "ours")) and len(word) > 5:
        word = word.replace("our", "or")
    for suffix in _SUFFIXES:
        least = 3 if suffix in _SHORT else _LEAST
        if word.endswith(suffix) and len(word) - len(suffix) >= least and not word.endswith("ss"):
            return _undoubled(word.removesuffix(suffix))
    return word


def _undoubled(stemmed: str) -> str:
    """`planned` is a form of `plan`."""
    if len(stemmed) > 3 and stemmed[-1] == stemmed[-2] and stemmed[-1] in "bdgmnprt":
        return stemmed[:-1]
    return stemmed
