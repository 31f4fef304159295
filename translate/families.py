"""How each encoder-decoder family is told the languages: tokens before the source and before the target."""

from collections.abc import Container
from dataclasses import dataclass
from typing import Protocol

from translate import codes
from translate.languages import base


class Family(Protocol):
    """A way of naming languages to a model."""

    def framed(self, source: str, target: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """The tokens before the source text and before the target text; None for an unknown language."""
        ...


@dataclass(frozen=True, slots=True)
class Nllb:
    """NLLB-200: the source language before the source, the target language before the target."""

    vocabulary: Container[str]

    def framed(self, source: str, target: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """See Family."""
        ours, theirs = codes.NLLB.get(base(source)), codes.NLLB.get(base(target))
        if ours not in self.vocabulary or theirs not in self.vocabulary or not ours or not theirs:
            return None
        return (ours,), (theirs,)


@dataclass(frozen=True, slots=True)
class M2m100:
    """M2M100: as NLLB, with its own codes. SMaLL-100 (`small`) has the target before the source instead."""

    vocabulary: Container[str]
    small: bool = False

    def framed(self, source: str, target: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """See Family."""
        spoken = "zh" if base(source) == "yue" else base(source)
        ours, theirs = f"__{codes.m2m100(spoken)}__", f"__{codes.m2m100(base(target))}__"
        if ours not in self.vocabulary or theirs not in self.vocabulary:
            return None
        return ((theirs,), ()) if self.small else ((ours,), (theirs,))


@dataclass(frozen=True, slots=True)
class Madlad:
    """MADLAD-400: only the target language, before the source."""

    vocabulary: Container[str]

    def framed(self, source: str, target: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """See Family."""
        for code in codes.madlad(base(target)):
            if f"<2{code}>" in self.vocabulary:
                return (f"<2{code}>",), ()
        return None


@dataclass(frozen=True, slots=True)
class Marian:
    """OPUS-MT: one pair, or several targets named before the source."""

    vocabulary: Container[str]
    source: str
    target: str

    def framed(self, source: str, target: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """See Family."""
        if not _same(source, self.source) or (self.target != "mul" and not _same(target, self.target)):
            return None
        code = codes.OPUS.get(base(target), "")
        for label in (f">>{code}<<", f">>{code.partition('_')[0]}<<"):
            if label in self.vocabulary:
                return (label,), ()
        return None if self.target == "mul" else ((), ())


def _same(code: str, models: str) -> bool:
    return models == "mul" or base(code) == base(models) or (base(code), base(models)) == ("yue", "zh")
