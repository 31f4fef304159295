"""The commit policy: which words of a hypothesis are settled, and which may be shown already. Pure.

A word is settled when its sound lies safely before the end of what was heard (AlignAtt, Papi et al. 2023)
and either the model is sure of it or consecutive hypotheses agree on it (LocalAgreement, Liu et al. 2020).
The less sure, the longer it waits: that buys accuracy where it is needed and costs no time elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from live.recognise.loops import hurried_word
from live.recognise.words import TimedWord


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """Seconds of sound that must follow a word that the model is not sure of."""

    agreed_s: float = 0.5
    """Where two hypotheses agree on it."""
    unsure_s: float = 1.0
    """Where two hypotheses agree, but hold it for less probable than `CommitSettings.unsure`."""
    longest_s: float = 2.0
    """After this it is settled as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitSettings:
    """Probabilities, and seconds of sound that must follow a word."""

    sure: float = 0.9
    sure_after_s: float = 0.35
    """What a word at least as probable as `sure` waits for."""
    unsure: float = 0.4
    waits: Waits = Waits()
    """What less probable words wait for,"""
    first_waits: Waits = Waits(agreed_s=0.9, unsure_s=2.0, longest_s=3.0)
    """and the first words of a talk: nothing before them helps to understand them."""
    ending_after_s: float = 0.55
    """What the last word waits for at least: its next letters may follow."""
    shown: float = 0.5
    """A word less probable than this is shown only when a second hypothesis has it too,"""
    shown_after_s: float = 0.8
    """or this much sound has followed it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a hypothesis's words, from the first."""

    committed: int
    """How many are settled."""
    shown: int
    """How many of the rest may be shown."""
    waiting: tuple[tuple[str, int], ...]
    """The rest, and on each how many hypotheses agree."""
    due_s: float | None
    """How far must be heard until the first of them can be settled, as it looks now; None if none waits."""


class CommitPolicy:
    """Remembers the uncommitted words of the hypothesis before, and on how many hypotheses agreed."""

    def __init__(self, settings: CommitSettings) -> None:
        self._settings = settings
        self._waiting: tuple[tuple[str, int], ...] = ()

    def reset(self) -> None:
        """Forget the hypothesis before."""
        self._waiting = ()

    def accept(self, decision: Decision) -> None:
        """Carry a decision out: the next hypothesis is compared with what waits now."""
        self._waiting = decision.waiting

    def decide(
        self,
        words: Sequence[TimedWord],
        audio_end_s: float,
        *,
        doubtful_from: int,
        first: bool = False,
        settled_until_s: float = 0.0,
    ) -> Decision:
        """Judge the words after the committed ones, without remembering them.

        Those from `doubtful_from` on may be a loop; `first`: they are among a talk's first. Those that end by
        `settled_until_s` are settled as they stand: nothing can be found out about them any more.
        """
        waits = self._settings.first_waits if first else self._settings.waits
        agreed = self._agreements(words)
        committed = 0
        for index, word in enumerate(words):
            if word.end_s <= settled_until_s and index < doubtful_from:
                committed += 1
                continue
            after_s = audio_end_s - word.end_s
            if index == len(words) - 1 and after_s < self._settings.ending_after_s:
                break
            doubtful = index >= doubtful_from
            if not (
                self._settled_doubtful(agreed[index], after_s)
                if doubtful
                else self._settled(word, agreed[index], after_s, waits)
            ):
                break
            committed += 1
        return Decision(
            committed,
            self._shown(words, agreed, audio_end_s, committed, doubtful_from),
            tuple((word.key, count) for word, count in zip(words, agreed, strict=True))[committed:],
            self._due_s(words[committed:], waits),
        )

    def _agreements(self, words: Sequence[TimedWord]) -> list[int]:
        """For every word, how many hypotheses in a row had it, and all before it, in this place."""
        counts = []
        same = True
        for index, word in enumerate(words):
            same = same and index < len(self._waiting) and self._waiting[index][0] == word.key
            counts.append(self._waiting[index][1] + 1 if same else 1)
        return counts

    def _settled(self, word: TimedWord, agreed: int, after_s: float, waits: Waits) -> bool:
        if after_s >= waits.longest_s:
            return True
        return after_s >= self._wait_s(word, waits) and (agreed >= 2 or self._is_sure(word))

    def _is_sure(self, word: TimedWord) -> bool:
        return word.weakest >= self._settings.sure and not hurried_word(word)

    def _wait_s(self, word: TimedWord, waits: Waits) -> float:
        """How much sound must follow a word before it is settled."""
        if self._is_sure(word):
            return self._settings.sure_after_s
        return waits.agreed_s if word.weakest >= self._settings.unsure else waits.unsure_s

    def _due_s(self, waiting: Sequence[TimedWord], waits: Waits) -> float | None:
        if not waiting:
            return None
        wait_s = self._wait_s(waiting[0], waits)
        if len(waiting) == 1:
            wait_s = max(wait_s, self._settings.ending_after_s)
        return waiting[0].end_s + wait_s

    def _settled_doubtful(self, agreed: int, after_s: float) -> bool:
        return agreed >= 3 and after_s >= self._settings.waits.unsure_s

    def _shown(
        self,
        words: Sequence[TimedWord],
        agreed: Sequence[int],
        audio_end_s: float,
        committed: int,
        doubtful_from: int,
    ) -> int:
        settings = self._settings
        for index in range(committed, len(words)):
            word = words[index]
            known = agreed[index] >= 2 or audio_end_s - word.end_s >= settings.shown_after_s
            if not known and (word.weakest < settings.shown or index >= doubtful_from):
                return index - committed
        return len(words) - committed
