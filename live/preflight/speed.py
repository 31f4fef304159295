"""How fast this machine recognises and translates, measured on a short talk of our own."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np

from live.audio.decode import Decoder
from live.events import RATE_HZ, Samples
from live.speech import Recogniser
from translate.service import Service

TALK_LANGUAGE = "en"
TALK = (
    "Good morning, and welcome.",
    "Before the doors open we would like to be sure that everybody in the hall can read every word.",
    "This laptop is listening to a short talk, and it counts how long it needs to understand it.",
    "Thank you for your patience, the symposium begins in a few minutes.",
)
"""What is said in `speech.opus`, 17 s, spoken by the synthetic voice of the demo."""
TALK_WORDS = sum(len(sentence.split()) for sentence in TALK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """What something cost."""

    real_time_factor: float
    """Seconds of work for a second of speech: below 1.0 it keeps up."""
    cores: float
    """Processor cores that it kept busy, for speech without a pause."""
    done: int
    """Words recognised, or lines translated."""
    device: str = ""
    """What the model ran on."""
    problem: str = ""
    """What kept it from a better device."""


def talk() -> Samples:
    """The short talk as 16 kHz mono."""
    with resources.as_file(resources.files("live.preflight") / "speech.opus") as path:
        decoder = Decoder(str(path), name=path.name)
        try:
            return np.concatenate([block.samples for block in decoder.blocks()])
        finally:
            decoder.close()


def measure_recognition(recogniser: Recogniser, samples: Samples) -> Speed:
    """Have a recogniser step through sound as a room does, without waiting for it to be spoken."""
    words = 0

    def work() -> None:
        nonlocal words
        start = 0
        while start < len(samples):
            end = start + int(recogniser.step_s * RATE_HZ)
            found = recogniser.step(samples[start:end])
            start = end
            words += sum(len(recognition.committed) for recognition in found)
        words += sum(len(recognition.committed) for recognition in recogniser.finish())

    return _timed(work, len(samples) / RATE_HZ, lambda: words)


def measure_translation(service: Service, sentences: Sequence[str], spoken_s: float) -> Speed:
    """Translate sentences that take `spoken_s` to say, one after another, into all languages of a service."""
    lines = 0

    def work() -> None:
        nonlocal lines
        for number, sentence in enumerate(sentences, start=1):
            service.final(number, sentence, TALK_LANGUAGE)
            lines += sum(1 for output in service.step() if not output.refused)

    service.final(0, sentences[0], TALK_LANGUAGE)
    service.step()  # loads the model
    return _timed(work, spoken_s, lambda: lines)


def _timed(work: Callable[[], None], spoken_s: float, done: Callable[[], int]) -> Speed:
    began_s, cpu_s = time.perf_counter(), time.process_time()
    work()
    busy_s, cpu_s = time.perf_counter() - began_s, time.process_time() - cpu_s
    return Speed(real_time_factor=busy_s / spoken_s, cores=cpu_s / spoken_s, done=done())
