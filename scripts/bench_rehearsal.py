"""Whether a rehearsal tells the truth.

    python scripts/bench_rehearsal.py talk.wav --model DIR [--screens 30]

runs `footlights rehearse` on a file beside a client that shares no code with it, and then `footlights report`
on the same session. Prints the delays from mouth to screen of all three, and how far they are from the
client's.
"""

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from bench.fanout import answers  # noqa: E402
from bench.independent import word_delays_s  # noqa: E402
from bench.live_run import free_port  # noqa: E402

AT_MOST_PERCENT = 10.0
START_LIMIT_S = 300

EVENT = """\
[server]
host = "127.0.0.1"
port = {port}
[targets]
delay_p50_s = 60
delay_p95_s = 60
cpu_percent = 100
[[rooms]]
model = {model}
threads = 1
"""


def main() -> int:
    """Run it and print the figures as JSON; 1 when they differ by more than 10 %."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("audio", type=Path)
    parser.add_argument("--model", default="whisper-base", help="catalogue id or directory (%(default)s)")
    parser.add_argument("--screens", type=int, default=30)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(compare(options.audio.resolve(), options.model, options.screens, Path(folder)))
    print(json.dumps(found, indent=1))
    return 0 if all(row["difference_percent"] <= AT_MOST_PERCENT for row in found) else 1


async def compare(audio: Path, model: str, screens: int, folder: Path) -> list[dict[str, Any]]:
    """Rehearse beside the client, and report; the delays of each."""
    port, event, out = free_port(), folder / "event.toml", folder / "rehearsal"
    event.write_text(EVENT.format(port=port, model=json.dumps(model)), encoding="utf-8")
    rehearsing = asyncio.create_task(
        _footlights(
            *("rehearse", "--config", event, "--source", audio),
            *("--screens", screens, "--out", out),
        )
    )
    await answers(port, within_s=START_LIMIT_S)
    delays_s = sorted(await word_delays_s(port))
    await rehearsing
    await _footlights("report", "--config", event, "--session", out / "sessions", "--out", folder / "report")
    cuts = statistics.quantiles(delays_s, n=20, method="inclusive")
    truth = {"p50_s": statistics.median(delays_s), "p95_s": cuts[-1]}
    return [
        _row("the independent client", truth, truth),
        *_rows("footlights rehearse", out / "report.json", truth),
        *_rows("footlights report", folder / "report" / "report.json", truth),
    ]


def _rows(by: str, file: Path, truth: Mapping[str, float]) -> list[dict[str, Any]]:
    delays: Sequence[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["delays"]
    return [_row(f"{by}, {row['page']}", row, truth) for row in delays]


def _row(by: str, found: Mapping[str, float], truth: Mapping[str, float]) -> dict[str, Any]:
    difference = max(abs(found[key] / truth[key] - 1) for key in truth)
    return {
        "by": by,
        **{key: round(found[key], 2) for key in truth},
        "difference_percent": round(100 * difference, 1),
    }


async def _footlights(*options: object) -> None:
    """Run a command; what it prints goes to standard error. Its verdicts on the targets don't matter here."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "footlights", *map(str, options)), cwd=ROOT, stdout=sys.stderr
    )
    if await process.wait() > 1:
        sys.exit(f"footlights {options[0]} failed.")


if __name__ == "__main__":
    sys.exit(main())
