"""What Whisper writes where nobody speaks."""

import pytest

from live.recognise.phantoms import is_phantom


@pytest.mark.parametrize(
    "text",
    [
        " Thank you.",
        " Thanks for watching!",
        " you",
        " Thank you. Thank you.",
        "謝謝大家。",
        "ご視聴ありがとうございました",
        " ♪ Music ♪",
        " Sirdot, Sirdot, Sirdot, Sir",
        " Mm-hmm.",
    ],
)
def test_a_phrase_alone_is_held_back(text):
    assert is_phantom(text)


@pytest.mark.parametrize(
    "text",
    [
        " Thank you, minister.",
        " You have the floor.",
        " Thank you for your patience",
        "",
        "謝謝主席",
        " Very, very good",
        " No, no.",
        " So we go on",
    ],
)
def test_a_phrase_with_other_words_is_kept(text):
    assert not is_phantom(text)
