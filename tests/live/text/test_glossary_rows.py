"""Terms that an operator adds, in a file that somebody else wrote."""

from live.text.glossary_rows import empty_glossary, with_term
from translate.glossary_file import load_glossary

FILE = """\
# Names of the day; ask Mei before you change them.
term,variants,dnt,es
Cyberport,cyber port,,

"Chan, Mei",may chan,yes,
"""


def added(text: str, term: str, **about: object) -> str:
    given = {"variants": [], "keep": False, "translations": {}} | about
    return with_term(text, term, **given)  # type: ignore[arg-type]


def test_a_new_term_stands_at_the_end_and_all_else_stays():
    assert added(FILE, "John Smith", variants=["Jon Smyth"]) == FILE + "John Smith,Jon Smyth,,\n"


def test_a_known_term_gets_what_is_new_about_it():
    text = added(FILE, "cyberport", variants=["cyber port", "Siberport"], translations={"es": "Ciberpuerto"})
    assert "cyberport,cyber port|Siberport,,Ciberpuerto\n" in text
    assert len(text.splitlines()) == len(FILE.splitlines())


def test_another_language_gets_a_column():
    text = added(FILE, "Chan, Mei", translations={"zh-Hant-HK": "陳美"})
    assert "term,variants,dnt,es,zh-Hant-HK\n" in text
    assert '"Chan, Mei",may chan,,,陳美\n' in text


def test_the_same_in_every_language_leaves_no_translations():
    text = added(added(FILE, "Cyberport", translations={"es": "x"}), "Cyberport", keep=True)
    assert "Cyberport,cyber port,yes,\n" in text


def test_what_comes_out_is_a_glossary(tmp_path):
    path = tmp_path / "glossary.csv"
    text = added(empty_glossary(["es"]), 'He said "no", and', variants=["x"], translations={"fr": "Non"})
    path.write_text(added(text, "b", keep=True), encoding="utf-8")
    terms = load_glossary(path).terms
    assert [(term.source, term.variants, term.dnt) for term in terms] == [
        ('He said "no", and', ("x",), False),
        ("b", (), True),
    ]
    assert terms[0].translations == {"fr": "Non"}
