"""How the speech model is told an event's terms: as if they had just been said."""

from collections.abc import Callable, Sequence

TERM_TOKENS = 150
"""Tokens of the terms in the prompt, at most. Text said before joins them: 223 is Whisper's limit."""


def term_tokens(terms: Sequence[str], encode: Callable[[str], list[int]]) -> list[int]:
    """The first terms as one sentence, as many whole ones as fit.

    It needs its full stop: a list left open, or cut within a term, went on in the speech ("Lok Ma Chau The"),
    or a short sentence after it was not heard at all.
    """
    for count in range(min(len(terms), TERM_TOKENS), 0, -1):
        tokens = encode(f" {', '.join(terms[:count])}.")
        if len(tokens) <= TERM_TOKENS:
            return tokens
    return []
