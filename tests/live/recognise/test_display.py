"""What stands on the screens until it is settled."""

from live.recognise.display import Display
from tests.live.recognise.hypotheses import timed


def text(words) -> str:
    return "".join(word.text for word in words).strip()


def seen(*looks: str, weakest: float = 0.7) -> list[str]:
    """What is shown after each of the looks, which settle nothing."""
    display = Display(sure=0.9)
    return [text(display.show((), timed(look, weakest=weakest))) for look in looks]


def test_words_are_shown_as_they_come():
    assert seen("and", "and so", "and so my") == ["and", "and so", "and so my"]


def test_of_two_readings_that_take_turns_only_the_first_is_seen():
    looks = ("there's iron", "the Zion they", "there's iron they", "the Zion they say")
    assert seen(*looks) == ["there's iron", "there's iron", "there's iron they", "there's iron they"]


def test_a_second_look_that_does_not_have_it_takes_it_back():
    assert seen("desire", "there's iron", "there's iron") == ["desire", "desire", "there's iron"]


def test_a_word_missed_once_does_not_blink():
    assert seen("and so", "and", "and so my", "and", "") == ["and so", "and so", "and so my", "and so my", ""]


def test_a_sure_word_takes_anothers_place_at_once():
    assert seen("desire", "there's iron", weakest=0.95) == ["desire", "there's iron"]


def test_what_is_settled_is_no_longer_shown_and_what_follows_it_is_kept():
    display = Display(sure=0.9)
    display.show((), timed("and so my", weakest=0.7))
    assert text(display.show(timed("and"), timed("see", weakest=0.7))) == "so my"


def test_nothing_is_kept_of_what_followed_a_word_that_was_settled_otherwise():
    display = Display(sure=0.9)
    display.show((), timed("and so my", weakest=0.7))
    assert text(display.show(timed("hand"), ())) == ""


def test_cleared_it_keeps_nothing():
    display = Display(sure=0.9)
    display.show((), timed("and so"))
    display.clear()
    assert text(display.show((), ())) == ""
