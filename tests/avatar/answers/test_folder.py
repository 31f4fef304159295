"""Documents of every kind become passages that know their place; bad ones are told."""

from pathlib import Path

import pytest
from docx import Document as WordDocument
from pypdf import PdfWriter

from avatar.answers.documents import LONGEST_PASSAGE
from avatar.answers.errors import DocumentError
from avatar.answers.folder import read_document, read_folder


def _write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _texts(path: Path) -> list[str]:
    return [passage.text for passage in read_document(path, path.name).passages]


def test_every_passage_stands_where_it_says(library):
    for document in library.documents.values():
        for passage in document.passages:
            assert document.text[passage.start : passage.end] == passage.text


def test_markdown_loses_its_marks_and_keeps_its_headings(tmp_path):
    path = _write(
        tmp_path, "a.md", "# The *day*\n\nSee [the **map**](x) `now`.\n\n- one\n- two\n\n| a | b |\n|--|--|\n"
    )
    document = read_document(path, "a.md")
    assert document.title == "The day"
    assert [passage.text for passage in document.passages] == [
        "The day",
        "See the map now.",
        "one",
        "two",
        "a · b",
    ]
    assert document.passages[1].heading == "The day"


def test_html_shows_only_what_a_reader_sees(tmp_path):
    shown = "<h1>T</h1><p>Tea &amp; <b>cake</b>."
    page = f"<script>x()</script><p hidden>Secret.</p>{shown}<p style='display: none'>No."
    assert _texts(_write(tmp_path, "a.html", page)) == ["T", "Tea & cake."]


def test_a_table_row_is_one_passage(tmp_path):
    page = "<table><tr><td>Lunch</td><td>12:15</td></tr><tr><td>Tea</td><td>16:00</td></tr></table>"
    assert _texts(_write(tmp_path, "a.html", page)) == ["Lunch · 12:15", "Tea · 16:00"]


def test_wrapped_lines_are_joined_and_a_heading_is_found(tmp_path):
    path = _write(
        tmp_path, "a.txt", "Getting there\n\nTake the train to the har-\nbour and walk\nfive minutes.\n"
    )
    assert _texts(path) == ["Getting there", "Take the train to the harbour and walk five minutes."]


def test_a_paragraph_cut_by_a_page_goes_on(tmp_path):
    long = "The society of " + "very long and patient readers " * 8 + "of the"
    path = _write(tmp_path, "a.txt", f"{long}\n\n\n\nInstitute met on Monday.\n")
    assert len(_texts(path)) == 1


def test_a_long_paragraph_is_cut_between_sentences(tmp_path):
    sentence = "This sentence has a fair number of words and ends with a full stop. "
    parts = _texts(_write(tmp_path, "a.txt", sentence * 40))
    assert len(parts) > 1
    assert all(len(part) <= LONGEST_PASSAGE and part.endswith("stop.") for part in parts)


def test_a_full_stop_within_a_name_ends_no_sentence(tmp_path):
    path = _write(tmp_path, "a.txt", "She saw the GenA.I. Sandbox with Dr. Lee. It was open.")
    passage = read_document(path, "a.txt").passages[0]
    assert [passage.text[a:b] for a, b in passage.sentences] == [
        "She saw the GenA.I. Sandbox with Dr. Lee.",
        "It was open.",
    ]


def test_word_documents_keep_headings_and_tables(tmp_path):
    word = WordDocument()
    word.add_heading("Notes", 1)
    word.add_paragraph("Bring a pen.")
    table = word.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Gate", "B"
    word.save(str(tmp_path / "a.docx"))
    assert _texts(tmp_path / "a.docx") == ["Notes", "Bring a pen.", "Gate · B"]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.docx", b"no zip", "no Word document"),
        ("a.pdf", b"%PDF-1.4 broken", "damaged"),
        ("a.txt", b"\xff\xfe\x00\xd8", "UTF-8"),
        ("a.xlsx", b"x", "Known: .docx, .htm"),
        ("a.md", b"   ", "has no text"),
    ],
)
def test_a_bad_file_is_told_and_the_others_are_read(tmp_path, name, content, says):
    (tmp_path / name).write_bytes(content)
    _write(tmp_path, "good.txt", "This one is fine.")
    folder = read_folder(tmp_path)
    assert [document.name for document in folder.documents] == ["good.txt"]
    assert says in folder.problems[0]


def test_a_scanned_pdf_is_told(tmp_path):
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(tmp_path / "scan.pdf")
    with pytest.raises(DocumentError, match="only pictures"):
        read_document(tmp_path / "scan.pdf", "scan.pdf")


def test_a_locked_pdf_is_told(tmp_path):
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    with pytest.raises(DocumentError, match="password"):
        read_document(tmp_path / "locked.pdf", "locked.pdf")


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(DocumentError, match="no folder"):
        read_folder(tmp_path / "nowhere")
