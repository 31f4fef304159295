"""Whether a text counts what was asked for: a number beside the thing, not just both in one sentence."""

import re

from avatar.answers.question import Question
from avatar.answers.terms import Content
from avatar.answers.word_lists import words

_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTHS = words("January February March April May June July August September October November December")
_BEFORE, _AFTER = 4, 4
"""A number counts a thing that follows it within so many words, or comes that much before it."""
_PARTING = words("from of in by for with to at and or who that which")
"""A word that parts a number from what comes after it: "500 people from banks" counts no banks."""
_LINKING = words("of is are was were reached totals totalled has have")
"""A word that ties a thing to the number after it: "a power of 3,000"."""


def counts(question: Question, content: Content) -> bool:
    """Whether a number that the question does not have stands beside what is to be counted."""
    asked = {one for term in question.terms for one in term.own}
    numbers = [
        place for place, word in enumerate(content.words) if _is_number(content, place) and word not in asked
    ]
    if not question.focus:
        return bool(numbers)
    things = {
        place
        for term in question.focus
        for phrase in (term.own, *term.others)
        if content.holds(phrase)
        for one in phrase
        for place in content.places.get(one, ())
        if not _is_abbreviation(content, place)
    }
    return any(_belongs(content, number, thing) for number in numbers for thing in things)


def _belongs(content: Content, number: int, thing: int) -> bool:
    """Whether a number counts the thing at a place."""
    if not -_AFTER <= thing - number <= _BEFORE:
        return False
    between = {word.lower() for word in content.words[min(number, thing) + 1 : max(number, thing)]}
    if not content.words[thing].isascii():
        return True
    return bool(_LINKING & between) or thing == number - 1 if thing < number else not _PARTING & between


def _is_abbreviation(content: Content, place: int) -> bool:
    """Whether the stems at a place are those of a name spelt out, of which the text has the letters only."""
    return content.words[place].isascii() and len(content.stems[place]) > 2


def _is_number(content: Content, place: int) -> bool:
    """Whether a number stands at a place that may count something: no year, and no day of a month."""
    if not any(one[0].isdigit() for one in content.stems[place]):
        return False
    beside = content.words[max(0, place - 1) : place] + content.words[place + 1 : place + 2]
    return not _YEAR.fullmatch(content.words[place]) and not any(word in _MONTHS for word in beside)
