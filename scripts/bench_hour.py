"""Measures captions over an hour of talks: `python3 scripts/bench_hour.py --help`."""

import sys

from _setup import run_module

if __name__ == "__main__":
    sys.exit(run_module("bench.hour", sys.argv[1:], groups=("base", "bench")))
