"""The event's terms, as the speech model is told them."""

from live.recognise.prompt import TERM_TOKENS, term_tokens


def letters(text: str) -> list[int]:
    return [ord(letter) for letter in text]


def told(terms: list[str]) -> str:
    return "".join(map(chr, term_tokens(terms, letters)))


def test_the_terms_are_a_sentence_that_has_ended() -> None:
    assert told(["Kwun Tong", "HKMA"]) == " Kwun Tong, HKMA."
    assert told([]) == ""


def test_of_more_terms_than_fit_the_first_whole_ones_are_told() -> None:
    text = told([f"Term {index}" for index in range(100)])
    assert len(text) <= TERM_TOKENS
    assert text.endswith("Term 16.")
    assert told(["x" * TERM_TOKENS]) == ""
