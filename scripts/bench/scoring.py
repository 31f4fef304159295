"""Scores a log of live captions against a transcript and word times: pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from operator import eq
from typing import NamedTuple

import jiwer

from bench.tokens import Tokenise


class Shown(NamedTuple):
    """What a screen showed from a moment on."""

    t_s: float
    """Seconds since the first sample of the sound."""
    committed: str
    interim: str


class SpokenWord(NamedTuple):
    """A word of the offline transcript with its place in the sound."""

    text: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How good and how quick the captions were. Delays count from the end of a word, in seconds."""

    words: int
    error_rate: float
    """Wrong, missing and added words / words of the transcript; characters where spaces are not written."""
    commit_p50_s: float | None
    commit_p95_s: float | None
    show_p50_s: float | None
    """Until a word was shown for good, interim or committed."""
    show_p95_s: float | None
    erasure: float
    """Words that changed after they were shown / final words."""
    timed_words: int
    """Words the delays are taken over: those that the offline transcript has too."""


def score(log: Sequence[Shown], transcript: str, spoken: Sequence[SpokenWord], tokenise: Tokenise) -> Score:
    """Score a log, which must end with the final text."""
    final = tokenise(final_text(log))
    committed = [tokenise(shown.committed) for shown in log]
    visible = [tokenise(f"{shown.committed} {shown.interim}") for shown in log]
    moments = [shown.t_s for shown in log]
    ends = word_ends(final, spoken, tokenise)
    commit_delays = delays(first_times(moments, committed, final), ends)
    show_delays = delays(stable_times(moments, visible, final), ends)
    return Score(
        words=len(final),
        error_rate=error_rate(tokenise(transcript), final),
        commit_p50_s=quantile(commit_delays, 0.5),
        commit_p95_s=quantile(commit_delays, 0.95),
        show_p50_s=quantile(show_delays, 0.5),
        show_p95_s=quantile(show_delays, 0.95),
        erasure=erased(visible) / max(1, len(final)),
        timed_words=len(commit_delays),
    )


def final_text(log: Sequence[Shown]) -> str:
    """What stood on the screen at the end: the committed text, or the interim one if nothing was."""
    if not log:
        return ""
    return log[-1].committed or log[-1].interim


def error_rate(reference: Sequence[str], hypothesis: Sequence[str]) -> float:
    """Edit distance between the tokens / tokens of the reference."""
    if not hypothesis:
        return 1.0
    return float(jiwer.wer(" ".join(reference), " ".join(hypothesis)))


def word_ends(final: Sequence[str], spoken: Sequence[SpokenWord], tokenise: Tokenise) -> dict[int, float]:
    """When the final words end in the sound, by index, for those that the offline transcript has too."""
    timed = [(token, word.end_s) for word in spoken for token in tokenise(word.text)]
    matcher = SequenceMatcher(None, final, [token for token, _ in timed], autojunk=False)
    return {
        block.a + offset: timed[block.b + offset][1]
        for block in matcher.get_matching_blocks()
        for offset in range(block.size)
    }


def first_times(
    moments: Sequence[float], texts: Sequence[Sequence[str]], final: Sequence[str]
) -> list[float | None]:
    """When each final word first stood in its place, after all those before it."""
    times: list[float | None] = [None] * len(final)
    for moment, text in zip(moments, texts, strict=True):
        for index in range(common_prefix(text, final)):
            if times[index] is None:
                times[index] = moment
    return times


def stable_times(
    moments: Sequence[float], texts: Sequence[Sequence[str]], final: Sequence[str]
) -> list[float | None]:
    """When each final word came to stand in its place and stayed there."""
    times: list[float | None] = [None] * len(final)
    for moment, text in zip(moments, texts, strict=True):
        right = common_prefix(text, final)
        times = [moment if time is None else time for time in times[:right]] + [None] * (len(final) - right)
    return times


def delays(times: Sequence[float | None], ends: dict[int, float]) -> list[float]:
    """From the end of each word to its time, for the words that have both."""
    return [time - ends[index] for index, time in enumerate(times) if time is not None and index in ends]


def erased(texts: Sequence[Sequence[str]]) -> int:
    """How many shown words vanished or changed from one text to the next."""
    before: Sequence[str] = ()
    count = 0
    for text in texts:
        count += len(before) - common_prefix(before, text)
        before = text
    return count


def common_prefix(one: Sequence[str], other: Sequence[str]) -> int:
    """How many tokens two texts share from their beginning."""
    return sum(takewhile(bool, map(eq, one, other)))


def quantile(values: Sequence[float], fraction: float) -> float | None:
    """The value below which this fraction of the values lies; None when there are none."""
    return sorted(values)[min(len(values) - 1, int(len(values) * fraction))] if values else None
