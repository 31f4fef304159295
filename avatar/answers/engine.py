"""From a question to an answer that stands in the documents or in the programme, or to none."""

from collections.abc import Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from avatar.answers import phrases
from avatar.answers.answer import PROGRAMME, Answer, Citation
from avatar.answers.evidence import Finding
from avatar.answers.grounding import states_only
from avatar.answers.library import Library
from avatar.answers.phrases import say
from avatar.answers.programme import Programme
from avatar.answers.question import ANSWERED, Language, Question
from avatar.answers.timetable import Entry, Timetable
from avatar.answers.timetable_words import cited, worded

Translate = Callable[[str, str, str], str | None]
"""(text, its language code, the wanted one) → the text in that language, None where it cannot be trusted."""


class Engine:
    """Answers questions about one event. May be called by any thread.

    `team`: whom to ask what the documents do not say, in place of the words for it in each language.
    `now`: the time at the venue.
    """

    def __init__(
        self,
        library: Library,
        programme: Programme,
        *,
        team: str = "",
        translate: Translate | None = None,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self.library = library
        self.programme = programme
        self._team = team
        self._translate = translate
        self._timetable = Timetable(programme, library.reader, now or clock_of(programme))

    def ask(self, text: str, hint: str = "") -> Answer:
        """Answer a question; `hint` is the language of the page that it came from."""
        question = self.library.understand(text, hint)
        if question.lang not in ANSWERED:
            return self._refusal(question, phrases.OTHER_LANGUAGE)
        entry = self._timetable.look_up(question)
        if entry and not entry.is_doubtful and not _may_be_another_event(question, entry):
            return self._from_programme(question, entry)
        findings = self.library.findings(question)
        if findings and findings[0].answers:
            return self._found(question, findings[0])
        return self._from_programme(question, entry) if entry else self._refusal(question, phrases.UNKNOWN)

    def _found(self, question: Question, finding: Finding) -> Answer:
        """What was found: a row of the programme, or sentences of a document."""
        row = self._timetable.row(finding.passage.id)
        if finding.hit.entry.document.name == PROGRAMME and row:
            return self._from_programme(question, row)
        return self._quotation(question, finding)

    def _from_programme(self, question: Question, entry: Entry) -> Answer:
        return Answer(
            question=question.text,
            lang=question.lang,
            text=worded(entry, self.programme, question.lang, question.kind),
            source="programme",
            citations=cited(entry, self.programme),
        )

    def _quotation(self, question: Question, finding: Finding) -> Answer:
        """The sentences word for word; translated beside where the question is in another language."""
        citation = _citation(finding)
        quote = citation.quote
        translation = self._translation(question, quote)
        if translation:
            text = say(phrases.TRANSLATED, question.lang, translation=translation, quote=quote)
        elif _is_chinese(quote) == question.is_chinese:
            text = quote
        else:
            text = say(phrases.QUOTED, question.lang, quote=quote)
        return Answer(
            question=question.text,
            lang=question.lang,
            text=text,
            source="documents",
            citations=(citation,),
            translated=bool(translation),
        )

    def _translation(self, question: Question, quote: str) -> str | None:
        if self._translate is None or _is_chinese(quote) == question.is_chinese:
            return None
        wanted = {"yue": "zh-Hant-HK", "zh-Hant": "zh-Hant-HK"}.get(question.lang, question.lang)
        found = self._translate(quote, "zh" if _is_chinese(quote) else "en", wanted)
        return found if found and states_only(found, quote) else None

    def _refusal(self, question: Question, phrase: Mapping[Language, str]) -> Answer:
        team = self._team or say(phrases.TEAM, question.lang)
        text = say(phrase, question.lang, team=team)
        return Answer(question=question.text, lang=question.lang, text=text, source="none")


def clock_of(programme: Programme) -> Callable[[], datetime]:
    """The time at the venue, this machine's where the programme names no time zone."""
    try:
        zone = ZoneInfo(programme.timezone) if programme.timezone else None
    except (ZoneInfoNotFoundError, ValueError):
        zone = None
    return lambda: datetime.now(zone).replace(tzinfo=None) if zone else datetime.now()  # noqa: DTZ005


def _may_be_another_event(question: Question, entry: Entry) -> bool:
    """Whether a question for the day or the place names an event, which the documents may tell of as well."""
    return entry.aspect in ("hours", "date", "venue") and any(term.strict for term in question.terms)


def _citation(finding: Finding) -> Citation:
    found, passage = finding.hit.entry.document, finding.passage
    return Citation(
        document=found.name,
        title=found.title,
        anchor=passage.id,
        quote=passage.text[finding.span.start : finding.span.end],
        page=passage.page,
        heading=passage.heading,
        paragraph=passage.paragraph,
        start=passage.start + finding.span.start,
        end=passage.start + finding.span.end,
    )


def _is_chinese(text: str) -> bool:
    return any("一" <= character <= "鿿" for character in text)
