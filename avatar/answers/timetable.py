"""Answers to questions about the programme, looked up and not retrieved.

A question is answered only when every one of its words is explained: by a row of the programme, by a time, or
by being a word of schedules.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from avatar.answers.programme import Place, Programme, Slot
from avatar.answers.question import Question
from avatar.answers.question_words import Kind
from avatar.answers.spoken_languages import language_words
from avatar.answers.terms import Content, Reader, Term
from avatar.answers.timetable_question import Asked, asked_of_programme

Aspect = Literal["row", "place", "duration", "next", "before", "now", "nothing", "hours", "date", "venue"]
"""What was asked for; `row` is a slot with its time, room and speakers."""

MOST_ROWS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the programme says."""

    aspect: Aspect
    slots: tuple[Slot, ...] = ()
    places: tuple[Place, ...] = ()
    is_doubtful: bool = False
    """Whether a document may know better: it may tell what was said in a talk."""


class Timetable:
    """A programme that can be asked. `now` tells the time at the venue."""

    def __init__(self, programme: Programme, reader: Reader, now: Callable[[], datetime]) -> None:
        self.programme = programme
        self._now = now
        self._reader = reader
        slots = programme.slots
        self._titles = [(slot, reader.content(f"{slot.title} {slot.room}")) for slot in slots]
        self._names = [(slot, reader.content(slot.title)) for slot in slots]
        self._whole = [(slot, reader.content(_all_of(slot))) for slot in slots]
        self._places = [
            (place, reader.content(f"{place.name}. {_numbers_of(place.where)}")) for place in programme.places
        ]
        self._event = reader.content(f"{programme.event} {programme.venue}")

    def look_up(self, question: Question) -> Entry | None:
        """What the programme says to a question; None when it does not tell."""
        asked = asked_of_programme(question, self._reader) if self.programme else None
        if asked is None:
            return None
        if asked.start is not None:
            return self._at(asked, question.kind)
        titled = self._rows(asked, question, self._in_titles(asked))
        if titled:
            return titled
        if not asked.floor and _explains_all(self._event, asked.terms):
            return self._general(asked, question.kind)
        ways = [self._place(asked, question.kind), self._rows(asked, question, asked.terms)]
        if question.kind == "what" and asked.about_rows:
            ways.reverse()
        return next(filter(None, ways), None)

    def row(self, key: str) -> Entry | None:
        """The row of this name."""
        slots = tuple(slot for slot in self.programme.slots if slot.id == key)
        places = tuple(place for place in self.programme.places if place.id == key)
        return (
            Entry(aspect="place" if places else "row", slots=slots, places=places)
            if slots or places
            else None
        )

    def _in_titles(self, asked: Asked) -> tuple[Term, ...]:
        """The terms, with those generic words that a title has, such as the opening; none without such."""
        if asked.relation not in ("", "next", "before"):
            return ()
        some = [
            term
            for term in asked.generic
            if any(_plainly_explains(content, term) for _, content in self._names)
        ]
        return (*asked.terms, *some) if some else ()

    def _at(self, asked: Asked, kind: Kind) -> Entry | None:
        """What is on at a time, or in a part of the day."""
        start, end = asked.start, asked.end
        if start is None or kind not in ("what", "who", "where"):
            return None
        on = [slot for slot in self.programme.slots if slot.start < (end or slot.end) and start < slot.end]
        on = [slot for slot in on if end or slot.start <= start]
        slots = [slot for slot, content in self._whole if slot in on and _explains_all(content, asked.terms)]
        return Entry(aspect="row", slots=tuple(slots)) if slots else None

    def _general(self, asked: Asked, kind: Kind) -> Entry | None:
        """Questions that name no session: what is on, what is next, when and where it all is."""
        if asked.relation == "now" and kind in ("what", "who", "where"):
            return self._on_now()
        if asked.relation == "next":
            return self._coming()
        if asked.relation in ("first", "last") and self.programme.slots:
            return Entry(aspect="row", slots=(self.programme.slots[0 if asked.relation == "first" else -1],))
        return self._overall(asked, kind) if asked.is_whole and not asked.is_past else None

    def _overall(self, asked: Asked, kind: Kind) -> Entry | None:
        """When and where the event itself is."""
        if kind == "where" and self.programme.venue:
            return Entry(aspect="venue")
        if kind == "when" and asked.is_for_day and self.programme.day:
            return Entry(aspect="date")
        return Entry(aspect="hours") if kind == "when" and self.programme.slots else None

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

    def _place(self, asked: Asked, kind: Kind) -> Entry | None:
        if kind not in ("where", "what") or asked.relation in ("next", "before"):
            return None
        places = [
            place
            for place, content in self._places
            if asked.floor in place.where and _explains_all(content, asked.terms)
        ]
        return Entry(aspect="place", places=tuple(places[:MOST_ROWS])) if places else None

    def _rows(self, asked: Asked, question: Question, terms: Sequence[Term]) -> Entry | None:
        """The slots that these words are about, or those after or before them."""
        around = asked.relation in ("next", "before")
        by_what = question.kind == "what" and (asked.about_rows or asked.is_there)
        if question.kind not in ("when", "where", "who", "how long") and not around and not by_what:
            return None
        if not terms or (question.kind == "when" and asked.is_past):
            return None
        by_title = (question.kind == "who" and not asked.is_speaking) or (by_what and not asked.about_rows)
        slots = [slot for slot, content in self._titles if _explains_all(content, terms)]
        if not slots and not by_title:
            slots = [slot for slot, content in self._whole if _explains_all(content, terms)]
        slots = [slot for slot in slots if asked.floor in slot.room]
        if not slots or len(slots) > MOST_ROWS:
            return None
        if around:
            return self._around(asked, self._nearest(slots, terms))
        aspect: Aspect = "duration" if question.kind == "how long" else "row"
        return Entry(aspect=aspect, slots=tuple(slots), is_doubtful=by_what and asked.is_past)

    def _nearest(self, slots: Sequence[Slot], terms: Sequence[Term]) -> list[Slot]:
        """Those of some slots that have most of the words as they were said."""
        counts = {
            slot.id: sum(_plainly_explains(content, term) for term in terms) for slot, content in self._whole
        }
        most = max(counts[slot.id] for slot in slots)
        return [slot for slot in slots if counts[slot.id] == most]

    def _around(self, asked: Asked, slots: Sequence[Slot]) -> Entry:
        """What comes after slots, or before them; several where they run side by side."""
        if asked.relation == "next":
            others = [slot for slot in self.programme.slots if slot.start >= slots[-1].end]
            found = [slot for slot in others if slot.start == others[0].start]
            return Entry(aspect="next", slots=tuple(found)) if found else Entry(aspect="nothing")
        others = [slot for slot in self.programme.slots if slot.end <= slots[0].start]
        found = [slot for slot in others if slot.start == others[-1].start]
        return Entry(aspect="before", slots=tuple(found)) if found else Entry(aspect="nothing")


def _all_of(slot: Slot) -> str:
    languages = " ".join(map(language_words, slot.languages))
    return f"{slot.title}. {', '.join(slot.speakers)}. {slot.room}. {languages}"


def _numbers_of(where: str) -> str:
    """The numbers of rooms in a description of a place, not those of floors."""
    words = where.replace(",", " ").split()
    return " ".join(word for word in words if any(map(str.isdigit, word)) and not word.endswith("/F"))


def _explains(content: Content, term: Term) -> bool:
    return any(content.holds(phrase) for phrase in (term.own, *term.others))


def _plainly_explains(content: Content, term: Term) -> bool:
    """Whether a word stands there as it was said; of a Chinese word what it mostly means."""
    meanings = () if term.text.isascii() else term.others[:1]
    return any(content.holds(phrase) for phrase in (term.own, *meanings))


def _explains_all(content: Content, terms: Iterable[Term]) -> bool:
    return all(_explains(content, term) for term in terms)
