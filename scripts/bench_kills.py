"""Whether kills lose words: `python scripts/bench_kills.py talk.wav --model DIR [--kills 20] [--screens 6]`.

Kills `footlights live` (-9) at random moments of a file that plays in real time. Half of the screens leave
and come back at random moments of their own. After each kill, every committed word that a screen has seen
must be in the log; at the end no number may stand for two things, and every screen shows what the log says.
"""

import argparse
import asyncio
import json
import random
import sys
import tempfile
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.kills import Outcome, run_kills

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run it and print the figures as JSON; 1 when a promise was broken."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("audio", type=Path)
    parser.add_argument("--model", required=True, help="a small one: an id or a directory")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--screens", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1, help="of the random moments")
    options = parser.parse_args()
    model = Path(options.model).resolve() if Path(options.model).exists() else options.model

    def command(port: int) -> list[str]:
        return [
            *(sys.executable, str(ROOT / "footlights.py"), "live", "--source", str(options.audio.resolve())),
            *("--model", str(model), "--host", "127.0.0.1", "--port", str(port), "--exit-at-end"),
        ]

    with tempfile.TemporaryDirectory() as folder:
        outcome = asyncio.run(
            run_kills(
                command,
                Path(folder),
                kills=options.kills,
                screens=options.screens,
                chance=random.Random(options.seed),  # noqa: S311 - moments, no secrets
            )
        )
    print(json.dumps(figures(outcome), indent=1, ensure_ascii=False))
    return 1 if outcome.broken else 0


def figures(outcome: Outcome) -> dict[str, object]:
    """The outcome for people."""
    return {
        "kills": outcome.kills,
        "screens": outcome.screens,
        "connections": outcome.connections,
        "lines": outcome.lines,
        "words": outcome.words,
        "messages": outcome.messages,
        "start_p50_s": round(median(outcome.start_s), 2),
        "start_max_s": round(max(outcome.start_s), 2),
        "broken": outcome.broken[:20],
    }


if __name__ == "__main__":
    sys.exit(main())
