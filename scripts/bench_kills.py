"""Whether kills lose words: `python scripts/bench_kills.py talk.wav --model DIR [--kills 20] [--screens 6]`.

Kills `footlights live` (-9) at random moments of a file that plays in real time. Half of the screens leave
and come back at random moments of their own. After each kill, every committed word that a screen has seen
must be in the log; at the end no number may stand for two things, and every screen shows what the log says.

Then a `footlights standby`, told to wait 2 s, stands by on the same port, and the server is killed: how soon
a screen is connected again is told too (`--takeovers 3`).
"""

import argparse
import asyncio
import json
import random
import sys
import tempfile
from functools import partial
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.kills import Outcome, run_kills
from bench.takeover import time_takeovers

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
    parser.add_argument("--takeovers", type=int, default=3, help="kills with a standby")
    parser.add_argument("--seed", type=int, default=1, help="of the random moments")
    options = parser.parse_args()
    model = Path(options.model).resolve() if Path(options.model).exists() else options.model

    def command(name: str, port: int) -> list[str]:
        of = ("--of", f"http://127.0.0.1:{port}", "--after", "2") if name == "standby" else ()
        return [
            *(sys.executable, str(ROOT / "footlights.py"), name, *of),
            *("--source", str(options.audio.resolve()), "--model", str(model)),
            *("--host", "127.0.0.1", "--port", str(port), "--exit-at-end"),
        ]

    async def run(folder: Path) -> tuple[Outcome, list[float]]:
        chance = random.Random(options.seed)  # noqa: S311 - moments, no secrets
        outcome = await run_kills(
            partial(command, "live"),
            folder / "kills",
            kills=options.kills,
            screens=options.screens,
            chance=chance,
        )
        return outcome, await time_takeovers(command, folder / "takeovers", options.takeovers, chance)

    with tempfile.TemporaryDirectory() as folder:
        outcome, takeovers_s = asyncio.run(run(Path(folder)))
    found = figures(outcome) | {"takeovers_s": [round(each, 2) for each in takeovers_s]}
    print(json.dumps(found, indent=1, ensure_ascii=False))
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
        "start_p50_s": round(median(outcome.start_s or [0.0]), 2),
        "start_max_s": round(max(outcome.start_s, default=0.0), 2),
        "broken": outcome.broken[:20],
    }


if __name__ == "__main__":
    sys.exit(main())
