"""Shows Footlights without microphone, camera, GPU or account: `python3 scripts/demo.py [booth | avatar]`.

Makes the environment, fetches a speech and a translation model, speaks our own talk with a synthetic voice,
captions it in real time and translates it. `--once` ends after the talk; otherwise it begins again after a
pause, until Ctrl-C. Other options go to `footlights live`.

`booth` shows the photo booth, `avatar` the speaking avatar; options go to those commands.
"""

import hashlib
import sys
from pathlib import Path

from _setup import ROOT, prepare, run
from _system import MICROPHONE, provide

MODEL = "whisper-base"
TRANSLATION_MODEL = "qwen2.5-coder-0.5b"
OTHERS = {"booth": ("booth", "booth-demo"), "avatar": ("avatar",)}
"""Part of the product → the requirements that it needs besides the captions'."""
LANGUAGES = "zh-Hant-HK,es"
TALK = ROOT / "configs" / "demo" / "talk.txt"
GLOSSARY = ROOT / "configs" / "demo" / "glossary.csv"
PAUSE_S = 15
INTERRUPTED = 130
"""The exit status of a command that Ctrl-C ended."""


def main(arguments: list[str]) -> int:
    """Set everything up, then run the part of the product that is asked for: captions without a word."""
    if arguments and arguments[0] in OTHERS:
        return other(*arguments)
    return captions(arguments)


def other(part: str, *options: str) -> int:
    """Set up the booth or the avatar, and run its own demo."""
    python = str(prepare("base", *OTHERS[part]))
    provide([MICROPHONE])
    return run([python, "-m", "footlights", part, "--demo", *options], cwd=ROOT)


def captions(arguments: list[str]) -> int:
    """Caption the demo talk and translate it."""
    once = "--once" in arguments
    given = [argument for argument in arguments if argument != "--once"]
    python = str(prepare("base", "voice"))
    provide([MICROPHONE])
    if status := pull(python, MODEL):
        return status
    lacks_translation = pull(python, TRANSLATION_MODEL)
    if lacks_translation == INTERRUPTED:
        return INTERRUPTED
    if lacks_translation:
        print("Going on without translation. The next start tries to fetch its model again.", flush=True)
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
        *([] if lacks_translation else translation()),
        *ending,
        *given,
    ]
    return run([python, "-m", "footlights", *live], cwd=ROOT)


def pull(python: str, model: str) -> int:
    """Fetch a model unless it is there; returns the command's exit status."""
    return run([python, "-m", "footlights", "models", "pull", model], cwd=ROOT)


def translation() -> list[str]:
    """The options that translate the talk."""
    return ["--to", LANGUAGES, "--translation-model", TRANSLATION_MODEL, "--glossary", str(GLOSSARY)]


def speak(python: str, sound: Path) -> int:
    """Speak the talk into a sound file, unless a start before this one has."""
    if sound.exists():
        return 0
    print("Speaking the demo talk …", flush=True)
    return run([python, "-m", "avatar.say", str(TALK), str(sound)], cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
