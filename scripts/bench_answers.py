"""Measures the answers: found, refused, sources that open at the quotation, seconds a question.

    python scripts/bench_answers.py --documents configs/demo/documents \
        --questions tests/avatar/answers/demo_questions.tsv

A line of the questions is a language, a question and what its answer must hold, separated by tabs; texts of
which any will do are parted by `|`, and `-` is a question that must be refused. Prints a Markdown table, and
every question that went wrong.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from avatar.answers.answer import PROGRAMME, Answer
from avatar.answers.document_page import document_page, programme_page
from avatar.answers.engine import Engine
from avatar.answers.load import Sources, load_engine
from avatar.answers.usual_models import DICTIONARY, EMBEDDINGS, VERIFIER

REFUSAL = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question, and how it went."""

    lang: str
    question: str
    expected: str
    answer: Answer
    took_s: float

    @property
    def unanswerable(self) -> bool:
        """Whether it must be refused."""
        return self.expected == REFUSAL

    @property
    def right(self) -> bool:
        """Whether it was refused, or answered with what is expected."""
        if self.unanswerable or self.answer.refused:
            return self.unanswerable and self.answer.refused
        return any(text.lower() in self.answer.text.lower() for text in self.expected.split("|"))


def main(argv: Sequence[str] | None = None) -> int:
    """Ask everything and print the results."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True, nargs="+")
    parser.add_argument("--embeddings", default=EMBEDDINGS)
    parser.add_argument("--dictionary", default=DICTIONARY)
    parser.add_argument("--verifier", default=VERIFIER)
    args = parser.parse_args(argv)
    sources = Sources(
        documents=args.documents,
        embeddings=args.embeddings,
        dictionary=args.dictionary,
        verifier=args.verifier,
    )
    engine = load_engine(sources, tell=lambda line: print(line, file=sys.stderr))
    for path in args.questions:
        cases = [_asked(engine, line) for line in path.read_text(encoding="utf-8").splitlines() if line]
        print(f"\n{path.name}\n\n{table(cases, engine)}")
        for case in cases:
            if not case.right:
                print(f"- {case.question} (expected: {case.expected}) → {case.answer.text}")
    return 0


def table(cases: Sequence[Case], engine: Engine) -> str:
    """The results by language, and of all."""
    rows = ["| language | found | refused | answered wrongly |", "|---|---|---|---|"]
    groups = {
        lang: [case for case in cases if case.lang == lang] for lang in dict.fromkeys(c.lang for c in cases)
    }
    rows += [_row(lang, group) for lang, group in (*groups.items(), ("all", list(cases)))]
    opened = [_opens(engine, case.answer) for case in cases if not case.answer.refused]
    times = [case.took_s for case in cases]
    p95 = quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    return (
        "\n".join(rows)
        + f"\n\nSources that open at the quotation: {sum(opened)} of {len(opened)}. "
        + f"Seconds a question: p50 {median(times):.2f}, p95 {p95:.2f}."
    )


def _asked(engine: Engine, line: str) -> Case:
    lang, question, expected = line.split("\t")
    began = time.perf_counter()
    answer = engine.ask(question)
    took_s = time.perf_counter() - began
    return Case(lang=lang, question=question, expected=expected, answer=answer, took_s=took_s)


def _row(lang: str, cases: Sequence[Case]) -> str:
    answerable = [case for case in cases if not case.unanswerable]
    others = [case for case in cases if case.unanswerable]
    wrong = sum(not case.right and not case.answer.refused for case in cases)
    return (
        f"| {lang} | {sum(case.right for case in answerable)} of {len(answerable)} "
        f"| {sum(case.right for case in others)} of {len(others)} | {wrong} |"
    )


def _opens(engine: Engine, answer: Answer) -> bool:
    """Whether every source's page has its anchor, with the quotation marked."""
    for citation in answer.citations:
        if citation.document == PROGRAMME:
            page = programme_page(engine.programme)
        else:
            found = engine.library.documents[citation.document]
            if found.text[citation.start : citation.end] != citation.quote:
                return False
            page = document_page(found, citation.start, citation.end)
        if f'id="{citation.anchor}"' not in page:
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
