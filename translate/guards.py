"""Refuses what is no translation: empty, wrong language, copied, looping, chatting, numbers changed."""

import re
from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum

from translate.languages import Script, base, script
from translate.letters import length, scripts
from translate.magnitudes import changed_amounts
from translate.protect import changed_numbers, lost_addresses
from translate.replies import replies
from translate.wording import are_words_of, is_foreign, reads_foreign


class Verdict(StrEnum):
    """Why a translation was refused."""

    EMPTY = "empty"
    WRONG_LANGUAGE = "wrong language"
    COPY = "a copy of the source"
    LOOP = "a loop"
    TOO_LONG = "too long"
    TOO_SHORT = "too short"
    CHATTER = "chatter"
    NUMBERS = "numbers changed"
    ADDRESSES = "addresses changed"
    TERMS = "terms changed"
    UNSUPPORTED = "a language the model does not know"


LONGEST, SHORTEST = 2.5, 0.33
"""A translation says this many times as much as its source, at most and at least (see letters.length)."""
SPARE_LETTERS = 20
"""Letters by which a short line may differ all the same."""
NAME_WORDS = 3
"""A line of so few words may be a name, the same in both languages,"""
PLAIN_WORD = 3
"""unless one of so many letters begins with a small one."""
PHRASE_WORDS = 3
"""So many words as in the source are a copy, if a common word of its language is among them."""
FOREIGN_SHARE = 0.5
"""At least this share of the letters is in the script of the target, terms apart."""

_LOOP = re.compile(r"(.{2,60}?)\1{3,}|(.)\2{9,}", re.DOTALL)
_LABEL = re.compile(
    r"^(?:(?:the )?translation|translated text|(?:la )?traducción|(?:la )?traduction|(?:die )?übersetzung"
    r"|(?:a )?tradução|译文|翻译|翻訳|번역)\s*[:：]\s*",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"\s*(?:[(（\[【]\s*)?(?:note|translator's note|explanation|nota|remarque|hinweis|anmerkung|注|注释|说明)"
    r"\s*[:：].*$",
    re.IGNORECASE | re.DOTALL,
)
_QUOTES = {'"': '"', "“": "”", "«": "»", "「": "」", "『": "』", "„": "“", "'": "'"}


def clean(translation: str, source: str) -> str:
    """Take away what a model wraps around a translation: a label, quotation marks, a note at the end."""
    text = " ".join(translation.split())
    if not _LABEL.match(source):
        text = _LABEL.sub("", text)
    if not _NOTE.search(source):
        text = _NOTE.sub("", text)
    return text.strip() if source.strip()[:1] in _QUOTES else _unquoted(text).strip()


def _unquoted(text: str) -> str:
    """A text without the quotation marks around it, or one that is never closed."""
    if len(text) < 2 or text[0] not in _QUOTES:
        return text
    closing = _QUOTES[text[0]]
    inside = text[1:].removesuffix(closing)
    return text if text[0] in inside or closing in inside else inside


def check(translation: str, source: str, target_lang: str, kept: Collection[str] = ()) -> Verdict | None:
    """Why a cleaned translation must not be shown; None when it may be.

    `kept`: names and terms that are written as they are in any language.
    """
    if not translation:
        return Verdict.EMPTY
    ours, theirs = _without(translation, kept), _without(source, kept)
    if _loops(ours, theirs):
        return Verdict.LOOP
    if replies(translation, source, target_lang):
        return Verdict.CHATTER
    if _is_copy(ours, theirs, target_lang):
        return Verdict.COPY
    if _wrong_language(ours, theirs, target_lang):
        return Verdict.WRONG_LANGUAGE
    return _wrong_length(translation, source) or _harmed(translation, source)


def _without(text: str, kept: Collection[str]) -> str:
    for term in sorted(kept, key=len, reverse=True):
        text = text.replace(term, " ")
    return text


def _loops(text: str, source: str) -> bool:
    """Whether a text repeats itself where its source does not, or counts where nobody counted."""
    loops = [match[0] for match in _LOOP.finditer(text) if not match[0].isspace()]
    return bool(loops) and (
        not _LOOP.search(source) or any(loop.isdigit() and loop not in source for loop in loops)
    )


def _is_copy(text: str, source: str, target_lang: str) -> bool:
    """Whether a text is its source once more, or has a phrase of it that no name explains."""
    words = re.findall(r"\w+", source)
    ours, theirs = re.findall(r"\w+", text.casefold()), [word.casefold() for word in words]
    phrases = set(_phrases(ours)) & set(_phrases(theirs))
    if any(is_foreign(word, base(target_lang)) for phrase in phrases for word in phrase):
        return True
    if ours != theirs:
        return False
    different = set(theirs)
    plain = any(len(word) >= PLAIN_WORD and word.islower() for word in words)
    return len(different) > NAME_WORDS or (plain and not are_words_of(different, base(target_lang)))


def _phrases(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every so many words that follow each other."""
    return zip(*(words[start:] for start in range(PHRASE_WORDS)), strict=False)


def _wrong_language(text: str, source: str, target_lang: str) -> bool:
    """By script where the two differ in script, by common words where both are Latin."""
    wanted = script(target_lang)
    found, said = scripts(text), scripts(source)
    ours: set[Script] = {wanted, "Hani"} if wanted in ("Jpan", "Kore") else {wanted}
    right = sum(found[one] for one in ours)
    foreign = sum(found.values()) - right
    if any(one not in ours and one != "Latn" and not said[one] for one in found):
        return True
    if foreign > SPARE_LETTERS / 2 and right < FOREIGN_SHARE * (right + foreign):
        return True
    if foreign and not right:
        return not _is_name(text, source)
    if wanted == "Jpan" and not found["Jpan"] and found["Hani"] > SPARE_LETTERS / 2:
        return True
    return reads_foreign(text, base(target_lang))


def _is_name(text: str, source: str) -> bool:
    """Whether a text in other letters than its language's is a few words of the source, as they were."""
    words = re.findall(r"\w+", text)
    return len(words) <= NAME_WORDS and set(words) <= set(re.findall(r"\w+", source))


def _wrong_length(translation: str, source: str) -> Verdict | None:
    ours, theirs = length(translation), length(source)
    if ours > LONGEST * theirs + SPARE_LETTERS:
        return Verdict.TOO_LONG
    if ours < SHORTEST * theirs - SPARE_LETTERS / 4:
        return Verdict.TOO_SHORT
    return None


def _harmed(translation: str, source: str) -> Verdict | None:
    if lost_addresses(source, translation):
        return Verdict.ADDRESSES
    changed = changed_numbers(source, translation) or changed_amounts(source, translation)
    return Verdict.NUMBERS if changed else None
