"""What a question asks: its language, what kind of answer it wants, about what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from avatar.answers.clock import asked_times
from avatar.answers.lexicon import Phrase, simplified
from avatar.answers.question_words import (
    CHINESE_ASKING,
    CHINESE_KINDS,
    CHINESE_NEGATIONS,
    EMPTY_WHEN_ASKED,
    NEGATIONS,
    Kind,
)
from avatar.answers.stems import normal, stem
from avatar.answers.terms import ROLES, Reader, Term
from avatar.answers.word_lists import words
from translate.chinese import is_traditional
from translate.letters import scripts

Language = Literal["en", "zh-Hant", "zh-Hans", "yue", "es", "fr", "de", "ja", "pt", "ko"]
"""What an answer is written in; `yue` is written Cantonese."""

ANSWERED = ("en", "zh-Hant", "zh-Hans", "yue")
"""The languages of questions that are understood."""
LONGEST_QUESTION = 300
"""Characters; what is longer is no question from the audience."""

_CANTONESE = re.compile(
    "[係喺嘅咗佢哋唔冇嗰啲嚟畀俾咩乜嘢噉咁攞睇嗌揾搵]|邊個|邊度|幾時|點解|點樣|幾多|呢個|边个|边度|几时|点解|几多"
)
_LONG_NAME = re.compile(r"(?<!^)\b[A-Z][\w&.]*[\w&](?:\s+[A-Z][\w&.]*[\w&])+\b")
_ROLE_STEMS = frozenset(stem(role) for role in (*ROLES, "executive", "officer"))
_IN_ONE_WORD = (
    (re.compile(r"\b(?:took|take|takes|taking) part\b", re.IGNORECASE), "participated"),
    (
        re.compile(r"\b(?:came?|come|comes) (?:into (?:being|existence)|about)\b", re.IGNORECASE),
        "established",
    ),
    (re.compile(r"\b(?:set|sets|setting) up\b", re.IGNORECASE), "establish"),
    (re.compile(r"\b(?:carry|carries|carried|carrying) out\b", re.IGNORECASE), "conduct"),
    (re.compile(r"\bgoing to\b", re.IGNORECASE), "will"),
    (re.compile(r"\b(?:made|make|makes) up of\b", re.IGNORECASE), "including"),
)
"""What is said in several words, of which none tells the meaning."""
_COUNTED = re.compile(
    r"\b(which|what|the|these|those)\s+(?:two|three|four|five|six|seven|eight|nine|ten)\b", re.IGNORECASE
)
"""How many answers are wanted, which a document need not say."""
_WHETHER = re.compile(
    r"(?!(?:can|could|will|would) (?:you|i|we|anyone|anybody|someone|somebody)\b|.*(?:告诉我|话我知|讲我知))"
    r"(?:(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b"
    r"|.*(?:有没有|有冇|是不是|系咪|是否|会不会|能不能|吗|嗎))",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z][a-z'’-]*")
_ENGLISH = words(
    "the is are was were what when where who which how many much do does did of in on at to a an and for it"
    " there can will be this that with about tell me has have from by"
)
_VERBS = words(
    "is are was were did does do will has have had can could would should shall may be been being 's"
    " attended attend took take participated joined signed hosted host hosts house houses send sent"
)
_SMALL = words("the a an of for in on at with by from to that which who between during under and")
_ENGLISH_KINDS: tuple[tuple[str, Kind], ...] = (
    (r"\bhow many\b|\bnumber of\b|\bhow large an? audience\b", "how many"),
    (r"\bhow long\b|\bhow much time\b|\bwhat(?:'s| is| was)? the (?:duration|length)\b", "how long"),
    (r"\bhow much\b", "how much"),
    (r"\bwho(?:m|se)?\b|\b(?:which|what) (?:person|people|speaker|organi[sz]ation|company)\b", "who"),
    (r"\bwhen\b|\b(?:what|which) (?:time|date|day|month|year)\b|\bin what (?:year|month)\b", "when"),
    (r"\bhow (?:do|can|could|to) (?:(?:i|we|you|one) )?(?:get|go) to\b", "where"),
    (r"\bwhere\b|\b(?:what|which) (?:room|place|city|country|floor|hall|venue|location)\b", "where"),
    (r"\bwhy\b|\bwhat(?:'s| is| was) the (?:reason|cause)\b", "why"),
    (r"\bhow\b", "how"),
    (r"^(?:what|which)\b", "what"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question, understood as far as needed."""

    text: str
    lang: Language
    kind: Kind
    terms: tuple[Term, ...]
    focus: tuple[Term, ...]
    """The terms of the thing asked for, any of which an answer must name: in "how many banks" the banks."""
    names: tuple[Phrase, ...]
    """The last two words of each name of several, which must stand together."""
    asks_whether: bool
    """It can be answered by yes or no."""
    denies: bool
    """It asks for what is not."""

    @property
    def is_chinese(self) -> bool:
        """Whether it is written in Chinese characters."""
        return self.lang in ("zh-Hant", "zh-Hans", "yue")


def understand(text: str, reader: Reader, hint: str = "") -> Question:
    """Read a question; `hint` is the language of the page it came from."""
    text = " ".join(text.split())[:LONGEST_QUESTION]
    lang = language(text, hint)
    chinese = lang in ("zh-Hant", "zh-Hans", "yue")
    said = _COUNTED.sub(r"\1", _in_one_word(text))
    kind = _chinese_kind(reader.words(asked_times(simplified(text))[2])) if chinese else _english_kind(text)
    terms = tuple(
        term for term in reader.terms(said) if term.text.lower() not in EMPTY_WHEN_ASKED.get(kind, ())
    )
    focus = _chinese_focus(simplified(text), terms, kind) if chinese else _english_focus(text, terms, kind)
    return Question(
        text=text,
        lang=lang,
        kind=kind,
        terms=terms,
        focus=tuple(focus),
        names=tuple(_names(text)),
        asks_whether=bool(_WHETHER.match(simplified(text))),
        denies=_denies(text, chinese=chinese),
    )


def _in_one_word(text: str) -> str:
    for phrase, word in _IN_ONE_WORD:
        text = phrase.sub(word, text)
    return text


def _names(text: str) -> list[Phrase]:
    """The ends of names: in "the AI R&D Institute" the words R&D Institute."""
    found = [re.split(r"\s+", match.group()) for match in _LONG_NAME.finditer(text)]
    pairs = [frozenset(stem(normal(word)) for word in name[-2:]) for name in found]
    return [pair for pair in pairs if len(pair) == 2 and not any(one in _ROLE_STEMS for one in pair)]


def language(text: str, hint: str = "") -> Language:
    """The language of a question by its letters and words; the hint decides where they don't tell."""
    found = scripts(text)
    if found["Jpan"]:
        return "ja"
    if found["Kore"]:
        return "ko"
    if found["Hani"]:
        return _chinese(text, hint)
    others: tuple[Language, ...] = ("es", "fr", "de", "pt")
    if hint in others and not _ENGLISH & set(_WORD.findall(text.lower())):
        return hint
    return "en"


def _chinese(text: str, hint: str) -> Language:
    if _CANTONESE.search(text):
        return "yue"
    if is_traditional(text):
        return "zh-Hant"
    other = is_traditional(simplified(text)) or simplified(text) != text
    return "zh-Hant" if other or hint.startswith(("zh-Hant", "yue")) else "zh-Hans"


def _english_kind(text: str) -> Kind:
    found = [
        (match.start(), kind)
        for pattern, kind in _ENGLISH_KINDS
        if (match := re.search(pattern, text.lower()))
    ]
    return min(found, key=lambda one: one[0])[1] if found else "what"


def _chinese_kind(said: Sequence[str]) -> Kind:
    """By the longest question word; of equally long ones the first in the table."""
    found = [
        (len(word), -order, kind)
        for order, (kind, asking) in enumerate(CHINESE_KINDS.items())
        for word in asking
        if word in said
    ]
    return max(found)[2] if found else "what"


def _denies(text: str, *, chinese: bool) -> bool:
    if not chinese:
        return bool(
            NEGATIONS & set(re.findall(r"[a-z]+", text.lower().replace("n't", "nt").replace("n’t", "nt")))
        )
    plain = simplified(text)
    for asking in CHINESE_ASKING:
        plain = plain.replace(asking, "")
    return any(negation in plain for negation in CHINESE_NEGATIONS)


def _english_focus(text: str, terms: Sequence[Term], kind: Kind) -> list[Term]:
    """After `which` or `how many` the words up to the verb; after `what is` those up to a preposition."""
    said = _WORD.findall(text.lower())
    asking = next((at for at, word in enumerate(said) if word in ("what", "which", "many", "much")), None)
    if asking is None or kind in ("when", "where", "who"):
        return []
    after = said[asking + 1 :]
    named = list(takewhile(lambda word: word not in _VERBS and word not in _SMALL, after))
    if not named and kind == "what" and after[:1] and after[0] in ("is", "are", "was", "were"):
        rest = list(takewhile(lambda word: word not in ("the", "a", "an"), after))
        start = len(rest) + 1 if len(rest) < min(3, len(after)) else 1
        named = list(takewhile(lambda word: word not in _SMALL, after[start:]))
        named = named[-1:]
    return _terms_within(named[:3], terms)


def _terms_within(named: Sequence[str], terms: Sequence[Term]) -> list[Term]:
    parts = {part for word in named for part in re.split("[-'’]", word)}
    return [term for term in terms if term.text.lower() in parts]


def _chinese_focus(text: str, terms: Sequence[Term], kind: Kind) -> list[Term]:
    """The word after `how many` or `which`; else the one before `is what`."""
    if kind in ("when", "where", "who", "why", "how", "how long"):
        return []
    asking = max((word for word in CHINESE_KINDS[kind] if word in text), key=len, default="")
    if asking.endswith("人"):
        return []
    at = text.find(asking) if asking else -1
    placed = [(text.find(term.text), term) for term in terms if term.text in text]
    before = [term for place, term in placed if place < at]
    after: list[Term] = []
    end = at + len(asking)
    for place, term in sorted(placed, key=lambda one: one[0]):
        if 0 <= place - end <= 1 and len(after) < 3:
            after.append(term)
            end = place + len(term.text)
    found = after or before[-1:]
    return [term for term in found if not term.strict] if kind != "what" else found
