"""Translation models with an encoder and a decoder: NLLB-200, M2M100, SMaLL-100, MADLAD-400, OPUS-MT."""

from collections.abc import Sequence

from translate.engine import Request
from translate.errors import EngineError
from translate.families import Family
from translate.runtime import SequenceModel, run
from translate.tokens import Subwords

END = "</s>"
SPARE_TOKENS = 24
TOKENS_PER_TOKEN = 2.0
"""A translation may have this many tokens a token of the source, and SPARE_TOKENS more."""


class EncoderDecoder:
    """One model with its family's way of naming languages."""

    def __init__(
        self,
        model: SequenceModel,
        family: Family,
        tokenizers: tuple[Subwords, Subwords],
        *,
        adds_end: bool,
        beam_size: int,
    ) -> None:
        """`adds_end`: the model's configuration makes CTranslate2 add the source's end token itself."""
        self._model = model
        self._family = family
        self._source, self._target = tokenizers
        self._end = () if adds_end else (END,)
        self._beam_size = beam_size

    def supports(self, source: str, target: str) -> bool:
        """See Translator."""
        return self._family.framed(source, target) is not None

    def translate(self, batch: Sequence[Request]) -> list[str]:
        """See Translator. First tries and retries run apart, since a batch shares its settings."""
        results: dict[int, str] = {}
        for retry in (False, True):
            indices = [i for i, request in enumerate(batch) if request.retry is retry]
            if indices:
                found = self._run([batch[i] for i in indices], retry=retry)
                results.update(zip(indices, found, strict=True))
        return [results[i] for i in range(len(batch))]

    def close(self) -> None:
        """See Translator."""
        self._model.unload_model()

    def _run(self, batch: Sequence[Request], *, retry: bool) -> list[str]:
        sources, prefixes, languages = [], [], []
        for request in batch:
            framed = self._family.framed(request.source, request.target)
            if framed is None:
                raise EngineError(f"The model cannot translate {request.source} into {request.target}.")
            before_source, before_target = framed
            sources.append([*before_source, *self._source.encode(request.text), *self._end])
            shown = self._target.encode(request.prefix) if request.prefix else []
            prefixes.append([*before_target, *shown])
            languages.append(len(before_target))
        budget = _budget(sources, prefixes)
        found = run(
            lambda: self._model.translate_batch(
                sources,
                target_prefix=prefixes if any(prefixes) else None,
                max_decoding_length=budget,
                disable_unk=True,
                **_settings(self._beam_size, retry=retry),
            )
        )
        return [
            self._target.decode(one.hypotheses[0][skipped:]).strip()
            for one, skipped in zip(found, languages, strict=True)
        ]


def _budget(sources: Sequence[Sequence[str]], prefixes: Sequence[Sequence[str]]) -> int:
    longest = max(len(source) for source in sources)
    return int(longest * TOKENS_PER_TOKEN) + SPARE_TOKENS + max(len(prefix) for prefix in prefixes)


def _settings(beam_size: int, *, retry: bool) -> dict[str, object]:
    if retry:
        return {"beam_size": beam_size + 2, "repetition_penalty": 1.2, "no_repeat_ngram_size": 4}
    return {"beam_size": beam_size}
