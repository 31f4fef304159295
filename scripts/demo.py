"""Shows live captions without a microphone: `python3 scripts/demo.py [--once] [options of footlights live]`.

Makes the environment, fetches the speech model, speaks our own talk with a synthetic voice, and captions it
in real time. `--once` ends after the talk; otherwise it begins again after a pause, until Ctrl-C.
"""

import hashlib
import sys
from pathlib import Path

from _setup import ROOT, prepare, run
from _system import MICROPHONE, provide

MODEL = "whisper-base"
TALK = ROOT / "configs" / "demo" / "talk.txt"
PAUSE_S = 15


def main(arguments: list[str]) -> int:
    """Set everything up, then run the product on the talk."""
    once = "--once" in arguments
    given = [argument for argument in arguments if argument != "--once"]
    python = str(prepare("base", "voice"))
    provide([MICROPHONE])
    if status := run([python, "-m", "footlights", "models", "pull", MODEL], cwd=ROOT):
        return status
    sound = ROOT / "build" / "demo" / f"talk-{hashlib.sha256(TALK.read_bytes()).hexdigest()[:12]}.wav"
    if status := speak(python, sound):
        return status
    ending = ["--exit-at-end"] if once else ["--loop", str(PAUSE_S)]
    live = [
        "live",
        "--source",
        str(sound),
        "--lang",
        "en",
        "--model",
        MODEL,
        "--new-session",
        *ending,
        *given,
    ]
    return run([python, "-m", "footlights", *live], cwd=ROOT)


def speak(python: str, sound: Path) -> int:
    """Speak the talk into a sound file, unless a start before this one has."""
    if sound.exists():
        return 0
    print("Speaking the demo talk …", flush=True)
    return run([python, "-m", "avatar.say", str(TALK), str(sound)], cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
