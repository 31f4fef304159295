"""Measures live captions on files, in real time, through the server's own protocol.

For every file it runs `footlights live`, reads the captions over the WebSocket as a screen does, and scores
them against the transcript and against the word times of an offline pass of the same model.
"""

import argparse
import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from bench.live_run import RunError, live_command, run_live
from bench.peers import NAMES, PeerError, run_peers
from bench.reference import Reference, reference
from bench.report import Result, flat, markdown
from bench.scoring import Shown, score
from bench.tokens import tokeniser

OUTPUT = Path("benchmarks")


def main() -> int:
    """Run the benchmark from the command line; what it finds is printed and saved."""
    args = parse(sys.argv[1:])
    results = []
    try:
        for audio, transcript in zip(args.audio, transcripts(args), strict=True):
            for result in measure(audio, transcript.read_text(encoding="utf-8"), args):
                results.append(result)
                print(markdown([result]).splitlines()[-1], flush=True)
                save(results, args.output)
    except (RunError, PeerError) as error:
        sys.exit(str(error))
    print(f"\n{markdown(results)}\nSaved in {args.output}.json and {args.output}.md.")
    return 0


def measure(audio: Path, transcript: str, args: argparse.Namespace) -> Iterator[Result]:
    """Run our captions and the peers on one file, one after another."""
    print(f"{audio.name}: word times from an offline pass …", flush=True)
    model = model_directory(args.model)
    offline = reference(audio, model, args.lang, OUTPUT / "cache")

    def result(system: str, log: Sequence[Shown], **figures: float | None) -> Result:
        tokenise = tokeniser(args.lang)
        return Result(
            clip=audio.stem,
            system=system,
            duration_s=offline.duration_s,
            score=score(log, transcript, offline.words, tokenise),
            offline_error_rate=offline_error_rate(offline, transcript, args.lang),
            **figures,
        )

    print(f"{audio.name}: captions in real time, {offline.duration_s:.0f} s …", flush=True)
    command = partial(live_command, audio, args.lang, model)
    run = asyncio.run(run_live(command, language=args.lang, folder=OUTPUT / "runs" / audio.stem))
    keep_log(run.log, OUTPUT / "runs" / audio.stem / "log.json")
    yield result(
        "Footlights",
        run.log,
        decoder_ratio=run.decoder_ratio,
        cpu_ratio=run.cpu_ratio,
        memory_start_mib=run.memory_start_mib,
        memory_max_mib=run.memory_max_mib,
    )
    if not args.peers:
        return
    folder = OUTPUT / "peers"
    for peer in run_peers(
        audio, args.peers, bench_dir=args.bench_dir, language=args.lang, model=model, folder=folder
    ):
        ratio = None if peer.cpu_s is None else peer.cpu_s / offline.duration_s
        yield result(peer.name, peer.log, cpu_ratio=ratio)


def offline_error_rate(offline: Reference, transcript: str, language: str) -> float:
    """How many errors the same model makes when it may take its time."""
    return score([Shown(0.0, offline.text, "")], transcript, [], tokeniser(language)).error_rate


def model_directory(model: str) -> Path:
    """The directory of a model, given by itself or by its id in the catalogue."""
    if Path(model).is_dir():
        return Path(model).resolve()
    for action in ("pull", "path"):
        command = [sys.executable, "-m", "footlights", "models", action, model]
        done = subprocess.run(command, check=False, stdout=subprocess.PIPE, encoding="utf-8")
        if done.returncode != 0:
            sys.exit(done.returncode)
    return Path(done.stdout.strip())


def keep_log(log: Sequence[Shown], file: Path) -> None:
    """Save a log, so that it can be looked at and scored again."""
    file.write_text(json.dumps(log, ensure_ascii=False), encoding="utf-8")


def save(results: Sequence[Result], output: Path) -> None:
    """Save the results so far as JSON and as a Markdown table."""
    output.parent.mkdir(parents=True, exist_ok=True)
    rows = [flat(result) for result in results]
    output.with_suffix(".json").write_text(json.dumps(rows, indent=1, ensure_ascii=False), encoding="utf-8")
    output.with_suffix(".md").write_text(markdown(results), encoding="utf-8")


def transcripts(args: argparse.Namespace) -> list[Path]:
    """A transcript for every file: those given, or the .txt files beside the sound."""
    files = args.reference or [audio.with_suffix(".txt") for audio in args.audio]
    if len(files) != len(args.audio):
        sys.exit(f"{len(args.audio)} files but {len(files)} transcripts: give one for each, in order.")
    for file in [*args.audio, *files]:
        if not file.is_file():
            sys.exit(f"No such file: {file}")
    return files


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(prog="bench_captions.py", description=__doc__)
    add_talks(parser)
    parser.add_argument(
        "--output", type=Path, default=OUTPUT / "captions", help="where to save (%(default)s)"
    )
    parser.add_argument(
        "--peers",
        type=lambda text: [check_peer(peer) for peer in text.split(",")],
        default=[],
        metavar="wlk,wl",
        help="also run these systems: " + ", ".join(f"{key} ({name})" for key, name in NAMES.items()),
    )
    parser.add_argument("--bench-dir", type=Path, help="folder with peers.sh, for --peers")
    args = parser.parse_args(argv)
    if args.peers and args.bench_dir is None:
        parser.error("--peers needs --bench-dir, the folder with peers.sh")
    return args


def add_talks(parser: argparse.ArgumentParser) -> None:
    """The options that say what is captioned, and with what."""
    parser.add_argument("audio", nargs="+", type=Path, metavar="AUDIO", help="a sound file")
    parser.add_argument(
        "--reference",
        nargs="+",
        type=Path,
        metavar="TXT",
        help="transcripts, in order (default: AUDIO's .txt)",
    )
    parser.add_argument("--model", default="whisper-base", help="catalogue id or directory (%(default)s)")
    parser.add_argument("--lang", default="en", help="language of the sound (%(default)s)")


def check_peer(peer: str) -> str:
    """The peer's short name if it is known."""
    if peer not in NAMES:
        raise argparse.ArgumentTypeError(f"'{peer}' is none of {', '.join(NAMES)}")
    return peer


if __name__ == "__main__":
    sys.exit(main())
