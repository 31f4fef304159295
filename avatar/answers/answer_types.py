"""Whether a text holds the kind of thing that was asked for: a person, a time, a place, a number."""

import re

from avatar.answers.lexicon import Phrase
from avatar.answers.question import Question
from avatar.answers.stems import stem
from avatar.answers.terms import ROLES, Content, Term
from avatar.answers.word_lists import words
from translate.letters import HAN

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_TIME = re.compile(
    rf"\b(?:{_MONTHS})\b|\b(?:19|20)\d\d\b"
    r"|\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?[ap]\.?m\b|\b(?:noon|midnight)\b"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:last|this|next) (?:year|month|week)\b"
    r"|\b(?:yesterday|today|tomorrow)\b|[0-9一二三四五六七八九十]{1,4} ?[年月日號号時时點点]"
    r"|去年|今年|明年|昨[天日]|今[天日]|明[天日]|星期",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"\b[\w-]+ (?:second|minute|hour|day|week|month|year)s?\b|\b[\w-]+-(?:minute|hour|day|week|month|year)\b"
    rf"|[0-9{HAN}] ?(?:秒|分鐘|分钟|小時|小时|個鐘|天|日|星期|週|周|個月|个月|年)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:in|at|near|beside|inside)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}?[A-Z][\w’']{2,}"
    rf"|^[A-Z][\w ]+, \d{{1,2}} (?:{_MONTHS})\b"
    r"|\b(?:floor|hall|room|lobby|desk|entrance|lifts?|\d/F|G/F|level \d)\b"
    rf"|(?:在|於|于|喺|位於|位于)[{HAN}A-Za-z]{{2,}}|[樓楼層层廳厅室堂]",
)
_NAME = re.compile(r"(?:(?:Prof|Dr|Mr|Mrs|Ms|Sir|Dame)\.? )?[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)*")
_CHINESE_NAME = re.compile(
    rf"[{HAN}]{{2,4}}(?:先生|女士|教授|博士|主席|總裁|总裁|局長|局长|校長|校长|會|会|局|公司|大學|大学)"
)
_MONEY = re.compile(r"[$€£¥]|\b(?:dollars?|HKD|USD|pounds?|euros?)\b|[元蚊]")
_ABOUT_MONEY = frozenset({"cost", "pric", "fe", "subsid", "fund", "money", "pay", "budget", "alloc", "spend"})
_BEFORE, _AFTER = 4, 3
"""A number counts a thing that follows it within so many words, or comes that much before it."""
_PARTING = words("from of in by for with to at and or who that which")
"""A word that parts a number from what comes after it: "500 people from banks" counts no banks."""
_CHINESE_ROLE_ENDS = "人者长裁席监任事书官"
_ROLE_REACH = 6
_NAME_REACH = 5


def holds_kind(question: Question, text: str, content: Content) -> bool:
    """Whether a text can answer a question of this kind."""
    if question.kind == "who":
        return _names_someone(question, text) and _role_fits(question, content)
    if question.kind == "when":
        return any(match.group() not in question.text for match in _TIME.finditer(text))
    if question.kind == "where":
        return bool(_PLACE.search(text))
    if question.kind == "how long":
        return bool(_LASTING.search(text))
    if question.kind in ("how many", "how much"):
        return _counts(question, content) and (not _about_money(question) or bool(_MONEY.search(text)))
    return _role_fits(question, content)


def _names_someone(question: Question, text: str) -> bool:
    """Whether there is a name that the question does not have; all will do when it asks who a name is."""
    asked = question.text.lower()
    new = [name for name in _NAME.findall(text) if name.lower() not in asked]
    return bool(new or _CHINESE_NAME.search(text))


def _role_fits(question: Question, content: Content) -> bool:
    """In "the chairman of Cyberport" the name beside the role must be one the question has.

    Whoever asks who has a role wants the name of a person beside it.
    """
    asked = {one for term in question.terms for phrase in (term.own, *term.others) for one in phrase}
    roles = [phrase for term in question.terms if _is_role(term) for phrase in (term.own, *term.others)]
    places = [
        place
        for place, word in enumerate(content.words)
        if word.lower() in ROLES and any(_stands_at(content, place, role) for role in roles)
    ]
    if not places:
        return question.kind != "who" or not roles or not any(term.strict for term in question.terms)
    names = {
        one
        for term in question.terms
        if term.strict and not _is_role(term)
        for phrase in (term.own, *term.others)
        for one in phrase
    }
    fitting = [place for place in places if not names or _beside(content, place, names)]
    if question.kind != "who":
        return bool(fitting)
    return any(_person_beside(content, place, asked) for place in fitting)


def _stands_at(content: Content, place: int, role: Phrase) -> bool:
    """Whether a role, be it of several words, stands at a place."""
    near = range(max(0, place - len(role)), min(place + len(role) + 1, len(content.words)))
    return bool(content.stems[place] & role) and all(
        any(one in content.stems[at] for at in near) for one in role
    )


def _is_role(term: Term) -> bool:
    if term.text.isascii():
        return term.text.lower() in ROLES
    stems = {stem(role) for role in ROLES}
    return term.text[-1] in _CHINESE_ROLE_ENDS and any(phrase & stems for phrase in term.others)


def _person_beside(content: Content, place: int, asked: set[str]) -> bool:
    """Whether two words with capitals, as of a name, stand beside a role; a Chinese text is not looked at."""
    if not content.words[place].isascii() or not content.spoken.isascii():
        return True
    new = [
        content.capitals[at] and content.words[at].isalpha() and not content.stems[at] & asked
        for at in range(len(content.words))
    ]
    near = range(max(0, place - _NAME_REACH), min(place + _NAME_REACH + 2, len(new) - 1))
    return any(new[at] and new[at + 1] for at in near)


def _beside(content: Content, place: int, names: set[str]) -> bool:
    """Whether one of the names belongs to the role at a place: after `of`, else around it."""
    words = content.words
    end = min(place + _ROLE_REACH, len(words))
    linked = next((at for at in range(place + 1, end) if words[at].lower() in ("of", "at", "for")), None)
    if linked is not None and linked <= place + 2:
        return any(content.stems[at] & names for at in range(linked + 1, min(linked + 6, len(words))))
    around = range(max(0, place - 4), min(place + 4, len(words)))
    return any(content.stems[at] & names for at in around)


def _counts(question: Question, content: Content) -> bool:
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
    }
    return any(_belongs(content, number, thing) for number in numbers for thing in things)


def _belongs(content: Content, number: int, thing: int) -> bool:
    """Whether a number counts the thing at a place."""
    if not -_AFTER <= thing - number <= _BEFORE:
        return False
    return not _PARTING & {word.lower() for word in content.words[number + 1 : thing]}


def _is_number(content: Content, place: int) -> bool:
    return any(one[0].isdigit() for one in content.stems[place])


def _about_money(question: Question) -> bool:
    stems = {one for term in question.focus or question.terms for phrase in (term.own,) for one in phrase}
    return bool(stems & _ABOUT_MONEY) or "钱" in question.text or "錢" in question.text
