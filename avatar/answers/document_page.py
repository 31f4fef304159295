"""The page that a citation opens: a document or the programme, its passages marked. Everything is escaped."""

from html import escape

from avatar.answers.answer import PROGRAMME
from avatar.answers.documents import Document, Passage
from avatar.answers.programme import Programme
from avatar.answers.timetable_words import head_text, place_text, row_text
from translate.chinese import is_traditional

_PAGE = """<!doctype html>
<html lang="{lang}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
    <title>{title}</title>
    <link rel="icon" href="/live/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/live/base.css">
    <link rel="stylesheet" href="/documents.css">
  </head>
  <body>
    <main>
{body}
    </main>
  </body>
</html>
"""


def document_page(document: Document, start: int = 0, end: int = 0) -> str:
    """A document, with the characters [start, end) of its text marked."""
    rows = [f'<p class="file">{escape(document.name)}</p>']
    page = None
    for passage in document.passages:
        if passage.page is not None and passage.page != page:
            page = passage.page
            rows.append(f'<p class="page">{page}</p>')
        tag = "h2" if passage.is_heading else "p"
        rows.append(f'<{tag} id="{passage.id}">{_marked(passage, start, end)}</{tag}>')
    return _page(document.title, rows, lang=_language(document.text))


def programme_page(programme: Programme) -> str:
    """The programme, a row a slot."""
    rows = [f'<h1 id="top">{escape(head_text(programme) or PROGRAMME)}</h1>']
    rows += [f'<p id="{slot.id}">{escape(row_text(slot, "en"))}</p>' for slot in programme.slots]
    rows += [f'<p id="{place.id}">{escape(place_text(place))}</p>' for place in programme.places]
    return _page(programme.event or PROGRAMME, rows, lang="en")


def _marked(passage: Passage, start: int, end: int) -> str:
    """A passage's text with the part of it that lies in [start, end) marked."""
    text = passage.text
    first = min(max(start - passage.start, 0), len(text))
    last = min(max(end - passage.start, first), len(text))
    if first == last:
        return escape(text)
    return f"{escape(text[:first])}<mark>{escape(text[first:last])}</mark>{escape(text[last:])}"


def _language(text: str) -> str:
    if sum("一" <= character <= "鿿" for character in text) < len(text) / 5:
        return "en"
    return "zh-Hant" if is_traditional(text) else "zh-Hans"


def _page(title: str, rows: list[str], *, lang: str) -> str:
    body = "\n".join(f"      {row}" for row in rows)
    return _PAGE.format(lang=lang, title=escape(title), body=body)
