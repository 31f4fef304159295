"""Where a text is divided into rows or cues: balanced, and at natural places."""

from collections.abc import Callable
from math import inf

from live.text.sentences import break_cost
from live.text.typography import rows_needed, units, width


def wrap(text: str, lang: str, columns: int) -> list[str]:
    """Divide a text into as few rows as it needs, of `columns` at most (a Chinese character takes two).

    The rows are balanced and end at natural places. A word wider than `columns` overflows its row:
    no word is ever cut.
    """
    pieces = units(text.strip())
    needed = rows_needed(pieces, columns)
    if needed == 1:
        return ["".join(pieces)] if pieces else []
    ideal = width("".join(pieces)) / needed

    def fits(a: int, b: int) -> bool:
        return width("".join(pieces[a:b]).rstrip(" ")) <= columns

    def cost(a: int, b: int) -> float:
        off = (width("".join(pieces[a:b]).rstrip(" ")) - ideal) / (columns / 4)
        return off * off + break_cost("".join(pieces[a:b]), "".join(pieces[b : b + 3]), lang)

    return ["".join(pieces[a:b]).strip(" ") for a, b in divide(len(pieces), fits, cost)]


def divide(
    count: int, fits: Callable[[int, int], bool], cost: Callable[[int, int], float]
) -> list[tuple[int, int]]:
    """Divide `count` pieces into the fewest runs [a, b) that fit, and of those divisions the cheapest.

    A run that doesn't fit must not fit either when it is longer; one piece alone always stands.
    Takes time in proportion to the pieces times the longest run.
    """
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)] + [(count + 1, inf, 0)] * count
    for a in range(count):
        runs, spent, _ = best[a]
        for b in range(a + 1, count + 1):
            if b > a + 1 and not fits(a, b):
                break
            best[b] = min(best[b], (runs + 1, spent + cost(a, b), a))
    cuts = [count]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][2])
    return list(zip(cuts[:0:-1], cuts[-2::-1], strict=True))
