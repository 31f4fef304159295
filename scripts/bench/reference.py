"""The offline transcript of a file and its word times, made once by the same model and kept."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from faster_whisper import WhisperModel

from bench.scoring import SpokenWord
from bench.sound import RATE_HZ, decode


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What the model makes of a file when it may take its time (beam of 5, the whole file at hand)."""

    text: str
    words: list[SpokenWord]
    duration_s: float


def reference(audio: Path, model: Path, language: str, cache: Path) -> Reference:
    """The offline reference of a file; decoded on the CPU with int8 weights unless `cache` has it."""
    kept = cache / f"{audio.stem}-{model.name}-{language}-{fingerprint(audio, model)}.json"
    if kept.exists():
        fields = json.loads(kept.read_text(encoding="utf-8"))
        return Reference(**{**fields, "words": [SpokenWord(*word) for word in fields["words"]]})
    made = decode_offline(audio, model, language)
    cache.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(asdict(made), ensure_ascii=False), encoding="utf-8")
    return made


def fingerprint(audio: Path, model: Path) -> str:
    """Changes with the sound and with the model."""
    digest = hashlib.sha256(audio.read_bytes())
    digest.update(str((model / "model.bin").stat().st_size).encode())
    return digest.hexdigest()[:12]


def decode_offline(audio: Path, model: Path, language: str) -> Reference:
    """Decode the whole file as faster-whisper does by itself."""
    sound = decode(audio)
    whisper = WhisperModel(str(model), device="cpu", compute_type="int8", cpu_threads=2)
    segments, _ = whisper.transcribe(sound, language=language, beam_size=5, word_timestamps=True)
    text, words = "", []
    for segment in segments:
        text += segment.text
        words += [SpokenWord(word.word.strip(), word.start, word.end) for word in segment.words or ()]
    return Reference(text=text.strip(), words=words, duration_s=len(sound) / RATE_HZ)
