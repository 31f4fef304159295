"""The screen that finds broken promises finds each of them."""

from bench.witness import Numbers, Witness, differences, missing

HELLO = {"type": "hello", "session": "s", "seq": 0}


def line(seq: int, text: str, id: int = 1, rev: int = 0, **fields: object) -> dict:
    return {
        "type": "line",
        "seq": seq,
        "id": id,
        "rev": rev,
        "lang": "en",
        "text": text,
        "interim": "",
        "final": False,
        **fields,
    }


def taken(*messages: dict) -> Witness:
    witness = Witness(Numbers())
    for message in (HELLO, *messages):
        witness.take(message)
    return witness


def test_a_talk_that_only_grows_breaks_nothing():
    witness = taken(line(1, "one"), line(2, "one two", rev=1, final=True), line(9, "three", id=5))
    assert not witness.broken + witness.numbers.broken
    assert witness.after == 9
    assert witness.committed == {(1, "en"): "one two", (5, "en"): "three"}


def test_a_number_that_stands_for_other_words_is_found():
    witness = taken(line(1, "one"))
    other = Witness(witness.numbers)
    other.take(line(1, "two"))
    assert "seq 1" in witness.numbers.broken[0]


def test_committed_words_that_change_are_found():
    assert "became" in taken(line(1, "one"), line(2, "won", rev=1)).broken[0]


def test_a_final_line_that_is_opened_again_is_found():
    assert "opened again" in taken(line(1, "one", final=True), line(2, "one", rev=1)).broken[0]


def test_another_session_is_found():
    assert "session s" in taken(HELLO | {"session": "t"}).broken[0]


def test_interim_words_are_dropped_at_hello_and_lines_of_nothing_else_with_them():
    witness = taken(line(1, "", interim="guess"), line(2, "one", id=2, interim=" two"), HELLO)
    assert witness.lines.keys() == {(2, "en")}
    assert witness.lines[2, "en"]["interim"] == ""


def test_words_that_the_log_lacks_are_found():
    assert missing({(1, "en"): "one two"}, {(1, "en"): "one two three"}) == []
    assert missing({(1, "en"): "one two"}, {(1, "en"): "one"}) == [
        "line (1, 'en'): seen 'one two', logged 'one'"
    ]


def test_a_screen_that_ends_otherwise_than_the_log_is_found():
    witness = taken(line(1, "one"))
    assert not differences([witness], {(1, "en"): "one"})
    assert len(differences([witness], {(1, "en"): "one", (2, "en"): "two"})) == 1
