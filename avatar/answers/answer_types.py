"""Whether a text holds the kind of thing that was asked for: a person, a time, a place, a number."""

import re

from avatar.answers.counting import counts
from avatar.answers.lexicon import Phrase, simplified
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
_ASKS_ABOUT = re.compile(
    r"\babout\W*$|\b(?:topic|subject|theme)s?\b|关于什么|什么主题|讲(?:乜|咩|什么)", re.IGNORECASE
)
_ABOUT = re.compile(
    r"\b(?:about|topic|subject|theme|focus|explor|cent(?:re|er)d|present|showcas|discuss|develop|design|aim|serv)"
    r"|关于|關於|主题|主題|探讨|探討|讨论|討論|旨在",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’]s$")
_OBJECT_REACH = 7
_BEFORE_OBJECTS = ("the", "a", "an", "its", "their", "his", "her", "our")
_CHINESE_ROLE_ENDS = "人者长裁席监任事书官"
_ROLE_STEMS = frozenset(stem(role) for role in ROLES)
_ROLE_REACH = 6
_NAME_REACH = 5
_ASKS_AGE = re.compile(r"\bhow old\b|\bwhat age\b|[多几]少?大?岁", re.IGNORECASE)
_AGE = re.compile(r"\byears? old\b|\baged? \d|[0-9一二三四五六七八九十] ?[岁歲]", re.IGNORECASE)
_SPELT_OUT = re.compile(
    r"\bstands? for\b|\bwhat does \S+ mean\b|\bshort for\b|\babbreviat|\bacronym\b|全称|缩写|简称",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\bwho(?:m|se)?\b", re.IGNORECASE)
_NAMED_ONES = words(
    "bank banks university universities company companies firm firms organisation organisations"
    " organization organizations institution institutions regulator regulators country countries city cities"
    " sponsor sponsors partner partners academy standard standards school schools"
)
"""What has names of its own."""
_NO_NAMES = frozenset({"ai", "genai"})
_EXAMPLE_REACH = 4
"""Words before such a thing, twice as many after it."""


def holds_kind(question: Question, text: str, content: Content) -> bool:
    """Whether a text can answer a question of this kind."""
    if question.kind == "who":
        return (
            _names_someone(question, text)
            and _role_fits(question, content)
            and _happened_to(question, content)
        )
    if question.kind == "when":
        new = any(match.group() not in question.text for match in _TIME.finditer(text))
        return new and _happened_to(question, content)
    if question.kind == "where":
        return bool(_PLACE.search(text))
    if question.kind == "how long":
        return bool(_LASTING.search(text))
    if question.kind in ("how many", "how much"):
        money = not _about_money(question) or bool(_MONEY.search(text))
        return (
            counts(question, content)
            and money
            and _age_fits(question, text)
            and _role_fits(question, content)
        )
    return (
        _role_fits(question, content)
        and _examples_named(question, content)
        and _age_fits(question, text)
        and (not _ASKS_ABOUT.search(simplified(question.text)) or bool(_ABOUT.search(text)))
        and (not _SPELT_OUT.search(simplified(question.text)) or _is_spelt_out(question, text))
    )


def _age_fits(question: Question, text: str) -> bool:
    """Whether a text tells an age, where one is asked for."""
    return not _ASKS_AGE.search(simplified(question.text)) or bool(_AGE.search(text))


def _is_spelt_out(question: Question, text: str) -> bool:
    """Whether an abbreviation of the question stands in brackets after what it is short for, or before it."""
    plain = text.replace(".", "")
    short = [t.text.replace(".", "") for t in question.terms if sum(map(str.isupper, t.text)) > 1]
    return any(
        re.search(rf"[A-Za-z]\s*[\"'”’]?\s*\((?:\w+ )?{re.escape(one)}\)|\b{re.escape(one)}\s*\([A-Z]", plain)
        for one in short
    )


def _examples_named(question: Question, content: Content) -> bool:
    """Whether "which banks" finds the name of one beside the word; a bank that nobody names is no answer."""
    asked = {one for term in question.terms for phrase in (term.own, *term.others) for one in phrase}
    # Of several words the last is the thing: "which university students" asks for no university.
    wanted = [term for term in question.focus[-1:] if term.text.lower() in _NAMED_ONES]
    if not wanted or not content.spoken.isascii():
        return True
    stems = {one for term in wanted for phrase in (term.own, *term.others) for one in phrase}
    places = [place for one in stems for place in content.places.get(one, ())]
    near = {
        at for place in places for at in range(max(0, place - _EXAMPLE_REACH), place + 2 * _EXAMPLE_REACH)
    }
    return any(
        content.capitals[at] and at > 0 and not content.stems[at] & (asked | stems | _NO_NAMES)
        for at in near
        if at < len(content.words)
    )


def _happened_to(question: Question, content: Content) -> bool:
    """Whether what is asked was done to a name.

    "The bank opened the hall" or "the bank's hall opened" tells not when the bank opened.
    """
    names = {one for term in question.terms if term.strict for p in (term.own, *term.others) for one in p}
    others = [term for term in question.terms if not term.strict]
    if not names or len(others) != 1:
        return True
    named = [content.words[at] for one in names for at in content.places.get(one, ())]
    if named and all(_POSSESSIVE.search(word) for word in named):
        return False
    verbs = {one for phrase in (others[0].own, *others[0].others) if len(phrase) == 1 for one in phrase}
    places = [place for verb in verbs for place in content.places.get(verb, ())]
    return all(_is_done_to(content, place, names) for place in places)


def _is_done_to(content: Content, place: int, names: set[str]) -> bool:
    """Whether no other thing follows a verb as its object."""
    after = range(place + 1, min(place + _OBJECT_REACH, len(content.words)))
    if not after or not (
        _is_number(content, after.start) or content.words[after.start].lower() in _BEFORE_OBJECTS
    ):
        return True
    return any(content.stems[at] & names for at in after)


def _is_number(content: Content, place: int) -> bool:
    return any(one.isdigit() for one in content.stems[place])


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
    asked_roles = [
        term for term in question.terms if _is_role(term, question) and not _is_done(term, content)
    ]
    roles = [phrase for term in asked_roles for phrase in (term.own, *term.others)]
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
        if term.strict and not _is_role(term, question)
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


def _is_role(term: Term, question: Question) -> bool:
    """Whether a word is a role, or in a question for a person what somebody with that role did."""
    if term.text.isascii():
        did = bool(term.own & _ROLE_STEMS) and bool(_PERSON.search(question.text))
        return did or term.text.lower() in ROLES
    return term.text[-1] in _CHINESE_ROLE_ENDS and any(phrase & _ROLE_STEMS for phrase in term.others)


def _is_done(term: Term, content: Content) -> bool:
    """Whether a text says in a verb what the question does: "founded by" and no founder."""
    if term.text.lower() in ROLES:
        return False
    forms = {one for phrase in (term.own, *term.others) if len(phrase) == 1 for one in phrase}
    return any(content.words[at].lower() not in ROLES for one in forms for at in content.places.get(one, ()))


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


def _about_money(question: Question) -> bool:
    stems = {one for term in question.focus or question.terms for phrase in (term.own,) for one in phrase}
    return bool(stems & _ABOUT_MONEY) or "钱" in question.text or "錢" in question.text
