"""Checks everything: `python3 scripts/test.py [--fast] [arguments for pytest]`.

Makes the environment, then runs the linters, the type checker, the import rules and the tests: the fast
ones on all processors at once, then those that need a model, a browser, a sound device, a printer queue or a
Redis, one after another. `--fast` leaves these out.
"""

import sys
import time

from _setup import ROOT, prepare, run
from _system import FOR_TESTS, provide

CHECKS = {
    "lint": ("ruff", "check", "."),
    "format": ("ruff", "format", "--check", "."),
    "types": ("mypy",),
    "imports": ("lint-imports",),
}
"""Name → a program of the environment and its options."""
MODELS = ("whisper-base", "whisper-tiny.en")
NOTHING_SELECTED = 5
"""Pytest's exit status when the given arguments name no test of a part."""
KEEP_COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}
"""For pytest: without what it compiled last time, it spends more time on compiling than on many a test."""
SLOW = "model or browser or microphone or printer or redis or slow or gpu"


def main(arguments: list[str]) -> int:
    """Run all checks; stop at the first that fails."""
    fast = "--fast" in arguments
    python = prepare("base", "voice", "booth", "booth-demo", "avatar", "relay", "test", "bench")
    if not fast:
        provide(FOR_TESTS)
        if run([str(python), "-m", "footlights", "models", "pull", *MODELS], cwd=ROOT) != 0:
            print("The tests that need these models will be skipped.", flush=True)
    for name, (program, *options) in CHECKS.items():
        started = time.monotonic()
        print(f"── {name}", flush=True)
        status = run([str(python.with_name(program)), *options], cwd=ROOT)
        print(f"   {time.monotonic() - started:.1f} s", flush=True)
        if status != 0:
            print(f"Stopped: {name} found what is shown above.", flush=True)
            return status
    given = [argument for argument in arguments if argument != "--fast"]
    parts = {"fast tests": ["-n", "auto", "-m", f"not ({SLOW})"], "real tests": ["-m", SLOW]}
    for name, selection in list(parts.items())[: 1 if fast else 2]:
        print(f"── {name}", flush=True)
        command = [str(python), "-m", "pytest", "-q", "-rsx", *selection, *given]
        status = run(command, cwd=ROOT, **KEEP_COMPILED)
        if status not in (0, NOTHING_SELECTED):
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
