"""Fits how far sentences are trusted to answer a question: the weights of avatar/answers/trust.py.

    python scripts/fit_answers.py --documents DOCUMENTS --questions SET.tsv [SET.tsv ...]

The questions are as for bench_answers.py; what the programme answers is left out. A logistic regression over
the sentences that lack nothing, right ones against all others, every question of the same weight. Prints the
weights and, of questions left out of the fit in turn, what is found where so many unanswerable are refused.
A language model's verdict is left out: beside it the word lists, which have learnt the words of these
questions and not a guest's, would count too much.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np

from avatar.answers.e5_file import Floats
from avatar.answers.engine import Engine
from avatar.answers.evidence import Finding
from avatar.answers.load import Sources, load_engine
from avatar.answers.usual_models import DICTIONARY, EMBEDDINGS
from bench_answers import REFUSAL

NAMES = ("spoken_of", "plainly", "behind", "above", "at_rest")
SIGNS = len(NAMES) - 1
FOLDS = 8
REFUSED = (0.98, 0.96, 0.95, 0.9)
RIDGE = 0.3
STEPS = 30


@dataclass(frozen=True, slots=True)
class Example:
    """A question with the sentences that may be its answer, one row each."""

    answerable: bool
    measures: Floats
    right: Floats


def main(argv: Sequence[str] | None = None) -> int:
    """Fit and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True, nargs="+")
    args = parser.parse_args(argv)
    sources = Sources(documents=args.documents, embeddings=EMBEDDINGS, dictionary=DICTIONARY, verifier="none")
    engine = load_engine(sources, tell=lambda line: print(line, file=sys.stderr))
    lines = [
        line for path in args.questions for line in path.read_text(encoding="utf-8").splitlines() if line
    ]
    asked = [example(engine, *line.split("\t")[1:]) for line in dict.fromkeys(lines)]
    examples = [found for found in asked if found]
    print(", ".join(f"{name} {weight:.2f}" for name, weight in zip(NAMES, fitted(examples), strict=True)))
    print("\n".join(left_out(examples)))
    return 0


def example(engine: Engine, question: str, expected: str) -> Example | None:
    """What is known of a question; None where the programme answers it."""
    if engine.ask(question).source == "programme":
        return None
    findings = engine.library.findings(engine.library.understand(question))
    rows = [found for found in findings if not found.lacks and not found.signs.doubts]
    measures = [(*astuple(found.signs)[:SIGNS], 1.0) for found in rows]
    right = [_is_right(one, expected) for one in rows]
    return Example(
        expected != REFUSAL,
        np.array(measures, np.float32).reshape(len(rows), len(NAMES)),
        np.array(right, np.float32),
    )


def fitted(examples: Sequence[Example]) -> Floats:
    """The weights, by Newton's method; the right and the wrong sentences of a question count as one each."""
    rows = np.concatenate([one.measures for one in examples]).astype(np.float64)
    right = np.concatenate([one.right for one in examples])
    counts = np.concatenate([_counts(one.right) for one in examples])
    scale = rows.std(axis=0)
    scale[-1] = 1.0
    rows = rows / scale
    weights = np.zeros(len(NAMES))
    for _ in range(STEPS):
        odds = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (counts * (right - odds)) - RIDGE * weights
        curve = rows.T @ (rows * (counts * odds * (1 - odds))[:, None]) + RIDGE * np.eye(len(NAMES))
        weights = weights + np.linalg.solve(curve, slope)
    return np.asarray(weights / scale, np.float32)


def left_out(examples: Sequence[Example]) -> list[str]:
    """What is found by weights that a question had no part in."""
    order = np.random.default_rng(0).permutation(len(examples))
    best: list[tuple[bool, float, bool]] = []
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS].tolist())
        weights = fitted([one for at, one in enumerate(examples) if at not in held])
        best += [_best(examples[at], weights) for at in held]
    others = sorted((trust for answerable, trust, _ in best if not answerable), reverse=True)
    asked = [(trust, right) for answerable, trust, right in best if answerable]
    report = []
    for share in REFUSED:
        bar = others[int((1 - share) * len(others))]
        found = sum(right for trust, right in asked if trust > bar)
        wrong = sum(not right for trust, right in asked if trust > bar)
        report.append(
            f"refused {share:.0%} above {bar:.2f}: found {found} of {len(asked)}, beside the point {wrong}"
        )
    return report


def _is_right(found: Finding, expected: str) -> bool:
    return expected != REFUSAL and any(text.lower() in found.text.lower() for text in expected.split("|"))


def _counts(right: Floats) -> Floats:
    shares = [np.sum(right == value) for value in right]
    return np.asarray(1 / np.array(shares, np.float32)) if shares else np.zeros(0, np.float32)


def _best(asked: Example, weights: Floats) -> tuple[bool, float, bool]:
    if not len(asked.right):
        return asked.answerable, -np.inf, False
    trust = asked.measures @ weights
    first = int(trust.argmax())
    return asked.answerable, float(trust[first]), bool(asked.right[first])


if __name__ == "__main__":
    sys.exit(main())
