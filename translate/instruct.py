"""Instruction models as translators: Qwen2.5 and others that take a conversation."""

from collections.abc import Sequence
from itertools import groupby

from translate.chat import ChatWriter
from translate.engine import Request, Result
from translate.languages import ENGLISH_NAMES, UNSPACED, base, script
from translate.prompts import examples, instruction
from translate.runtime import Generation, LanguageModel, run
from translate.steering import Steering
from translate.tokens import Subwords

SPARE_TOKENS = 16
TOKENS_PER_TOKEN = 2.2
"""An answer may have this many tokens a token of the speech, and SPARE_TOKENS more."""


class Instruct:
    """One model with its family's way of writing a conversation.

    On a CPU requests are run language by language, each with its own static prompt that the model keeps
    evaluated; on a GPU (`mixed`) those in Latin letters go into one batch, the others into
    another, since reading a prompt is cheap there, and the larger models that run there are trusted with
    names.
    """

    def __init__(
        self,
        model: LanguageModel,
        chat: ChatWriter,
        tokenizer: Subwords,
        steering: Steering,
        *,
        mixed: bool,
    ) -> None:
        self._model = model
        self._chat = chat
        self._tokenizer = tokenizer
        self._steering = steering
        self._mixed = mixed

    def supports(self, source: str, target: str) -> bool:
        """See Translator."""
        return base(source) in ENGLISH_NAMES and base(target) in ENGLISH_NAMES

    def translate(self, batch: Sequence[Request]) -> list[Result]:
        """See Translator."""
        order = sorted(range(len(batch)), key=lambda i: self._group(batch[i]))
        results: dict[int, Result] = {}
        for _, group in groupby(order, key=lambda i: self._group(batch[i])):
            indices = list(group)
            results.update(zip(indices, self._run([batch[i] for i in indices]), strict=True))
        return [results[i] for i in range(len(batch))]

    def close(self) -> None:
        """See Translator."""
        self._model.unload_model()

    def _group(self, request: Request) -> tuple[bool, bool, str, str]:
        """What may share a batch."""
        latin = script(request.target) == "Latn"
        if self._mixed:
            return request.retry, latin, "", ""
        return request.retry, latin, base(request.source), base(request.target)

    def _run(self, batch: Sequence[Request]) -> list[Result]:
        openings = [self._opening(request) for request in batch]
        endings = [self._ending(request) for request in batch]
        budget = max(self._budget(request) for request in batch)
        prompts = [a + b for a, b in zip(openings, endings, strict=True)] if self._mixed else endings
        retry = batch[0].retry
        forbidden = self._steering.forbidden(batch[0].target, names=retry or not self._mixed)
        found = run(
            lambda: self._model.generate_batch(
                prompts,
                static_prompt=None if self._mixed else openings[0],
                cache_static_prompt=not self._mixed,
                include_prompt_in_result=False,
                end_token=self._chat.end,
                max_length=budget,
                sampling_topk=1,
                return_scores=True,
                suppress_sequences=forbidden,
                **_settings(retry=retry),
            )
        )
        return [self._result(request, one, budget) for request, one in zip(batch, found, strict=True)]

    def _opening(self, request: Request) -> list[str]:
        return self._chat.opening(instruction(request.target), examples(request.source, request.target))

    def _ending(self, request: Request) -> list[str]:
        """Earlier lines as turns, the speech as the user's turn, the answer begun with what is shown."""
        tokens: list[str] = []
        for said, translated in request.context:
            tokens += self._chat.turn("user", said) + self._chat.turn("assistant", translated)
        tokens += self._chat.turn("user", request.text)
        return tokens + self._chat.open_turn("assistant", request.prefix.rstrip())

    def _budget(self, request: Request) -> int:
        shown = len(self._tokenizer.encode(request.prefix)) if request.prefix else 0
        speech = len(self._tokenizer.encode(request.text))
        return max(SPARE_TOKENS, int(speech * TOKENS_PER_TOKEN) + SPARE_TOKENS - shown)

    def _result(self, request: Request, found: Generation, budget: int) -> Result:
        tokens = found.sequences[0]
        text = self._tokenizer.decode(tokens)
        if request.prefix and base(request.target) in UNSPACED:
            text = text.lstrip()
        return Result(
            text=(request.prefix.rstrip() + text).strip(),
            score=found.scores[0] / max(1, len(tokens)),
            finished=len(tokens) < budget,
        )


def _settings(*, retry: bool) -> dict[str, object]:
    return {"beam_size": 2, "repetition_penalty": 1.15} if retry else {"beam_size": 1}
