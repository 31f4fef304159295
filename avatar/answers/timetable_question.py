"""What a question asks of a programme: a time, what comes after what, the words that a row must explain."""

import re
from collections.abc import Container
from dataclasses import dataclass
from datetime import time
from functools import partial
from typing import Literal

from avatar.answers.clock import asked_times
from avatar.answers.lexicon import simplified
from avatar.answers.question import Question
from avatar.answers.stems import stem
from avatar.answers.terms import Reader, Term, chinese_number
from avatar.answers.word_lists import words

Relation = Literal["", "now", "next", "before", "first", "last"]
"""How what is asked for stands to what is named, or to the present."""

_SCHEDULE_WORDS = words(
    "session sessions talk talks event symposium conference programme program schedule agenda start starts"
    " begin end ends finish finishes time room hall floor place today speak speaks speaking speaker speakers"
    " speech take taking taken happen happening held hold open close next now current currently first last"
    " before day morning afternoon located location venue date hour minute clock pm am scheduled planned plan"
    " come comes present presents presenting moderate lead leads host hosts go find get nearest run long"
    " duration people item part slot leave put store drop when where opening closing stage appear join"
    " perform give gives giving deliver delivers plenary whole thing everything right straight directly"
    " immediately just lecture lectures somewhere anywhere spot language languages going discuss discussed"
    " discussing over hang participate attend"
)
"""Words that any row of a programme explains."""
_GENERIC = frozenset(stem(word) for word in _SCHEDULE_WORDS)
_PLANNED = words("scheduled planned located discussed")
_TO_COME = words("presented delivered hosted moderated")
"""Words of a programme where a question is when or where something is to be."""
_NOW = re.compile(
    r"\b(?:right now|now|currently|at the moment|at present)\b|现在|而家|依家|目前|此刻|正在", re.IGNORECASE
)
_NEXT = re.compile(
    r"\bnext\b(?! for\b)|\bupcoming\b|\bcom(?:es|ing) up\b|\bfollow(?:s|ing)\b"
    r"|\b(?:what|who|(?:what|which) \w+)(?: comes?| is|'s| follows| happens)?"
    r"(?: right| straight| directly| immediately| just)? after\b"
    r"|接下来|接住|跟住|下一(?:场|个|位|节|项|环)|下个|之后|然后",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\bbefore\b|之前|以前|前(?=[的有是系讲谈边哪])", re.IGNORECASE)
_FIRST = re.compile(
    r"\bfirst (?:session|talk|item|speaker|thing)\b|第一(?:场|个环节|位讲者|节)", re.IGNORECASE
)
_LAST = re.compile(
    r"\b(?:last|final) (?:session|talk|item|speaker|thing)\b|最后(?:一)?(?:场|个环节|位讲者|节)",
    re.IGNORECASE,
)
_ABOUT_ROWS = re.compile(
    r"\b(?:sessions?|talks?|talking|workshops?|panels?|slots?|programme|schedule|agenda|languages?"
    r"|happen(?:s|ing)?|going on|present(?:s|ing|ed)?|speak(?:s|ing)?|discuss(?:es|ing)?)\b|\bon\?*$"
    r"|\bwhat(?:'s| is) on\b|场|环节|节目|讲|谈|分享|议程|语言",
    re.IGNORECASE,
)
"""What is said of talks, where `what` alone may be a question for a document."""
_IS_THERE = re.compile(
    r"(?:is|are|will) there\b|(?:can|could|may) (?:i|we|one|guests|people)\b"
    r"|.*(?:有没有|有冇|可不可以|可唔可以|能不能)|.*可以.*吗",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:was|were|did|had)\b|[咗曾]|(?<!为)了(?!解)", re.IGNORECASE)
_DAY = re.compile(r"\bdate\b|\bday\b|哪天|哪一天|边日|几号|日期|几月|哪日", re.IGNORECASE)
_WHOLE = re.compile(
    r"\b(?:event|symposium|conference|programme|program|schedule|venue|it|this|today|day|we|start|end|whole"
    r"|everything)\b"
    r"|活动|研讨会|会议|大会|论坛|会场|场地|今[天日]|开始|结束|完|散场|议程",
    re.IGNORECASE,
)
_STOREYS = (
    *("ground", "first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth", "tenth"),
)
_FLOOR = re.compile(
    rf"\b({'|'.join(_STOREYS)}|\d{{1,2}}(?:st|nd|rd|th)) floor\b|\b(\d{{1,2}}|G)/F\b"
    r"|([0-9一二三四五六七八九十]{1,2})[楼层]",
    re.IGNORECASE,
)
_SOMEWHERE = re.compile("地方|位置")
_NEXT_EVENT = re.compile(
    r"\bnext (?:event|symposium|conference|forum|summit|year|edition|month|week|time|one)\b"
    r"|下一?[次届]|明年",
    re.IGNORECASE,
)
_SPEAKING = frozenset(
    stem(word)
    for word in words("speak speaker speech talk present host moderate lead give opening remark session")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question, as far as a programme can answer it."""

    relation: Relation
    start: time | None
    end: time | None
    """The time of day that is named, or from when to when."""
    floor: str
    """As the programme writes it, such as 2/F; empty where none is named."""
    terms: tuple[Term, ...]
    """What a row must explain."""
    generic: tuple[Term, ...]
    """Words that any row explains; one may yet be of a title, such as the opening."""
    about_rows: bool
    """Whether it speaks of talks, their languages or what happens."""
    is_there: bool
    """Whether it asks if there is something, or if one can have it."""
    is_past: bool
    is_for_day: bool
    is_whole: bool
    """Whether it may be about the event itself."""
    is_speaking: bool
    """Whether it is about somebody who speaks."""


def asked_of_programme(question: Question, reader: Reader) -> Asked | None:
    """Read a question; None for one that is not about this event's programme."""
    text = simplified(question.text)
    if question.denies or _NEXT_EVENT.search(text):
        return None
    start, end, rest = asked_times(text)
    for understood in (_FLOOR, _FIRST, _LAST, _NOW, _NEXT, _BEFORE, _SOMEWHERE):
        rest = understood.sub(" ", rest)
    is_past = bool(_PAST.search(text))
    is_to_come = question.kind in ("when", "where") and not is_past
    of_rows = partial(_is_generic, planned=_PLANNED | _TO_COME if is_to_come else _PLANNED)
    found = reader.terms(rest)
    return Asked(
        relation=_relation(text),
        start=start,
        end=end,
        floor=_floor(text),
        terms=tuple(term for term in found if not of_rows(term)),
        generic=tuple(filter(of_rows, found)),
        about_rows=bool(_ABOUT_ROWS.search(text)),
        is_there=bool(_IS_THERE.match(text)),
        is_past=is_past,
        is_for_day=bool(_DAY.search(text)),
        is_whole=bool(_WHOLE.search(text)),
        is_speaking=any(phrase & _SPEAKING for term in question.terms for phrase in (term.own, *term.others)),
    )


def _relation(text: str) -> Relation:
    """The first that is named; what comes before something may also be the last of it."""
    patterns: dict[Relation, re.Pattern[str]] = {
        "now": _NOW,
        "next": _NEXT,
        "before": _BEFORE,
        "first": _FIRST,
        "last": _LAST,
    }
    return next((relation for relation, pattern in patterns.items() if pattern.search(text)), "")


def _floor(text: str) -> str:
    match = _FLOOR.search(text)
    if match is None:
        return ""
    word, written, chinese = match.groups()
    if word:
        number = str(_STOREYS.index(word.lower())) if word.isalpha() else word[:-2]
    else:
        number = written or chinese_number(chinese) or chinese
    return f"{'G' if number in ('0', 'g') else number}/F"


def _is_generic(term: Term, planned: Container[str]) -> bool:
    """Whether any row explains a word; of those that tell what was done, only `planned` ones."""
    if term.text.lower().endswith("ed") and term.text.lower() not in planned:
        return False
    return term.own <= _GENERIC or (not term.text.isascii() and any(p <= _GENERIC for p in term.others[:1]))
