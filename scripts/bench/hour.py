"""Measures live captions over hours: the same talks again and again, in one session, in real time.

Each round has the same talks, so that the last can be held against the first: a delay or a memory that
grows, or a line that is lost, shows.
"""

import argparse
import asyncio
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.caption_log import CaptionLog
from bench.captions import OUTPUT, add_talks, model_directory, transcripts
from bench.live_run import RunError, live_command, watch_live
from bench.reference import Reference, reference
from bench.report import hundredths, percent
from bench.scoring import Score, Shown, score
from bench.sound import RATE_HZ, decode, write_wav
from bench.tokens import tokeniser
from bench.watch import Watch

PAUSE_S = 3.0
"""Silence between two talks: no line goes over it."""
PAUSE_LEVEL = 1e-4
"""What a room sounds like in it."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk at its place in the session."""

    transcript: str
    offline: Reference
    start_s: float

    @property
    def end_s(self) -> float:
        """The end of the pause after it, from where lines belong to the next."""
        return self.start_s + self.offline.duration_s + PAUSE_S / 2


class TalkLogs:
    """Keeps a log for every talk: a line belongs to the talk in which it begins."""

    def __init__(self, talks: Sequence[Talk], language: str) -> None:
        self.talks = talks
        self.logs = [CaptionLog(language) for _ in talks]
        self._home: dict[int, CaptionLog] = {}

    def feed(self, message: Mapping[str, Any], now: float) -> None:
        """Take in a message of the caption protocol that arrived at `now`, in monotonic seconds."""
        if message["type"] == "line":
            self._log(message["id"], message["start_s"]).feed(message, now)
        elif message["type"] == "retract":
            for log in self.logs:
                log.feed(message, now)

    def since(self, began_at: float) -> list[Shown]:
        """What a screen showed, in seconds since `began_at`."""
        return [shown for log in self.logs for shown in log.since(began_at)]

    def _log(self, line: int, start_s: float) -> CaptionLog:
        if line not in self._home:
            index = next((i for i, talk in enumerate(self.talks) if start_s < talk.end_s), -1)
            self._home[line] = self.logs[index]
        return self._home[line]


def main() -> int:
    """Run the benchmark from the command line; what it finds is printed."""
    args = parse(sys.argv[1:])
    model = model_directory(args.model)
    talks, file = session(args, model)
    print(
        f"{args.rounds} rounds of {len(args.audio)} talks, {talks[-1].end_s / 60:.0f} minutes …", flush=True
    )
    logs = TalkLogs(talks, args.lang)
    watch = Watch(captions=logs)
    command = partial(live_command, file, args.lang, model)
    try:
        asyncio.run(watch_live(command, watch, language=args.lang, folder=OUTPUT / "runs" / "hour"))
    except RunError as error:
        sys.exit(str(error))
    made = table(watch, logs, args.lang, args.rounds)
    (OUTPUT / "hour.md").write_text(f"{made}\n", encoding="utf-8")
    print(f"\n{made}\nSaved in {OUTPUT / 'hour.md'}.")
    return 0


def session(args: argparse.Namespace, model: Path) -> tuple[list[Talk], Path]:
    """The talks in their places, and the file that holds them all."""
    offline = [reference(audio, model, args.lang, OUTPUT / "cache") for audio in args.audio]
    said = [file.read_text(encoding="utf-8") for file in transcripts(args)]
    sounds = [decode(audio) for audio in args.audio]
    noise = np.random.default_rng(1)
    parts: list[NDArray[np.float32]] = []
    talks = []
    start_s = 0.0
    for _ in range(args.rounds):
        for transcript, made, sound in zip(said, offline, sounds, strict=True):
            pause = noise.normal(0.0, PAUSE_LEVEL, round(PAUSE_S * RATE_HZ)).astype(np.float32)
            talks.append(Talk(transcript, made, start_s))
            parts += [sound, pause]
            start_s += (len(sound) + len(pause)) / RATE_HZ
    OUTPUT.mkdir(parents=True, exist_ok=True)
    file = OUTPUT / "hour.wav"
    write_wav(np.concatenate(parts), file)
    return talks, file


def table(watch: Watch, logs: TalkLogs, language: str, rounds: int) -> str:
    """A row for every round, as Markdown: means over its talks, and the most memory."""
    began_at, talks = watch.clock.began_at, logs.talks
    if began_at is None:
        raise ValueError("No sound was heard.")
    rows = [
        "| minutes | WER % | commit p50 / p95 s | shown p50 / p95 s | erasure | memory MiB |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    each = len(talks) // rounds
    for first in range(0, len(talks), each):
        scores = [
            rated(logs.logs[index], talks[index], began_at, language) for index in range(first, first + each)
        ]
        start_s, end_s = talks[first].start_s, talks[first + each - 1].end_s
        memory = [
            use.rss_mib
            for heard_s, use in zip(watch.heard_s, watch.usages, strict=True)
            if start_s <= heard_s < end_s
        ]
        rows.append(
            f"| {start_s / 60:.0f} to {end_s / 60:.0f} | {percent(fmean(s.error_rate for s in scores))} "
            f"| {mean(scores, 'commit_p50_s')} / {mean(scores, 'commit_p95_s')} "
            f"| {mean(scores, 'show_p50_s')} / {mean(scores, 'show_p95_s')} "
            f"| {mean(scores, 'erasure')} | {memory[0]:.0f} → {max(memory):.0f} |"
        )
    return "\n".join(rows)


def rated(log: CaptionLog, talk: Talk, began_at: float, language: str) -> Score:
    """How good and how quick the captions of a talk were."""
    shown = log.since(began_at + talk.start_s)
    return score(shown, talk.transcript, talk.offline.words, tokeniser(language))


def mean(scores: Sequence[Score], field: str) -> str:
    """The mean of a figure over the talks that have it."""
    values = [value for value in (getattr(rating, field) for rating in scores) if value is not None]
    return hundredths(fmean(values)) if values else "–"


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="bench_hour.py", description=__doc__.splitlines()[0])
    add_talks(parser)
    parser.add_argument("--rounds", type=int, default=4, help="how often all of them come (%(default)s)")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
