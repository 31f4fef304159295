"""When the model makes up what it says."""

import pytest

from live.recognise.doubt import Doubt, mean_probability
from tests.live.recognise.hypotheses import timed

CLEAR, UNCLEAR, NOISE = 0.03, 0.3, 0.8


def heard(no_speech: float, looks: int = 10) -> Doubt:
    """After so many looks that all found nobody speaking with this probability."""
    doubt = Doubt()
    for _ in range(looks):
        doubt.hear(no_speech)
    return doubt


@pytest.mark.parametrize(
    ("no_speech", "sure", "spoken", "guess"),
    [
        (CLEAR, 0.3, True, True),
        (CLEAR, 0.4, True, False),
        (CLEAR, 0.4, False, False),
        (UNCLEAR, 0.4, True, False),
        (UNCLEAR, 0.4, False, True),
        (UNCLEAR, 0.6, False, False),
        (NOISE, 0.5, True, True),
        (NOISE, 0.6, True, False),
        (NOISE, 0.65, False, True),
    ],
)
def test_the_less_is_known_of_the_sound_the_surer_the_words_must_be(no_speech, sure, spoken, guess):
    assert heard(no_speech).is_guess(sure, spoken=spoken) is guess


def test_one_look_does_not_tell_speech_from_noise():
    assert heard(CLEAR, looks=1).is_guess(0.4, spoken=False)
    assert not heard(NOISE, looks=1).is_guess(0.4, spoken=True)


def test_where_no_word_is_none_is_doubted():
    assert mean_probability([]) == 1.0
    assert mean_probability(timed("so", weakest=0.2) + timed("my", weakest=0.6)) == pytest.approx(0.4)
