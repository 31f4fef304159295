"""Speak a text file into a WAV file: `python -m avatar.say TEXT_FILE WAV_FILE`."""

import os
import sys
from pathlib import Path

from avatar.voice.english import EnglishVoice
from avatar.voice.wav import speak_paragraphs, write_wav


def say(text_path: Path, wav_path: Path) -> None:
    """Speak the text into `wav_path`, which appears only when it is complete."""
    text = text_path.read_text(encoding="utf-8")
    wav_path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = wav_path.with_name(f"{wav_path.name}.{os.getpid()}.part")
    try:
        write_wav(unfinished, speak_paragraphs(EnglishVoice(), text))
        unfinished.replace(wav_path)
    finally:
        unfinished.unlink(missing_ok=True)


if __name__ == "__main__":
    say(Path(sys.argv[1]), Path(sys.argv[2]))
