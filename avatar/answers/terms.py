"""What a text is about: the stems it holds, and the terms that a question asks about."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from avatar.answers.abbreviations import abbreviations
from avatar.answers.lexicon import Lexicon, Phrase, simplified
from avatar.answers.question_words import CHINESE_EMPTY, ENGLISH_EMPTY, QUESTION_WORDS
from avatar.answers.stems import normal, stem
from avatar.answers.word_lists import words
from translate.letters import HAN

_GENAI = re.compile(
    r"(?:\bGen(?:erative)?[- ]?|生成式 ?)(?:A\.I\.|A[Il](?![A-Za-z])|人工智能)", re.IGNORECASE
)
_KINDS = {stem(normal("GenAI")): frozenset({stem(normal("AI"))})}
"""What a thing is one of: who asks for AI is told of generative AI as well."""
_TOKEN = re.compile(
    r"(?P<number>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:st|nd|rd|th)?"
    r"|(?P<latin>(?:[A-Za-z]+\.){2,}|[A-Z]&[A-Z]|[A-Za-zÀ-ÖØ-öø-ÿ]+(?:['’][A-Za-z]{1,2}\b)?)"
    f"|(?P<han>[{HAN}]+)"
)
_CHINESE_DIGITS = {c: str(n) for n, c in enumerate("零一二三四五六七八九")} | {"两": "2", "十": "10"}
_CHINESE_NUMBER = re.compile("[零一二三四五六七八九两十百千]+")
_BEGINS = re.compile(r"(?:^|[.!?:。！？：\n][\"'”’)]?)\s*[\"'“‘(]*$")
"""What stands before the first word of a sentence, whose capital letter tells nothing."""
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤伍简招欧霍关"
)
ROLES = words(
    "ceo chairman chairwoman chair president founder director head secretary minister chief cio cto cfo"
    " governor manager dean moderator editor author"
)
"""What a person can be; a company that a question names must be the one of the role."""


PHRASE_SLACK = 2
"""Words that may stand between those of a phrase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Something that a passage must speak of to answer a question."""

    text: str
    own: Phrase
    """The stems of the word itself; its Simplified characters for a Chinese word."""
    others: tuple[Phrase, ...] = ()
    """What may stand for it."""
    strict: bool = False
    """A name or a number: nothing else will do."""
    position: int = 0
    """Among the tokens of the question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A text as its tokens."""

    stems: tuple[frozenset[str], ...]
    """At each place the stem of the word; of a Chinese word its characters and all its English stems too."""
    capitals: tuple[bool, ...]
    """Whether the word at each place begins with a capital letter."""
    words: tuple[str, ...]
    """As written."""
    spoken: str
    """The whole text in Simplified characters and small letters."""
    places: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Stem → where it is."""

    def holds(self, phrase: Phrase) -> bool:
        """Whether every stem of a phrase is there, close together; a Chinese word may be inside another."""
        if len(phrase) == 1:
            (one,) = phrase
            return one in self.places or _is_within(one, self.spoken)
        found = [self.places.get(one, ()) for one in phrase]
        reach = len(phrase) + PHRASE_SLACK
        return any(
            all(any(abs(place - other) < reach for other in places) for places in found) for place in found[0]
        )


class Reader:
    """Reads texts with an event's lexicon, and the abbreviations that its documents explain."""

    def __init__(self, lexicon: Lexicon, texts: Sequence[str] = ()) -> None:
        """`texts` are the documents', to learn from them."""
        self._lexicon = lexicon
        self._abbreviations = abbreviations(texts)
        self._names = frozenset(_names(texts))

    def content(self, text: str) -> Content:
        """What a text holds."""
        stems, capitals, written = [], [], []
        for word, kind in self._tokens(text):
            written.append(word)
            capitals.append(word[0].isupper() or kind == "number")
            stems.append(self._stems(word, kind))
        added = self._spelt_out(stems)
        full = tuple(
            one.union(added.get(place, ()), *(_KINDS.get(found, ()) for found in one))
            for place, one in enumerate(stems)
        )
        places: dict[str, tuple[int, ...]] = {}
        for place, found in enumerate(full):
            for one in found:
                places[one] = (*places.get(one, ()), place)
        return Content(
            stems=full,
            capitals=tuple(capitals),
            words=tuple(written),
            spoken=simplified(text).lower(),
            places=places,
        )

    def terms(self, question: str) -> list[Term]:
        """What a question asks about, its empty words left out."""
        found = []
        tokens = self._tokens(question)
        for place, (word, kind) in enumerate(tokens):
            if kind == "number":
                found.append(Term(text=word, own=frozenset({word}), strict=True, position=place))
            elif kind == "han":
                found += self._chinese_term(word, place)
            elif normal(word) not in ENGLISH_EMPTY and (len(word) > 1 or word.isupper()):
                first = place == 0 or (place == 1 and tokens[0][0] in "的")
                found.append(self._latin_term(word, place, is_name=word[0].isupper() and not first))
        return list({(term.own, term.others): term for term in found}.values())

    def words(self, text: str) -> list[str]:
        """The words of a text, Chinese ones in Simplified characters."""
        return [word for word, _ in self._tokens(text)]

    def _latin_term(self, word: str, place: int, *, is_name: bool) -> Term:
        own = stem(normal(word))
        acronym = sum(character.isupper() for character in word) > 1
        alternatives = self._lexicon.alternatives(own)
        common = word.islower() and bool(alternatives)
        written_so = is_name and not alternatives and word.lower() not in ROLES
        strict = acronym or written_so or (own in self._names and not common)
        return Term(text=word, own=frozenset({own}), others=alternatives, strict=strict, position=place)

    def _chinese_term(self, word: str, place: int) -> list[Term]:
        if word in QUESTION_WORDS or word in CHINESE_EMPTY:
            return []
        if number := chinese_number(word):
            return [Term(text=word, own=frozenset({number}), others=(frozenset({word}),), position=place)]
        meanings = self._lexicon.meanings(word)
        wider = [
            other
            for meaning in meanings
            if len(meaning) == 1
            for other in self._lexicon.alternatives(next(iter(meaning)))
        ]
        is_name = all(meaning <= self._names for meaning in meanings) and len(word) > 1
        return [
            Term(
                text=word,
                own=frozenset({word}),
                others=tuple(dict.fromkeys((*meanings, *wider))),
                strict=is_name,
                position=place,
            )
        ]

    def _tokens(self, text: str) -> list[tuple[str, str]]:
        """The words of a text, Chinese ones in Simplified characters, each with its kind."""
        found: list[tuple[str, str]] = []
        for match in _TOKEN.finditer(_GENAI.sub("GenAI", simplified(text))):
            kind = str(match.lastgroup)
            if kind == "han":
                found += [(word, "han") for word in _names_joined(self._lexicon.words_of(match["han"]))]
            else:
                word = match[kind]
                found.append((word.replace(",", "") if kind == "number" else word, kind))
        return found

    def _stems(self, word: str, kind: str) -> frozenset[str]:
        if kind == "number":
            return frozenset({word})
        if kind == "latin":
            return frozenset({stem(normal(word))})
        meanings = self._lexicon.meanings(word) if word not in CHINESE_EMPTY else ()
        number = chinese_number(word)
        return frozenset(
            {word, *(one for meaning in meanings for one in meaning), *([number] if number else [])}
        )

    def _spelt_out(self, stems: list[frozenset[str]]) -> dict[int, frozenset[str]]:
        """What an abbreviation stands for, and the abbreviation of what is spelt out, at their places."""
        added: dict[int, frozenset[str]] = {}
        flat = [next(iter(one)) if len(one) == 1 else "" for one in stems]
        for short, long in self._abbreviations.items():
            for place, one in enumerate(flat):
                if one == short:
                    added[place] = added.get(place, frozenset()) | set(long)
                elif one == long[0] and _follows(flat, place, long):
                    added[place] = added.get(place, frozenset()) | {short}
        return added


def _is_within(word: str, text: str) -> bool:
    """Whether a Chinese word stands in a text, be it inside another word."""
    return len(word) > 1 and word[0] > "一" and word in text


def _names(texts: Sequence[str]) -> set[str]:
    """The stems that documents write with a capital letter wherever they stand, not only at a beginning."""
    capital: set[str] = set()
    small: set[str] = set()
    for text in texts:
        read = _GENAI.sub("GenAI", text)
        for match in _TOKEN.finditer(read):
            word = match["latin"]
            if word and word[0].islower():
                small.add(stem(normal(word)))
            elif word and not _BEGINS.search(read[: match.start()][-4:]):
                capital.add(stem(normal(word)))
    return capital - small - {stem(role) for role in ROLES}


def _follows(flat: list[str], place: int, long: tuple[str, ...]) -> bool:
    """Whether the words of a name come at a place, small words between them left aside."""
    named = [one for one in flat[place : place + 2 * len(long)] if one not in ENGLISH_EMPTY]
    return tuple(named[: len(long)]) == long


def chinese_number(word: str) -> str:
    """The digits of a Chinese number below ten thousand; empty for what is none."""
    if not _CHINESE_NUMBER.fullmatch(word):
        return ""
    total, digit = 0, 0
    for character in word:
        if character in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[character]
            digit = 0
        else:
            digit = int(_CHINESE_DIGITS[character])
    return str(total + digit)


def _names_joined(parts: list[str]) -> list[str]:
    """A surname and the single characters after it are one name; no small word ends it."""
    joined: list[str] = []
    while parts:
        name = 1
        if parts[0] in SURNAMES and parts[0] not in QUESTION_WORDS:
            given = list(takewhile(lambda word: len(word) == 1, parts[1:3]))
            while given and given[-1] in QUESTION_WORDS:
                given.pop()
            name += len(given)
        joined.append("".join(parts[:name]))
        parts = parts[name:]
    return joined
