"""Checks everything: `python3 scripts/test.py [--fast] [arguments for pytest]`.

Makes the environment, then runs the linters, the type checker, the import rules and the tests: the fast
ones in several processes at once, then those that need a model, a browser, a sound device, a printer queue
or a Redis, and the properties again with many more examples. `--fast` leaves these out.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from subprocess import PIPE, STDOUT, Popen

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

PARTS = (
    ("tests/live/archive", "tests/live/audio", "tests/live/operator", "tests/live/sinks"),
    ("tests/live",),
    ("tests/models", "tests/translate"),
    ("tests",),
)
"""The fast tests, for processes at once that load only what theirs need: each leaves out what those before it
take. They are more than there are cores, since many a test waits for a clock or a socket."""


def main(arguments: list[str]) -> int:
    """Run all checks; stop at the first that fails."""
    fast = "--fast" in arguments
    given = [argument for argument in arguments if argument != "--fast"]
    python = prepare("base", "voice", "booth", "booth-demo", "avatar", "relay", "test", "bench")
    pytest = [str(python), "-m", "pytest", "-q", "-rfEsx"]
    stages = {
        name: partial(run, [str(python.with_name(program)), *options], cwd=ROOT)
        for name, (program, *options) in CHECKS.items()
    }
    stages["fast tests"] = partial(fast_tests, [*pytest, "-m", f"not ({SLOW})"], given)
    if not fast:
        provide(FOR_TESTS)
        if run([str(python), "-m", "footlights", "models", "pull", *MODELS], cwd=ROOT) != 0:
            print("The tests that need these models will be skipped.", flush=True)
        stages["real tests"] = partial(
            run_tests, [*pytest, "-m", f"{SLOW} or hypothesis", "--hypothesis-profile=many", *given]
        )
    for name, stage in stages.items():
        print(f"── {name}", flush=True)
        started = time.monotonic()
        status = stage()
        print(f"   {time.monotonic() - started:.1f} s", flush=True)
        if status != 0:
            print(f"Stopped: {name} found what is shown above.", flush=True)
            return status
    return 0


def fast_tests(pytest: list[str], given: list[str]) -> int:
    """Run all parts at once, or what the arguments ask for; each part is shown when it has ended."""
    if given:
        return run_tests([*pytest, *given])
    environment = {**os.environ, **KEEP_COMPILED}
    commands = [[*pytest, *which] for which in parts()]
    statuses = []
    with ExitStack() as stack:
        started = [
            Popen(command, cwd=ROOT, env=environment, stdout=PIPE, stderr=STDOUT) for command in commands
        ]
        for part in [stack.enter_context(process) for process in started]:
            said, _ = part.communicate()
            sys.stdout.buffer.write(said)
            sys.stdout.flush()
            statuses.append(part.returncode)
    return max(statuses, key=abs)


def parts() -> Iterator[list[str]]:
    """Pytest's arguments for each part."""
    taken: list[str] = []
    for folders in PARTS:
        yield [*folders, *(f"--ignore={folder}" for folder in taken)]
        taken += folders


def run_tests(pytest: list[str]) -> int:
    """Run pytest; that there is nothing to run is no failure."""
    status = run(pytest, cwd=ROOT, **KEEP_COMPILED)
    return 0 if status == NOTHING_SELECTED else status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
