"""What Chinese words mean in English, and which English words may stand for one another.

Three sources, the first that knows a word counts: the event's glossary, our own list of the words of events,
and CC-CEDICT where it is installed.
"""

import gzip
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib import resources
from itertools import chain
from pathlib import Path

from avatar.answers.question_words import QUESTION_WORDS
from avatar.answers.stems import stem
from avatar.answers.word_lists import words
from models.errors import ModelError
from translate.chinese import in_one_script
from translate.glossary import Glossary
from translate.letters import HAN

Phrase = frozenset[str]
"""The stems of a word or phrase, all of which must be there."""

DICTIONARY_FILE = "cedict.txt.gz"
LONGEST_WORD = 12
"""Characters."""
_EVENT_COST, _UNKNOWN_COST = 0.9, 1.3
"""Beside 1 for a word of the dictionary."""
_LONGEST_GLOSS = 4
"""Words; longer ones are explanations, not translations."""
_WORD = re.compile(r"[a-z0-9&$]+")
_LATIN = re.compile(r"[a-z]{3,}")
_NOTE = re.compile(r"\([^)]*\)|\[[^\]]*\]|[{HAN}]+".replace("{HAN}", HAN))
_NO_GLOSS = re.compile(r"variant of|surname |^CL:|abbr\. for|^see |used in|Taiwan pr|also (?:pr|written)")
_SMALL = words("to the a an of be sb sth for and in on at or with by one oneself its it is as from")


@dataclass(frozen=True)
class Lexicon:
    """Words and their meanings."""

    event: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    """Simplified Chinese word of an event → its English phrases."""
    dictionary: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Simplified Chinese word → its glosses as CC-CEDICT writes them."""
    synonyms: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    """Stem → phrases that may stand for it."""

    @cached_property
    def _english(self) -> frozenset[str]:
        texts = (glosses.lower() for all_glosses in self.dictionary.values() for glosses in all_glosses)
        return frozenset(stem(word) for word in {word for text in texts for word in _LATIN.findall(text)})

    def meanings(self, word: str) -> tuple[Phrase, ...]:
        """The English of a Chinese word in Simplified characters."""
        if word in self.event:
            return self.event[word]
        return tuple(found for glosses in self.dictionary.get(word, ()) for found in _phrases(glosses))

    def alternatives(self, stemmed: str) -> tuple[Phrase, ...]:
        """What may stand for an English stem."""
        return self.synonyms.get(stemmed, ())

    def is_english(self, stemmed: str) -> bool:
        """Whether a stem is that of an English word that the dictionary or our lists write."""
        return stemmed in self._english or stemmed in self.synonyms

    def words_of(self, run: str) -> list[str]:
        """A run of Simplified characters as the fewest known words; words of events are preferred."""
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(run) + 1):
            starts = range(max(0, end - LONGEST_WORD), end)
            best.append(min((best[start][0] + self._cost(run[start:end]), start) for start in starts))
        found: list[str] = []
        end = len(run)
        while end:
            start = best[end][1]
            found.append(run[start:end])
            end = start
        return found[::-1]

    def _cost(self, word: str) -> float:
        if word in self.event or word in QUESTION_WORDS:
            return _EVENT_COST
        if word in self.dictionary:
            return 1.0
        return _UNKNOWN_COST if len(word) == 1 else float("inf")


def phrase(text: str) -> Phrase:
    """The stems of an English phrase, without its small words."""
    found = _WORD.findall(text.lower().replace("a.i.", "ai"))
    return frozenset(stem(word) for word in found if word not in _SMALL)


def build(glossary: Glossary | None = None, dictionary: Path | None = None) -> Lexicon:
    """The lexicon of an event; `dictionary` is the directory of CC-CEDICT. Raises ModelError."""
    event = _own(_lines("lexicon.txt")) | _of_glossary(glossary or Glossary())
    glosses = _cedict(dictionary / DICTIONARY_FILE) if dictionary else {}
    return Lexicon(event, glosses, _groups(_lines("thesaurus.txt")))


def simplified(text: str) -> str:
    """A text with every Chinese character Simplified, as long as it was."""
    converted = in_one_script(text, "zh").replace("甚么", "什么")
    return converted if len(converted) == len(text) else text


def _lines(name: str) -> list[str]:
    content = resources.files("avatar.answers").joinpath(name).read_text(encoding="utf-8")
    return [line for line in content.splitlines() if line and not line.startswith("#")]


def _own(lines: Iterable[str]) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, tuple[Phrase, ...]] = {}
    for line in lines:
        chinese, _, english = line.partition("=")
        phrases = tuple(phrase(part) for part in english.split("|"))
        for word in chinese.split():
            key = simplified(word)
            found[key] = (*found.get(key, ()), *phrases)
    return found


def _groups(lines: Iterable[str]) -> dict[str, tuple[Phrase, ...]]:
    """The first word of a line and each of the others may stand for one another."""
    found: dict[str, dict[Phrase, None]] = {}
    for line in lines:
        first, *others = [phrase(word.replace("_", " ")) for word in line.split()]
        for one, other in chain.from_iterable(((first, other), (other, first)) for other in others):
            if len(one) == 1:
                found.setdefault(min(one), {})[other] = None
    return {key: tuple(alternatives) for key, alternatives in found.items()}


def _of_glossary(glossary: Glossary) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, tuple[Phrase, ...]] = {}
    for term in glossary.terms:
        for code, written in term.translations.items():
            if code.startswith(("zh", "yue")) and phrase(term.source):
                found[simplified(written)] = (phrase(term.source),)
    return found


def _cedict(path: Path) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for entry in file:
                heads, _, glosses = entry.partition(" /")
                if glosses:
                    word = heads.split(" ")[1]
                    found[word] = (*found.get(word, ()), glosses)
    except (OSError, EOFError, UnicodeDecodeError, IndexError) as error:
        raise ModelError(f"'{path}' is no CC-CEDICT: {error}. Fetch it again.") from error
    return found


@lru_cache(maxsize=4096)
def _phrases(glosses: str) -> tuple[Phrase, ...]:
    kept = (_NOTE.sub("", gloss) for gloss in re.split("[/;]", glosses) if not _NO_GLOSS.search(gloss))
    found = (phrase(gloss) for gloss in kept)
    return tuple(one for one in found if 0 < len(one) <= _LONGEST_GLOSS)
