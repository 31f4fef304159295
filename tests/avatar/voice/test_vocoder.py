"""How a sentence is cut into windows."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from avatar.voice.speech import GROWTH
from avatar.voice.vocoder import FIRST, SHORTEST, windows


@given(st.integers(0, 30), st.integers(1, 5000))
def test_windows_follow_one_another_to_the_end_and_grow_slowly(start: int, frames: int) -> None:
    cut = windows(start, start + frames)
    lengths = [end - start for start, end in cut]

    assert (cut[0][0], cut[-1][1]) == (start, start + frames)
    assert all(end == begin for (_, end), (begin, _) in pairwise(cut))
    assert lengths[0] < FIRST + SHORTEST
    assert all(after <= before * GROWTH + SHORTEST for before, after in pairwise(lengths))
    assert lengths[-1] >= min(frames, SHORTEST)
