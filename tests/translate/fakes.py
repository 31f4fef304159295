"""Stand-ins behind the real interfaces."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from translate.engine import Request
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

    def translate(self, batch: Sequence[Request]) -> list[str]:
        if self.broken:
            raise EngineError("out of memory")
        self.batches.append(list(batch))
        return [self.answer(request) for request in batch]

    def close(self) -> None:
        self.closed += 1


@dataclass
class FakeHypothesis:
    hypotheses: list[list[str]]


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
        return [FakeHypothesis([[*prefix, "▁end"]]) for prefix in prefixes]

    def unload_model(self) -> None:
        pass


@dataclass
class FakeGeneration:
    sequences: list[list[str]]
    logits: list[list[Any]] = field(default_factory=list)


@dataclass
class FakeStep:
    batch_id: int
    token: str


class FakeLanguageModel:
    """A decoder that remembers its prompts and gives the answers in `answers`, then `ok`."""

    def __init__(self, *answers: str) -> None:
        self.calls: list[tuple[list[list[str]], dict[str, Any]]] = []
        self._answers = [answer.split() for answer in answers]

    def generate_batch(self, start_tokens: list[list[str]], **options: Any) -> list[FakeGeneration]:
        self.calls.append((start_tokens, options))
        whole = [self._answers.pop(0) if self._answers else [" ok"] for _ in start_tokens]
        return [FakeGeneration([self._heeding(i, a, options.get("callback"))]) for i, a in enumerate(whole)]

    def unload_model(self) -> None:
        pass

    @staticmethod
    def _heeding(batch_id: int, answer: list[str], callback: Callable[[FakeStep], bool] | None) -> list[str]:
        """An answer up to the token at which the callback wants it to end."""
        ends = (callback is not None and callback(FakeStep(batch_id, token)) for token in answer)
        return answer[: next((at + 1 for at, end in enumerate(ends) if end), len(answer))]


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
