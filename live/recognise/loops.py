"""Where a hypothesis repeats itself or runs past the sound: pure.

Whisper that has nothing left to say repeats what it has said. Speakers repeat themselves too ("we must act,
we must act now"), so that a repeat is no proof: it is dropped only where it has no time of its own in the
sound, and otherwise has to prove itself for longer than other words.
"""

from collections.abc import Sequence

from live.recognise.words import TimedWord

LONGEST_REPEAT = 12
REPEATS_OF_ONE = 4
"""One word in a row this many times is suspicious."""
REPEATED_WORDS = 3
"""This many words that stood before in the same order are suspicious."""
SQUEEZED_S = 0.02
"""A word this short has no sound of its own."""
LONG_WORD = 8
LETTER_S = 0.03
"""A word of at least so many letters takes at least this long for each."""
HURRIED_S = 0.12
"""A repeat whose words take less than this on average has no sound of its own."""


def sound_end(words: Sequence[TimedWord], audio_end_s: float) -> int:
    """The index of the first word that lies past the sound or in a row of words without any."""
    for index, word in enumerate(words):
        if word.start_s >= audio_end_s - SQUEEZED_S:
            return index
        if _squeezed(word) and index + 1 < len(words) and _squeezed(words[index + 1]):
            return index
    return len(words)


def restart_end(before: Sequence[TimedWord], words: Sequence[TimedWord]) -> int:
    """How many of the first `words` only say the last of `before` again, without time of their own.

    The model has started over at an earlier place; what follows them is what was said next.
    """
    for count in range(min(len(before), len(words)), 1, -1):
        same = all(old.key == new.key for old, new in zip(before[-count:], words[:count], strict=True))
        if same and hurried(words[:count]):
            return count
    return 0


def repeat_start(before: Sequence[TimedWord], words: Sequence[TimedWord]) -> int:
    """The index in `words` at which they repeat `before` or themselves; their number when they don't."""
    keys = [word.key for word in (*before, *words)]
    for position in range(len(before), len(keys)):
        if _repeats_neighbour(keys, position) or _repeats_earlier(keys, position):
            return position - len(before)
    return len(words)


def hurried(words: Sequence[TimedWord]) -> bool:
    """Whether words have too little time to have been said."""
    return bool(words) and words[-1].end_s - words[0].start_s < HURRIED_S * len(words)


def hurried_word(word: TimedWord) -> bool:
    """Whether a long word has too little time to have been said to its end."""
    letters = len(word.key)
    return letters >= LONG_WORD and word.end_s - word.start_s < LETTER_S * letters


def _squeezed(word: TimedWord) -> bool:
    return word.end_s - word.start_s <= SQUEEZED_S


def _repeats_neighbour(keys: Sequence[str], position: int) -> bool:
    """Whether what begins at `position` goes on repeating what stands right before it."""
    for size in range(1, min(LONGEST_REPEAT, position) + 1):
        end = position
        while end < len(keys) and keys[end] == keys[end - size]:
            end += 1
        if end - position >= max(size, REPEATS_OF_ONE - size, REPEATED_WORDS):
            return True
    return False


def _repeats_earlier(keys: Sequence[str], position: int) -> bool:
    """Whether the words at `position` stand, in this order, anywhere before."""
    wanted = keys[position : position + REPEATED_WORDS]
    return len(wanted) == REPEATED_WORDS and any(
        keys[start : start + REPEATED_WORDS] == wanted for start in range(position - REPEATED_WORDS + 1)
    )
