"""What the programme says, in words."""

from avatar.answers import phrases
from avatar.answers.answer import PROGRAMME, Citation
from avatar.answers.documents import Document, Passage
from avatar.answers.phrases import say
from avatar.answers.programme import Place, Programme, Slot
from avatar.answers.question import Language
from avatar.answers.question_words import Kind
from avatar.answers.spans import Span
from avatar.answers.spoken_languages import language_name
from avatar.answers.timetable import Entry


def worded(entry: Entry, programme: Programme, lang: Language, kind: Kind) -> str:
    """An entry of the programme as an answer."""
    rows = [row_text(slot, lang, asks_who=kind == "who") for slot in entry.slots]
    if entry.aspect == "nothing":
        return say(phrases.NOTHING, lang)
    if entry.aspect == "place":
        return "\n".join(
            say(phrases.PLACE, lang, name=place.name, where=place.where) for place in entry.places
        )
    if entry.aspect == "venue":
        return say(phrases.VENUE, lang, venue=programme.venue)
    if entry.aspect in ("hours", "date"):
        return _hours(programme, lang)
    if entry.aspect == "duration":
        rows = [
            say(phrases.MINUTES, lang, minutes=str(slot.minutes)) + row
            for slot, row in zip(entry.slots, rows, strict=True)
        ]
    heads = {"next": phrases.NEXT, "before": phrases.BEFORE, "now": phrases.NOW}
    head = say(heads[entry.aspect], lang) if entry.aspect in heads else ""
    return head + "\n".join(rows)


def row_text(slot: Slot, lang: Language, *, asks_who: bool = False) -> str:
    """A row of the programme as a sentence."""
    joint = ", " if lang == "en" else "、"
    people = say(phrases.PEOPLE, lang, people=joint.join(slot.speakers)) if slot.speakers else ""
    if asks_who and not people:
        people = say(phrases.NOBODY, lang)
    spoken = joint.join(language_name(code, lang) for code in slot.languages)
    languages = say(phrases.LANGUAGES, lang, languages=spoken) if spoken else ""
    room = say(phrases.ROOM, lang, room=slot.room) if slot.room else ""
    start, end = f"{slot.start:%H:%M}", f"{slot.end:%H:%M}"
    return say(
        phrases.ROW,
        lang,
        title=slot.title,
        start=start,
        end=end,
        room=room,
        people=people,
        languages=languages,
    )


def cited(entry: Entry, programme: Programme) -> tuple[Citation, ...]:
    """The rows of the programme that an entry stands on; its head where there are none."""
    rows = [_citation(programme, slot.id, row_text(slot, "en")) for slot in entry.slots]
    rows += [_citation(programme, place.id, place_text(place)) for place in entry.places]
    return tuple(rows) or (_citation(programme, "top", head_text(programme)),)


def place_text(place: Place) -> str:
    """A place of the programme."""
    return f"{place.name}: {place.where}"


def rows_document(programme: Programme) -> Document:
    """The programme's rows to search: a passage a row, named as on the programme's page."""
    rows = {slot.id: row_text(slot, "en") for slot in programme.slots}
    rows |= {place.id: place_text(place) for place in programme.places}
    passages: list[Passage] = []
    for number, (key, text) in enumerate(rows.items(), 1):
        passages.append(
            Passage(
                id=key,
                text=text,
                start=passages[-1].end + 1 if passages else 0,
                page=None,
                heading="",
                paragraph=number,
                sentences=(Span(0, len(text)),),
            )
        )
    return Document(
        name=PROGRAMME,
        title=f"{programme.event}: programme",
        text="\n".join(rows.values()),
        passages=tuple(passages),
    )


def head_text(programme: Programme) -> str:
    """What stands over the programme."""
    day = programme.day.isoformat() if programme.day else ""
    return " · ".join(filter(None, (programme.event, day, programme.venue)))


def _citation(programme: Programme, anchor: str, text: str) -> Citation:
    return Citation(document=PROGRAMME, title=programme.event or PROGRAMME, anchor=anchor, quote=text)


def _hours(programme: Programme, lang: Language) -> str:
    day = say(phrases.DAY, lang, date=programme.day.isoformat()) if programme.day else ""
    start = f"{min(slot.start for slot in programme.slots):%H:%M}"
    end = f"{max(slot.end for slot in programme.slots):%H:%M}"
    return say(phrases.HOURS, lang, start=start, end=end, day=day)
