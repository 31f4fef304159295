"""From the frames that a voice model gives each symbol of its alphabet to timed phonemes."""

from collections.abc import Sequence
from itertools import accumulate

from avatar.voice.speech import SILENCE, Phone

STRESS = frozenset("ˈˌ")
"""Marks before the phoneme they belong to."""
MARKS = frozenset("ːʰʲ̃→↗↓↘")
"""Length, aspiration and tone: they belong to the phoneme before them."""
PAD = "_"
"""Stands for the silence that a model puts around a sentence."""
PAUSES = frozenset(PAD + ';:,.!?—…"()“”')


def edges_s(frames: Sequence[float], frame_s: float, early_s: float) -> list[float]:
    """Where each symbol begins, and the last one ends, in seconds; `frames` are the symbols' lengths.

    Models of this kind make a sound `early_s` before its frames.
    """
    return [max(0.0, count * frame_s - early_s) for count in accumulate(frames, initial=0.0)]


def timed_phones(symbols: str, edges_s: Sequence[float]) -> tuple[Phone, ...]:
    """One phone a symbol, marks with the phoneme they belong to; for the edges see above.

    A space lengthens the phoneme before it: between words the mouth does not rest.
    """
    phones: list[Phone] = []
    start_s = edges_s[0]
    for symbol, end_s in zip(symbols, edges_s[1:], strict=True):
        if symbol in STRESS:
            continue
        if phones and (symbol in MARKS or (symbol == " " and phones[-1].symbol != SILENCE)):
            phones[-1] = Phone(symbol=phones[-1].symbol, start_s=phones[-1].start_s, end_s=end_s)
        else:
            pause = symbol in PAUSES or symbol == " "
            phones.append(Phone(symbol=SILENCE if pause else symbol, start_s=start_s, end_s=end_s))
        start_s = end_s
    return tuple(phones)
