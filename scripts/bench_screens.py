"""How long a caption takes from the server to many screens at once.

    python scripts/bench_screens.py --screens 5000 [--relays 2] [--herd 2000]

starts a server with a publisher, and the screens in a process of their own: real sockets on this machine. One
more screen never reads. With `--relays` they are served by that many `footlights relay`, through a Redis that
is started here. With `--herd` so many of them lose their connection in the middle and come back at once.

    python scripts/bench_screens.py --screens 500 --url ws://localhost:8000/captions

has the screens join a server that runs already, beside a real talk; then the delay is counted from the first
screen that has a message.
"""

import argparse
import asyncio
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.fanout import fan_out
from bench.screens import watch


def main() -> None:
    """Run it and print the figures as JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--screens", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--rate", type=float, default=5.0, help="messages a second of our own publisher")
    parser.add_argument("--relays", type=int, default=0, help="serve through so many relays")
    parser.add_argument("--herd", type=int, default=0, help="screens that come back all at once")
    parser.add_argument("--url", action="append", help="join the captions of a server that runs already")
    options = parser.parse_args()
    if options.url:
        work = watch(options.url, options.screens, options.seconds, options.herd)
    else:
        screens = ("--screens", str(options.screens), "--seconds", str(options.seconds))
        watching = [sys.executable, __file__, *screens, "--herd", str(options.herd)]
        work = fan_out(watching, options.screens, options.rate, options.relays)
    print(json.dumps(asyncio.run(work)))


if __name__ == "__main__":
    main()
