"""Answers to questions about the programme, looked up and not retrieved.

A question is answered only when every one of its words is explained: by a row of the programme, by a time, or
by being a word of schedules.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Literal

from avatar.answers.clock import asked_time
from avatar.answers.lexicon import simplified
from avatar.answers.programme import Place, Programme, Slot
from avatar.answers.question import Question
from avatar.answers.stems import stem
from avatar.answers.terms import Content, Reader, Term
from avatar.answers.word_lists import words

Aspect = Literal["row", "place", "duration", "next", "now", "nothing", "hours", "date", "venue"]
"""What was asked for; `row` is a slot with its time, room and speakers."""

MOST_ROWS = 4

_SCHEDULE_WORDS = words(
    "session sessions talk talks event symposium conference programme program schedule agenda start starts"
    " begin end ends finish finishes time room hall floor place today speak speaks speaking speaker speakers"
    " speech take taking happen happening held hold open close next now current currently first last before"
    " day morning afternoon located location venue date hour minute clock pm am scheduled planned plan come"
    " comes present presents presenting moderate lead leads host hosts go find get nearest run long duration"
    " people item part slot leave put store drop when where opening closing stage appear join perform"
    " give gives giving deliver delivers plenary"
)
"""Words that any row of a programme explains."""
_GENERIC = frozenset(stem(word) for word in _SCHEDULE_WORDS)
_NOW = re.compile(
    r"\b(?:right now|now|currently|at the moment|at present)\b|现在|而家|依家|目前|此刻|正在", re.IGNORECASE
)
_NEXT = re.compile(
    r"\bnext\b(?! for\b)|\bupcoming\b|\bcom(?:es|ing) up\b|\bfollow(?:s|ing)\b"
    r"|\b(?:what|who|(?:what|which) \w+)(?: comes?| is|'s| follows)? after\b"
    r"|接下来|接住|跟住|下一(?:场|个|位|节|项|环)|下个|之后|然后",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\bfirst (?:session|talk|item|speaker)\b|第一(?:场|个环节|位讲者|节)", re.IGNORECASE)
_LAST = re.compile(
    r"\blast (?:session|talk|item|speaker)\b|最后(?:一)?(?:场|个环节|位讲者|节)", re.IGNORECASE
)
_PAST = re.compile(r"\b(?:was|were|did|had)\b|[咗曾]|举行了|举办了", re.IGNORECASE)
_DAY = re.compile(r"\bdate\b|\bday\b|哪天|哪一天|边日|几号|日期|几月|哪日", re.IGNORECASE)
_WHOLE = re.compile(
    r"\b(?:event|symposium|conference|programme|program|schedule|venue|it|this|today|day|we|start|end)\b"
    r"|活动|研讨会|会议|大会|论坛|会场|场地|今[天日]|开始|结束|完|议程",
    re.IGNORECASE,
)
"""A question about the event itself."""
_PLANNED = words("scheduled planned located")
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
class Entry:
    """What the programme says."""

    aspect: Aspect
    slots: tuple[Slot, ...] = ()
    places: tuple[Place, ...] = ()


class Timetable:
    """A programme that can be asked. `now` tells the time at the venue."""

    def __init__(self, programme: Programme, reader: Reader, now: Callable[[], datetime]) -> None:
        self.programme = programme
        self._now = now
        self._reader = reader
        self._titles = [(slot, reader.content(f"{slot.title} {slot.room}")) for slot in programme.slots]
        self._whole = [
            (slot, reader.content(f"{slot.title}. {', '.join(slot.speakers)}. {slot.room}"))
            for slot in programme.slots
        ]
        self._places = [(place, reader.content(place.name)) for place in programme.places]
        self._event = reader.content(f"{programme.event} {programme.venue}")

    def look_up(self, question: Question) -> Entry | None:
        """What the programme says to a question; None when it does not tell."""
        text = simplified(question.text)
        if not self.programme or question.denies or _NEXT_EVENT.search(text):
            return None
        at, rest = asked_time(text)
        rest = _FIRST.sub(" ", _LAST.sub(" ", _NOW.sub(" ", _NEXT.sub(" ", rest))))
        terms = [term for term in self._reader.terms(rest) if not _is_generic(term)]
        if at is not None:
            return self._at(at, terms, question)
        if not terms or all(_explains(self._event, term) for term in terms):
            return self._general(question, text)
        return self._place(question, terms) or self._rows(question, text, terms)

    def _at(self, at: time, terms: Sequence[Term], question: Question) -> Entry | None:
        slots = [slot for slot in self.programme.slots if slot.start <= at < slot.end]
        slots = [slot for slot, content in self._whole if slot in slots and _explains_all(content, terms)]
        if not slots or question.kind not in ("what", "who", "where"):
            return None
        return Entry(aspect="row", slots=tuple(slots))

    def _general(self, question: Question, text: str) -> Entry | None:
        """Questions that name no session: what is on, what is next, when and where it all is."""
        if _NOW.search(text) and question.kind in ("what", "who", "where"):
            return self._on_now()
        if _NEXT.search(text):
            return self._coming()
        if self.programme.slots and (_FIRST.search(text) or _LAST.search(text)):
            return Entry(aspect="row", slots=(self.programme.slots[0 if _FIRST.search(text) else -1],))
        return None if _PAST.search(text) or not _WHOLE.search(text) else self._overall(question, text)

    def _overall(self, question: Question, text: str) -> Entry | None:
        """When and where the event itself is."""
        if question.kind == "where" and self.programme.venue:
            return Entry(aspect="venue")
        if question.kind == "when" and _DAY.search(text) and self.programme.day:
            return Entry(aspect="date")
        return Entry(aspect="hours") if question.kind == "when" and self.programme.slots else None

    def _on_now(self) -> Entry:
        now = self._now()
        on = [slot for slot in self._today(now) if slot.start <= now.time() < slot.end]
        return Entry(aspect="now", slots=tuple(on)) if on else Entry(aspect="nothing")

    def _coming(self) -> Entry:
        now = self._now()
        later = [slot for slot in self._today(now) if slot.start > now.time()]
        first = [slot for slot in later if slot.start == later[0].start]
        return Entry(aspect="next", slots=tuple(first)) if first else Entry(aspect="nothing")

    def _today(self, now: datetime) -> tuple[Slot, ...]:
        """The slots of the day, none on another day; before the day all of it is still to come."""
        day = self.programme.day
        return self.programme.slots if day is None or now.date() == day else ()

    def _place(self, question: Question, terms: Sequence[Term]) -> Entry | None:
        if question.kind not in ("where", "what") or _NEXT.search(simplified(question.text)):
            return None
        places = [place for place, content in self._places if _explains_all(content, terms)]
        return Entry(aspect="place", places=tuple(places[:MOST_ROWS])) if places else None

    def _rows(self, question: Question, text: str, terms: Sequence[Term]) -> Entry | None:
        """The slots that a question's words are about."""
        if question.kind not in ("when", "where", "who", "how long") and not _NEXT.search(text):
            return None
        if question.kind == "when" and _PAST.search(text):
            return None
        titled = [slot for slot, content in self._titles if _explains_all(content, terms)]
        spoken = [slot for slot, content in self._whole if _explains_all(content, terms)]
        slots = titled or ([] if question.kind == "who" and not _about_speaking(question) else spoken)
        if not slots or len(slots) > MOST_ROWS:
            return None
        if _NEXT.search(text):
            later = [slot for slot in self.programme.slots if slot.start >= slots[-1].end]
            following = [slot for slot in later if slot.start == later[0].start]
            return Entry(aspect="next", slots=tuple(following)) if following else Entry(aspect="nothing")
        return Entry(aspect="duration" if question.kind == "how long" else "row", slots=tuple(slots))


def _is_generic(term: Term) -> bool:
    if term.text.lower().endswith("ed") and term.text.lower() not in _PLANNED:
        return False
    return term.own <= _GENERIC or (not term.text.isascii() and any(p <= _GENERIC for p in term.others[:1]))


def _explains(content: Content, term: Term) -> bool:
    return any(content.holds(phrase) for phrase in (term.own, *term.others))


def _explains_all(content: Content, terms: Iterable[Term]) -> bool:
    return all(_explains(content, term) for term in terms)


def _about_speaking(question: Question) -> bool:
    return any(phrase & _SPEAKING for term in question.terms for phrase in (term.own, *term.others))
