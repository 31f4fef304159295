"""The event's names and terms: finds them in a text and says how each language writes them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from translate import chinese
from translate.languages import base
from translate.letters import WIDE


@dataclass(frozen=True, slots=True)
class Term:
    """One row of the glossary."""

    source: str
    """As the glossary's own language writes it."""
    variants: tuple[str, ...] = ()
    """What the recogniser may make of it."""
    dnt: bool = False
    """Do not translate: written as `source` in every language."""
    translations: dict[str, str] = field(default_factory=dict)
    """Language code → how that language writes it."""

    def into(self, code: str) -> str | None:
        """How the term is written in a language; None where the glossary does not say.

        A column of one way of writing Chinese serves the others, converted.
        """
        if self.dnt:
            return self.source
        if code in self.translations:
            return self.translations[code]
        if base(code) == "zh":
            written = next((self.translations[v] for v in chinese.VARIANTS if v in self.translations), None)
            return None if written is None else chinese.convert(written, code)
        return self.translations.get(base(code))

    def forms(self, code: str) -> tuple[str, ...]:
        """What may stand for the term in a text of that language."""
        return (self.source, *self.variants, *filter(None, [self.into(code)]))


@dataclass(frozen=True, slots=True)
class Found:
    """A term found at characters [start, end) of a text."""

    start: int
    end: int
    term: Term


class Glossary:
    """The terms of an event. `language` is the one of its `term` column."""

    def __init__(self, terms: Iterable[Term] = (), *, language: str = "en") -> None:
        self.terms = tuple(terms)
        self.language = language
        self._finders: dict[str, tuple[re.Pattern[str], dict[str, Term]]] = {}

    def find(self, text: str, code: str) -> list[Found]:
        """The terms in a text of language `code`, in order; where several could begin, the longest."""
        if not self.terms:
            return []
        if code not in self._finders:
            self._finders[code] = self._finder(code)
        pattern, terms = self._finders[code]
        return [Found(m.start(), m.end(), _named(m.group(), terms)) for m in pattern.finditer(text)]

    def into(self, term: Term, code: str) -> str | None:
        """How a language writes a term; see Term.into."""
        return term.source if base(code) == base(self.language) else term.into(code)

    def hotwords(self, code: str) -> list[str]:
        """The terms as they are spoken in a language, for its recogniser."""
        written = (self.into(term, code) or (term.source if term.dnt else None) for term in self.terms)
        return [form for form in written if form]

    def _finder(self, code: str) -> tuple[re.Pattern[str], dict[str, Term]]:
        terms = {_key(form): term for term in reversed(self.terms) for form in term.forms(code)}
        forms = {form for term in self.terms for form in term.forms(code)}
        longest_first = sorted(forms, key=lambda form: (-len(form), form))
        return re.compile("|".join(map(_pattern, longest_first))), terms


_WIDE = re.compile(f"[{WIDE}]")
_PLURAL = re.compile(r"e?s$")
SHORT_NAME = 4
"""An abbreviation of so few letters counts only in capitals: WHO is not who."""


def _pattern(form: str) -> str:
    """A form in any case and spacing, with a plural ending; a word of its own unless it is Chinese."""
    words = "[ \\-\u2010\u2011]?" if _WIDE.search(form) else "[ \\-\u2010\u2011]+"
    body = words.join(re.escape(part) for part in re.split(r"[ \-]+", form.strip()))
    if _WIDE.search(form):
        return f"(?i:{body})"
    if form.isupper() and len(form) <= SHORT_NAME:
        return f"(?<!\\w){body}(?!\\w)"
    return f"(?<!\\w)(?i:{body}(?:e?s)?)(?!\\w)"


def _key(form: str) -> str:
    return re.sub("[ \\-\u2010\u2011]+", " ", form.strip()).casefold()


def _named(matched: str, terms: dict[str, Term]) -> Term:
    """The term of a matched text, which may have a plural ending or, in Chinese, other spacing."""
    key = _key(matched)
    for candidate in (key, key.removesuffix("s"), _PLURAL.sub("", key)):
        if candidate in terms:
            return terms[candidate]
    return next(term for form, term in terms.items() if form.replace(" ", "") == key.replace(" ", ""))
