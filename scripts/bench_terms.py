"""Counts how many glossary terms come out exactly as the glossary writes them, in text and in speech.

    python scripts/bench_terms.py --model DIRECTORY --speech-model DIRECTORY

Sentences with one term each are translated as they are written, terms spelt as a room spells them; and spoken
by the English voice, recognised as a room would, and translated then. Prints a Markdown table and every
sentence whose term was lost.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from avatar.voice.english import EnglishVoice
from avatar.voice.speech import VOICE_RATE_HZ, joined
from live.audio.decode import Resampler
from live.events import RATE_HZ, Samples
from live.recognise.load import load_engine
from live.recognise.recogniser import Recogniser
from live.text.spelling import spelt
from translate.glossary import Glossary
from translate.glossary_file import load_glossary
from translate.interpreter import Interpreter, Job
from translate.load import load_translator
from translate.runtime import Device

SETS = Path(__file__).parent.parent / "tests" / "translate"
SOURCE = "en"
STEP_S = 0.4
TAIL_S = 1.5
"""Silence after a sentence, so that recognition sees its end."""
BATCH = 4
"""Lines translated at once, as in a room that is behind."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence, and what was made of it."""

    written: str
    text: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; the exit status is 1 when a term was lost."""
    options = _parser().parse_args(arguments)
    glossary = load_glossary(options.glossary)
    sentences = options.sentences.read_text("utf-8").splitlines()[: options.lines]
    interpreter = Interpreter(load_translator(options.model, device=options.device), glossary)
    targets = tuple(options.to.split(","))
    print("| | language | exact | of | shown as the source |\n|---|---|---|---|---|")
    lost = count("text", [Heard(s, spelt(s, SOURCE, glossary)) for s in sentences], interpreter, targets)
    if options.speech_model:
        heard = list(spoken(sentences, glossary, options.speech_model, options.device))
        known = sum(bool(wanted(h.text, glossary) & wanted(h.written, glossary)) for h in heard)
        print(f"| speech | {SOURCE} | {known} | {len(heard)} | |")
        lost += count("speech", heard, interpreter, targets)
    print("\n" + "\n".join(lost) if lost else "\nNo term was lost.")
    return bool(lost)


def count(kind: str, heard: Sequence[Heard], interpreter: Interpreter, targets: tuple[str, ...]) -> list[str]:
    """Print a row for each language; returns the sentences that lost their term."""
    glossary, lost = interpreter.glossary, []
    exact, refused = dict.fromkeys(targets, 0), dict.fromkeys(targets, 0)
    for start in range(0, len(heard), BATCH):
        some = heard[start : start + BATCH]
        jobs = [Job(text=h.text, source=SOURCE, targets=targets) for h in some]
        for sentence, found in zip(some, interpreter.translate(jobs), strict=True):
            for code, translation in found.items():
                forms = {
                    glossary.into(term.term, code) or term.term.source
                    for term in glossary.find(sentence.written, SOURCE)
                }
                right = all(form in translation.text for form in forms) and not translation.refused
                exact[code] += right
                refused[code] += translation.refused is not None
                if not right:
                    why = translation.refused or f"lacks {', '.join(sorted(forms))}"
                    lost.append(f"- {kind}, {code}: {sentence.text} → {translation.text} ({why})")
    for code in targets:
        print(f"| {kind} | {code} | {exact[code]} | {len(heard)} | {refused[code]} |", flush=True)
    return lost


def spoken(sentences: Sequence[str], glossary: Glossary, directory: Path, device: Device) -> Iterator[Heard]:
    """Say every sentence, and recognise it with the glossary's terms as a room does."""
    voice, engine = EnglishVoice(), load_engine(directory, device=device, threads=1).engine
    terms = tuple(glossary.hotwords(SOURCE))
    open_recogniser = partial(Recogniser, engine, (SOURCE,), terms=terms, start_s=0.0)
    for sentence in sentences:
        samples = Resampler(VOICE_RATE_HZ).feed(joined(voice.speak(sentence)).samples)
        text = recognised(open_recogniser(), np.pad(samples, (0, round(TAIL_S * RATE_HZ))))
        yield Heard(sentence, spelt(text, SOURCE, glossary))


def recognised(recogniser: Recogniser, samples: Samples) -> str:
    """What a recogniser commits when it hears the samples as they come from a microphone."""
    step = round(STEP_S * RATE_HZ)
    found = [r for at in range(0, len(samples), step) for r in recogniser.step(samples[at : at + step])]
    words = [word for recognition in [*found, *recogniser.finish()] for word in recognition.committed]
    return "".join(word.text for word in words).strip()


def wanted(text: str, glossary: Glossary) -> set[str]:
    """The terms in an English text, as the glossary's first column has them."""
    return {found.term.source for found in glossary.find(text, SOURCE)}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--model", type=Path, required=True, help="a directory of a translation model")
    parser.add_argument(
        "--speech-model", type=Path, help="a Whisper directory; without one only text is tried"
    )
    parser.add_argument("--glossary", type=Path, default=SETS / "event_glossary.csv")
    parser.add_argument(
        "--sentences", type=Path, default=SETS / "term_sentences.txt", help="one term in each"
    )
    parser.add_argument("--lines", type=int, default=60)
    parser.add_argument("--to", default="zh-Hant-HK,zh-Hans,es", help="target languages, divided by commas")
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
