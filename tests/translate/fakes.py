"""Stand-ins behind the real interfaces."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from translate.engine import Request, Result
from translate.errors import EngineError

Answer = Callable[[Request], str]


class FakeTranslator:
    """Answers by a function and remembers what it was asked."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.batches: list[list[Request]] = []
        self.broken = False
        self.closed = 0
        self.unknown: set[str] = set()

    def supports(self, source: str, target: str) -> bool:
        return not self.unknown & {source, target}

    def translate(self, batch: Sequence[Request]) -> list[Result]:
        if self.broken:
            raise EngineError("out of memory")
        self.batches.append(list(batch))
        return [Result(text=self.answer(request), score=-0.1, finished=True) for request in batch]

    def close(self) -> None:
        self.closed += 1


@dataclass
class FakeHypothesis:
    hypotheses: list[list[str]]
    scores: list[float]


class FakeSequenceModel:
    """An encoder-decoder that gives back its target prefix and a fixed token."""

    def __init__(self) -> None:
        self.sources: list[list[str]] = []
        self.prefixes: list[list[str]] | None = None
        self.options: list[dict[str, Any]] = []

    def translate_batch(self, source: list[list[str]], **options: Any) -> list[FakeHypothesis]:
        self.sources += source
        self.prefixes = options["target_prefix"]
        self.options.append(options)
        prefixes = self.prefixes or [[] for _ in source]
        return [FakeHypothesis([[*prefix, "▁end"]], [-0.2]) for prefix in prefixes]


@dataclass
class FakeGeneration:
    sequences: list[list[str]]
    scores: list[float]


class FakeLanguageModel:
    """A decoder that answers `ok` and remembers its prompts."""

    def __init__(self) -> None:
        self.calls: list[tuple[list[list[str]], dict[str, Any]]] = []

    def generate_batch(self, start_tokens: list[list[str]], **options: Any) -> list[FakeGeneration]:
        self.calls.append((start_tokens, options))
        return [FakeGeneration([[" ok"]], [-0.5]) for _ in start_tokens]


class Words:
    """A tokenizer of whole words."""

    def encode(self, text: str) -> list[str]:
        return text.split(" ")

    def decode(self, tokens: Sequence[str]) -> str:
        return " ".join(tokens).replace("▁", "").replace("  ", " ")


class Clock:
    """Time that passes when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now
