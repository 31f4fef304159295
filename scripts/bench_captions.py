"""Measures the captions against real time: `python3 scripts/bench_captions.py --help`."""

import sys

from _setup import run_module

if __name__ == "__main__":
    sys.exit(run_module("bench.captions", sys.argv[1:], groups=("base", "bench")))
