"""Measures a translation model: chrF and BLEU, seconds a line, glossary hits, what the guards refused.

    python scripts/bench_translation.py --model DIRECTORY --text TEXTS \
        --to zh-Hans,es --lines 30 --out results

Prints a Markdown table and saves it, with every line, as Markdown and JSON.
"""

import argparse
import json
import sys
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from translate.engine import Translator
from translate.glossary import Glossary
from translate.glossary_file import load_glossary
from translate.interpreter import Interpreter, Job
from translate.languages import base
from translate.load import load_translator

SUFFIXES = {
    "en": "eng", "de": "deu", "es": "spa", "fr": "fra", "ja": "jpn", "ko": "kor", "pt": "por-BR",
    "yue": "yue", "zh-Hans": "zho-CN", "zh-Hant": "zho-TW", "zh-Hant-HK": "zho-TW", "zh-Hant-TW": "zho-TW",
}  # fmt: skip
"""Our codes and those in the names of the NTREX-128 files."""

TOKENIZERS = {"zh": "zh", "yue": "zh", "ja": "char", "ko": "char"}
"""How BLEU counts words; `13a` for the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One language pair."""

    pair: str
    lines: int
    bleu: float
    chrf: float
    p50_s: float
    p95_s: float
    """Seconds a line."""
    cpu_p50_s: float
    """Seconds of CPU a line: what it takes on a machine with nothing else to do, with one thread."""
    terms: str
    """Glossary terms that came out exactly, of those said."""
    refused: dict[str, int]
    """First answers refused, by reason."""
    untranslated: int
    """Lines shown as their source."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark."""
    options = _parser().parse_args(arguments)
    glossary = load_glossary(options.glossary) if options.glossary else Glossary()
    translator = load_translator(options.model, device=options.device, threads=options.threads)
    scores, lines = [], []
    for target in options.to.split(","):
        score, translated = measure(translator, glossary, options, target)
        scores.append(score)
        lines += translated
        print(table([score], options), flush=True)
    together = measure_together(translator, glossary, options)
    print(f"\n{together}", flush=True)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "translation.md").write_text(f"{table(scores, options)}\n\n{together}\n", encoding="utf-8")
    report = {"model": options.model.name, "scores": [asdict(score) for score in scores], "lines": lines}
    (options.out / "translation.json").write_text(
        json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    return 0


def measure_together(translator: Translator, glossary: Glossary, options: argparse.Namespace) -> str:
    """What a line takes into all languages at once, one line and four lines at a time."""
    sources = _read(options.text, options.source, options.lines)
    interpreter = Interpreter(translator, glossary)
    targets = tuple(options.to.split(","))
    jobs = [Job(text=source, source=options.source, targets=targets) for source in sources]
    told = []
    for at_once in (1, 4):
        seconds, cpu_s = [], []
        for some in (jobs[i : i + at_once] for i in range(0, len(jobs), at_once)):
            start, cpu_start = time.perf_counter(), time.process_time()
            interpreter.translate(some)
            seconds.append((time.perf_counter() - start) / len(some))
            cpu_s.append((time.process_time() - cpu_start) / len(some))
        told.append(
            f"All {len(targets)} languages together, {at_once} line(s) at a time, seconds a line: "
            f"p50 {median(seconds):.2f}, longest {max(seconds):.2f}, CPU p50 {median(cpu_s):.2f}"
        )
    return "\n".join(told)


def measure(
    translator: Translator, glossary: Glossary, options: argparse.Namespace, target: str
) -> tuple[Score, list[dict[str, Any]]]:
    """Translate the lines one by one, as they come from a speaker."""
    sources = _read(options.text, options.source, options.lines)
    references = _read(options.text, target, options.lines)
    interpreter = Interpreter(translator, glossary)
    rows: list[dict[str, Any]] = []
    said = exact = 0
    context: deque[tuple[str, dict[str, str]]] = deque(maxlen=options.context)
    for source in sources:
        job = Job(text=source, source=options.source, targets=(target,), context=tuple(context))
        start, cpu_start = time.perf_counter(), time.process_time()
        (found,) = interpreter.translate([job])
        spent = {
            "seconds": round(time.perf_counter() - start, 3),
            "cpu_seconds": round(time.process_time() - cpu_start, 3),
        }
        translation = found[target]
        context.append((source, {base(target): translation.raw}))
        found_terms = glossary.find(source, options.source)
        wanted = [form for f in found_terms if (form := glossary.into(f.term, target))]
        said += len(wanted)
        exact += sum(form in translation.text for form in wanted)
        rows.append({"to": target, "source": source, **asdict(translation), **spent})
    refused = {str(verdict): count for verdict, count in interpreter.refusals.items()}
    score = _score(target, options, rows, references, terms=f"{exact}/{said}", refused=refused)
    return score, rows


def _score(
    target: str,
    options: argparse.Namespace,
    rows: Sequence[dict[str, Any]],
    references: list[str],
    *,
    terms: str,
    refused: dict[str, int],
) -> Score:
    texts = [row["text"] for row in rows]
    seconds = [row["seconds"] for row in rows]
    words = TOKENIZERS.get(base(target), "13a")
    return Score(
        pair=f"{options.source} → {target}",
        lines=len(texts),
        bleu=round(BLEU(tokenize=words).corpus_score(texts, [references]).score, 1),
        chrf=round(CHRF().corpus_score(texts, [references]).score, 1),
        p50_s=round(median(seconds), 2),
        p95_s=round(quantiles(seconds, n=20)[-1], 2) if len(seconds) > 1 else round(seconds[0], 2),
        cpu_p50_s=round(median(row["cpu_seconds"] for row in rows), 2),
        terms=terms,
        refused=refused,
        untranslated=sum(row["refused"] is not None for row in rows),
    )


def table(scores: Sequence[Score], options: argparse.Namespace) -> str:
    """The scores as Markdown."""
    head = (
        f"Model {options.model.name}, {options.threads} thread(s), context {options.context}\n\n"
        "| pair | lines | BLEU | chrF | s a line p50 | p95 | CPU s p50 | terms | refused at first "
        "| untranslated |\n"
        "|---|---|---|---|---|---|---|---|---|---|\n"
    )
    rows = (
        f"| {s.pair} | {s.lines} | {s.bleu} | {s.chrf} | {s.p50_s} | {s.p95_s} | {s.cpu_p50_s} | {s.terms} "
        f"| {', '.join(f'{why} {n}' for why, n in s.refused.items()) or '–'} | {s.untranslated} |"
        for s in scores
    )
    return head + "\n".join(rows)


def _read(folder: Path, code: str, count: int) -> list[str]:
    (path,) = sorted(folder.glob(f"*.{SUFFIXES[code]}.txt"))
    return path.read_text("utf-8").splitlines()[:count]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--model", type=Path, required=True, help="a CTranslate2 model directory")
    parser.add_argument("--text", type=Path, required=True, help="a folder of NTREX-128 files")
    parser.add_argument("--source", default="en", choices=sorted(SUFFIXES))
    parser.add_argument("--to", default="zh-Hans,es", help="target languages, divided by commas")
    parser.add_argument("--lines", type=int, default=30)
    parser.add_argument("--context", type=int, default=0, help="lines before it that the model is shown")
    parser.add_argument("--glossary", type=Path)
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda"))
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("results"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
