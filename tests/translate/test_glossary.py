"""Terms are found as they are spoken and written as the glossary says."""

from pathlib import Path

import pytest

from translate.errors import GlossaryError
from translate.glossary import Glossary, Term
from translate.glossary_file import GlossaryFile, load_glossary

CYBERPORT = Term("Cyberport", ("cyber port",), False, {"zh-Hans": "数码港", "zh-Hant-HK": "數碼港"})
HKMA = Term("HKMA", (), True)
WHO = Term("WHO", (), False, {"es": "OMS"})
BOOTH = Term("photo booth", (), False, {"es": "fotomatón", "zh-Hans": "照相亭"})
PRIZE = Term("photo booth prize", (), False, {"es": "premio del fotomatón"})
GLOSSARY = Glossary([CYBERPORT, HKMA, WHO, BOOTH, PRIZE])


@pytest.mark.parametrize(
    ("text", "code", "terms"),
    [
        ("Welcome to Cyberport.", "en", [CYBERPORT]),
        ("Welcome to cyber port's hall and CYBERPORT", "en", [CYBERPORT, CYBERPORT]),
        ("the Cyber-Port building", "en", [CYBERPORT]),
        ("two photo booths, one Photo  Booth", "en", [BOOTH, BOOTH]),
        ("the photo booth prize", "en", [PRIZE]),
        ("who knows? The WHO does.", "en", [WHO]),
        ("Cyberportal and myHKMA", "en", []),
        ("欢迎来到数码港参观照相亭", "zh-Hans", [CYBERPORT, BOOTH]),
        ("歡迎來到數碼港", "zh-Hant-HK", [CYBERPORT]),
        ("", "en", []),
    ],
)
def test_found(text: str, code: str, terms: list[Term]) -> None:
    assert [found.term for found in GLOSSARY.find(text, code)] == terms


def test_a_possessive_ending_stays_in_the_text() -> None:
    (found,) = GLOSSARY.find("Cyberport's hall", "en")
    assert "Cyberport's hall"[found.start : found.end] == "Cyberport"


def test_written_as_the_glossary_says() -> None:
    assert GLOSSARY.into(CYBERPORT, "zh-Hant-HK") == "數碼港"
    assert GLOSSARY.into(CYBERPORT, "zh-Hant-TW") == "數碼港", "converted from the column there is"
    assert GLOSSARY.into(CYBERPORT, "es") is None
    assert GLOSSARY.into(CYBERPORT, "en") == "Cyberport"
    assert GLOSSARY.into(HKMA, "ko") == "HKMA"
    assert GLOSSARY.into(BOOTH, "es-MX") == "fotomatón"


def test_hotwords_are_the_terms_in_the_spoken_language() -> None:
    assert GLOSSARY.hotwords("en") == ["Cyberport", "HKMA", "WHO", "photo booth", "photo booth prize"]
    assert GLOSSARY.hotwords("zh-Hans") == ["数码港", "HKMA", "照相亭"]


def test_no_terms_are_found_without_a_glossary() -> None:
    assert Glossary().find("Cyberport", "en") == []


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "glossary.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_read(tmp_path: Path) -> None:
    text = '\ufeffterm,variants,dnt,zh-Hans\n#\nCyberport,cyber port|Cyber-Port,,数码港\n\n"Chan, Li",,yes\n'
    glossary = load_glossary(write(tmp_path, text))
    assert glossary.terms == (
        Term("Cyberport", ("cyber port", "Cyber-Port"), False, {"zh-Hans": "数码港"}),
        Term("Chan, Li", (), True, {}),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("word,dnt\n", "line 1: the first column is 'word'"),
        ("term,variant\n", "Did you mean 'variants'"),
        ("term,chinese\n", "unknown column 'chinese'"),
        ("term,es,es\n", "'es' is there twice"),
        ("term,es\nA,b,c\n", "line 2: 3 cells, but 2 columns"),
        ("term,es\n,b\n", "line 2: the term is missing"),
        ("term,dnt\nA,maybe\n", "line 2: dnt is 'maybe'"),
        ("term,dnt,es\nA,yes,b\n", "marked dnt and has a translation for es"),
        ("term,es\nA,b\n\na,c\n", "line 4: 'a' is already on line 2"),
        ('term,es\n"A,b\n', "Check the quotation marks"),
    ],
)
def test_errors_name_the_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(GlossaryError, match=message):
        load_glossary(write(tmp_path, text))


def test_unreadable_files(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError, match="cannot be read"):
        load_glossary(tmp_path / "none.csv")
    (tmp_path / "glossary.csv").write_bytes("term,es\nA,ñ\n".encode("latin-1"))
    with pytest.raises(GlossaryError, match="CSV UTF-8"):
        load_glossary(tmp_path / "glossary.csv")


def test_an_edit_is_taken_up_and_a_broken_one_changes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, "term,es\nA,b\n")
    file = GlossaryFile(path)
    assert not file.reload()
    write(tmp_path, "term,es\nA,bb\n")
    assert file.reload()
    assert file.glossary.terms[0].translations == {"es": "bb"}
    write(tmp_path, "term,es\nA,b,ccc\n")
    with pytest.raises(GlossaryError):
        file.reload()
    assert not file.reload(), "each edit is reported once"
    assert file.glossary.terms[0].translations == {"es": "bb"}
    path.unlink()
    with pytest.raises(GlossaryError):
        file.reload()
