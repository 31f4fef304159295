"""A voice in a program of its own: it takes the text on its standard input and puts PCM on its output.

One process a sentence: a program that crashes, hangs or is under a licence of its own stays outside of ours.
"""

import subprocess
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

import numpy as np

from avatar.script import EngineConfig
from avatar.voice.errors import VoiceError
from avatar.voice.estimate import Sound, spread
from avatar.voice.speech import VOICE_RATE_HZ, Speech, Spoken
from avatar.voice.written import timed_words, written_words

PATIENCE_S = 60.0
_LETTERS = {"c": "k", "q": "k", "x": "s", "y": "i", "j": "ʤ", "g": "ɡ"}
"""Letters that are no IPA symbols of nearly their sound."""


class ProcessVoice:
    """Speaks by running a program; its times are estimated from the loudness of what comes back."""

    def __init__(self, engine: EngineConfig) -> None:
        self.name = engine.name
        self.languages = engine.languages
        self._command = engine.command
        self._rate_hz = engine.rate_hz
        self._read = reader(engine.languages[0])

    def speak(self, text: str) -> Iterator[Spoken]:
        """The text as the program speaks it: 16-bit little-endian mono. Raises VoiceError."""
        samples = _resampled(
            (np.frombuffer(self._run(text), "<i2") / 32768).astype(np.float32), self._rate_hz
        )
        phones, heard = spread(list(self._read(text)), samples)
        yield Spoken(
            samples=samples, phones=phones, words=timed_words(text, heard, len(samples) / VOICE_RATE_HZ)
        )

    def _run(self, text: str) -> bytes:
        try:
            done = subprocess.run(  # noqa: S603 - the organiser's own program, as a list of arguments
                self._command,
                input=text.encode(),
                capture_output=True,
                timeout=PATIENCE_S,
                check=True,
            )
        except FileNotFoundError as error:
            raise VoiceError(f"The voice {self.name}: there is no program '{self._command[0]}'.") from error
        except subprocess.TimeoutExpired as error:
            raise VoiceError(f"The voice {self.name} did not answer within {PATIENCE_S:.0f} s.") from error
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode(errors="replace").strip().splitlines()[-1:]
            ended = f"The voice {self.name} failed: its program ended with exit status {error.returncode}."
            raise VoiceError(" ".join((ended, *said))) from error
        except OSError as error:
            raise VoiceError(f"The voice {self.name} failed: {error}") from error
        if len(done.stdout) < 2:
            raise VoiceError(f"The voice {self.name} gave no sound.")
        return done.stdout[: len(done.stdout) // 2 * 2]


def reader(lang: str) -> Callable[[str], Iterable[Sound]]:
    """What reads a text as pieces with roughly their phonemes: where it cannot, by the letters.

    The dictionaries of Chinese take a second to load: now, for the languages that need them.
    """
    readers = {"yue": _cantonese, "zh": _mandarin}
    return readers.get(lang.partition("-")[0], _alphabetic)()


def _cantonese() -> Callable[[str], Iterable[Sound]]:
    read: Callable[[str], Iterable[Sound]] = import_module("avatar.voice.cantonese").character_phones
    return read


def _mandarin() -> Callable[[str], Iterable[Sound]]:
    phonemes = import_module("avatar.voice.mandarin").phonemes

    def read(text: str) -> Iterator[Sound]:
        said, tokens = phonemes(text, lambda word: "".join(_spelt(word)))
        return ((token, tuple(said[start:end].strip(" →↗↓↘ʰ"))) for token, start, end in tokens)

    return read


def _alphabetic() -> Callable[[str], Iterable[Sound]]:
    return lambda text: ((word, tuple(_spelt(word))) for word in written_words(text))


def _spelt(word: str) -> Iterator[str]:
    return (_LETTERS.get(letter, letter) for letter in word.casefold() if letter.isalpha())


def _resampled(samples: Speech, rate_hz: int) -> Speech:
    places = np.arange(0, len(samples), rate_hz / VOICE_RATE_HZ)
    return np.asarray(np.interp(places, np.arange(len(samples)), samples), dtype=np.float32)
