"""Checks everything: `python3 scripts/test.py [--fast] [arguments for pytest]`.

Makes the environment, then runs the linters, the type checker, the import rules and the tests. `--fast`
runs only the tests that need no model, browser or sound device.
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
SLOW = "model or browser or microphone or printer or redis or slow or gpu"


def main(arguments: list[str]) -> int:
    """Run all checks; stop at the first that fails."""
    fast = "--fast" in arguments
    python = prepare("base", "voice", "test", "bench")
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
    print("── tests", flush=True)
    selection = ["-m", f"not ({SLOW})"] if fast else []
    given = [argument for argument in arguments if argument != "--fast"]
    return run([str(python), "-m", "pytest", "-q", "-rsx", *selection, *given], cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
