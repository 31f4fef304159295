import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from avatar.visemes.blend import Keyframe, keyframes
from avatar.visemes.tables import ARPABET, IPA, VISEMES, visemes_of
from avatar.voice.durations import MARKS
from avatar.voice.jyutping import CODAS, INITIALS, NUCLEI
from avatar.voice.mandarin import FINALS
from avatar.voice.mandarin import INITIALS as PINYIN_INITIALS
from avatar.voice.speech import Phone


def phones(symbols: str, each_s: float = 0.08) -> list[Phone]:
    return [
        Phone(symbol=symbol, start_s=at * each_s, end_s=(at + 1) * each_s)
        for at, symbol in enumerate(symbols)
    ]


def weight(frames: list[Keyframe], viseme: str, time_s: float) -> float:
    track = [(t, w) for t, name, w in frames if name == viseme]
    return float(np.interp(time_s, *zip(*track, strict=True))) if track else 0.0


def test_every_phoneme_of_the_three_languages_has_visemes() -> None:
    mandarin = {*"".join(PINYIN_INITIALS.values()), *"".join(a + b for a, b in FINALS.values())} - MARKS
    cantonese = {*NUCLEI.values(), *(p for phones in (*INITIALS.values(), *CODAS.values()) for p in phones)}
    english = set("AIOQWYTbdfhijklmnpstuvwzæðŋɑɔəɛɜɡɪɹʃʊʌʒʤʧθᵊᵻ")

    assert (mandarin | cantonese | english) <= IPA.keys()
    assert {v for shapes in (*IPA.values(), *ARPABET.values()) for v in shapes} == set(VISEMES)
    assert visemes_of("AY1") == ("aa", "I")


@pytest.mark.parametrize("closed", "mbp")
def test_lips_meet_between_open_vowels(closed: str) -> None:
    frames = keyframes(phones(f"a{closed}a"), 0.24)

    assert weight(frames, "PP", 0.12) > 0.85
    assert weight(frames, "aa", 0.04) > 0.45
    assert weight(frames, "aa", 0.2) > 0.45


def test_a_rounded_vowel_is_seen_before_it_is_heard() -> None:
    rounded = keyframes(phones("su"), 0.16)
    spread = keyframes(phones("si"), 0.16)

    assert weight(rounded, "U", 0.07) > 0.2
    assert weight(spread, "U", 0.07) == 0


def test_a_diphthong_passes_through_two_shapes() -> None:
    frames = keyframes(phones("I", each_s=0.2), 0.2)

    assert weight(frames, "aa", 0.04) > weight(frames, "I", 0.04)
    assert weight(frames, "I", 0.17) > weight(frames, "aa", 0.17)


def test_the_mouth_rests_before_between_and_after() -> None:
    spoken = [*phones("ma"), Phone(symbol="sil", start_s=0.16, end_s=0.7)]
    frames = keyframes(spoken, 1.0)

    assert weight(frames, "sil", 0.45) > 0.95
    assert weight(frames, "sil", 1.0) > 0.95
    assert keyframes([], 0.5)[0] == (0.0, "sil", 1.0)


@given(st.text("ambpfiuosknɹ", max_size=10), st.floats(0.02, 0.2))
def test_weights_add_up_and_keyframes_are_in_order(symbols: str, each_s: float) -> None:
    duration_s = max(0.1, len(symbols) * each_s)
    frames = keyframes(phones(symbols, each_s), duration_s)

    assert frames == sorted(frames)
    assert all(name in VISEMES and 0 <= w <= 1 and 0 <= t <= duration_s + 0.001 for t, name, w in frames)
    for time_s in np.linspace(0, duration_s, 7):
        assert sum(weight(frames, name, time_s) for name in VISEMES) == pytest.approx(1, abs=0.12)
