from itertools import pairwise

import numpy as np
import pytest

from avatar.voice.durations import PAD, edges_s, timed_phones
from avatar.voice.speech import SILENCE, VOICE_RATE_HZ, Phone, Spoken, TimedWord, joined, piece, trimmed


def test_marks_belong_to_their_phoneme_and_pauses_are_silence() -> None:
    edges = edges_s([4, 1, 1, 2, 3, 1, 1, 1, 2, 1, 2], 0.1, 0.0)
    phones = timed_phones(PAD + "hˈi, pʰa↗" + PAD, edges)

    assert [phone.symbol for phone in phones] == [SILENCE, "h", "i", SILENCE, SILENCE, "p", "a", SILENCE]
    assert [round(phone.end_s, 1) for phone in phones] == [0.4, 0.5, 0.8, 1.1, 1.2, 1.4, 1.7, 1.9]


def test_a_model_that_is_early_is_met_early() -> None:
    assert edges_s([2, 1], 0.1, 0.15) == pytest.approx([0.0, 0.05, 0.15])


def test_times_follow_the_speech_when_silence_is_cut() -> None:
    samples = np.zeros(VOICE_RATE_HZ * 2, np.float32)
    samples[VOICE_RATE_HZ // 2 : VOICE_RATE_HZ] = 0.5
    spoken = Spoken(
        samples=samples,
        phones=(Phone(symbol="a", start_s=0.5, end_s=1.0),),
        words=(TimedWord(text="a", start_s=0.5, end_s=2.0),),
    )
    cut = trimmed(spoken, pause_s=0.2)

    assert cut.duration_s == pytest.approx(0.03 + 0.5 + 0.03 + 0.2, abs=0.001)
    assert cut.phones[0].start_s == pytest.approx(0.03)
    assert cut.words[0].end_s == pytest.approx(0.56, abs=0.001)


def test_the_second_piece_begins_where_the_first_ends() -> None:
    piece = Spoken(
        samples=np.ones(2400, np.float32),
        phones=(Phone(symbol="a", start_s=0.0, end_s=0.1),),
        words=(TimedWord(text="a", start_s=0.0, end_s=0.1),),
    )
    both = joined([piece, piece])

    assert both.duration_s == pytest.approx(0.2)
    assert both.words[1].start_s == both.phones[1].start_s == pytest.approx(0.1)


def test_pieces_of_a_sentence_make_the_sentence() -> None:
    """Cut right where a phoneme begins, and in the middle of one."""
    whole = Spoken(
        samples=np.arange(1, 24_001, dtype=np.float32) / 24_000,
        phones=tuple(
            Phone(symbol=s, start_s=at / 10, end_s=(at + 1) / 10) for at, s in enumerate("abcdefghij")
        ),
        words=tuple(TimedWord(text=s, start_s=at / 5, end_s=(at + 1) / 5) for at, s in enumerate("ABCDE")),
    )
    cuts = [0, 7_200, 13_000, 24_000]
    pieces = [
        piece(whole.samples[a:b], a, whole.phones, whole.words, unfinished=b < 24_000)
        for a, b in pairwise(cuts)
    ]
    pieces[0], pieces[2] = trimmed(pieces[0], end=False), trimmed(pieces[2], start=False, pause_s=0.2)
    again, cut = joined(pieces), trimmed(whole, pause_s=0.2)

    assert ["".join(word.text for word in each.words) for each in pieces] == ["AB", "C", "DE"]
    assert [each.unfinished for each in pieces] == [True, True, False]
    assert pieces[0].remaining_s == pytest.approx(0.7)
    assert np.array_equal(again.samples, cut.samples)
    assert [(p.symbol, p.start_s, p.end_s) for p in again.phones] == [
        (p.symbol, pytest.approx(p.start_s), pytest.approx(p.end_s)) for p in cut.phones
    ]
    assert [w.text for w in again.words] == [w.text for w in cut.words]
    assert joined(pieces[:2]).remaining_s == pytest.approx(1 - 13_000 / 24_000)
