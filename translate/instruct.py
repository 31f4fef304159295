"""Instruction models as translators: Qwen2.5 and others that take a conversation."""

from collections.abc import Sequence
from typing import Protocol

from translate.chat import ChatWriter
from translate.engine import Request
from translate.languages import ENGLISH_NAMES, UNSPACED, base
from translate.prompts import SYSTEM, answered, asked, examples, repeats_prompt
from translate.runtime import LanguageModel, run
from translate.steering import Forbidden, Steering
from translate.tokens import Subwords

SPARE_TOKENS = 16
TOKENS_PER_TOKEN = 2.2
"""An answer may have this many tokens a token of the speech, and SPARE_TOKENS more."""


class Step(Protocol):
    """A token that the model has just chosen, as CTranslate2 tells it."""

    batch_id: int
    token: str


class Instruct:
    """One model with its family's way of writing a conversation.

    All languages of all lines share a batch: reading the weights is what takes the time, and a second
    answer beside the first costs a sixth of it. They also share the static prompt, with examples of every
    language asked for so far, which the model keeps evaluated.
    """

    def __init__(
        self,
        model: LanguageModel,
        chat: ChatWriter,
        tokenizer: Subwords,
        steering: Steering,
        *,
        keeps_names: bool,
    ) -> None:
        """`keeps_names`: whether the model is trusted with names in foreign letters at its first try."""
        self._model = model
        self._chat = chat
        self._tokenizer = tokenizer
        self._steering = steering
        self._keeps_names = keeps_names
        self._targets: dict[str, tuple[str, ...]] = {}
        """Source → the languages asked for so far."""

    def supports(self, source: str, target: str) -> bool:
        """See Translator."""
        return base(source) in ENGLISH_NAMES and base(target) in ENGLISH_NAMES

    def translate(self, batch: Sequence[Request]) -> list[str]:
        """See Translator."""
        for request in batch:
            known = self._targets.setdefault(base(request.source), ())
            self._targets[base(request.source)] = tuple(dict.fromkeys([*known, base(request.target)]))
        texts: dict[int, str] = {}
        for source in dict.fromkeys(request.source for request in batch):
            for work, retry in ((self._first, False), (self._again, True)):
                mine = [i for i, r in enumerate(batch) if (r.source, r.retry) == (source, retry)]
                answers = work([batch[i] for i in mine]) if mine else []
                texts.update((i, self._text(batch[i], a)) for i, a in zip(mine, answers, strict=True))
        return [texts[i] for i in range(len(batch))]

    def close(self) -> None:
        """See Translator."""
        self._model.unload_model()

    def _first(self, batch: Sequence[Request]) -> list[list[str]]:
        """Answer greedily; an answer that slips into another language is ended there, and goes on without."""
        rules = [self._steering.forbidden(r.source, r.target, names=not self._keeps_names) for r in batch]
        for_all = rules[0] if len(set(rules)) == 1 else None
        budgets = [self._budget(request) for request in batch]
        watch = _Watch(budgets, [None if for_all else rule for rule in rules])
        answers = self._run(batch, for_all, callback=watch)
        for rule in filter(None, dict.fromkeys(rules)):
            ended = (i for i, other in enumerate(rules) if other is rule and answers[i])
            slipped = [i for i in ended if answers[i][-1] in rule.tokens]
            begun = [answers[i][:-1] for i in slipped]
            rests = self._run([batch[i] for i in slipped], rule, begun) if slipped else []
            for i, beginning, rest in zip(slipped, begun, rests, strict=True):
                answers[i] = beginning + rest
        return answers

    def _again(self, batch: Sequence[Request]) -> list[list[str]]:
        """Answer with more care, each language by itself, without words of the one spoken."""
        answers: dict[int, list[str]] = {}
        steering = self._steering
        rules = [
            steering.forbidden(r.source, r.target, names=True) or steering.common(r.source, r.target)
            for r in batch
        ]
        for rule in dict.fromkeys(rules):
            mine = [i for i, other in enumerate(rules) if other is rule]
            found = self._run([batch[i] for i in mine], rule, beam_size=2, repetition_penalty=1.15)
            answers.update(zip(mine, found, strict=True))
        return [answers[i] for i in range(len(batch))]

    def _run(
        self,
        batch: Sequence[Request],
        forbidden: Forbidden | None,
        begun: Sequence[Sequence[str]] | None = None,
        **options: object,
    ) -> list[list[str]]:
        endings = [self._ending(request) for request in batch]
        prompts = [[*a, *b] for a, b in zip(endings, begun or [()] * len(batch), strict=True)]
        longest = max(len(prompt) for prompt in prompts)
        found = run(
            lambda: self._model.generate_batch(
                # Of prompts of unlike length CTranslate2 reads only the common length at once.
                [[*self._chat.filler(longest - len(prompt)), *prompt] for prompt in prompts],
                static_prompt=self._opening(batch[0].source),
                cache_static_prompt=True,
                include_prompt_in_result=False,
                end_token=self._chat.end,
                max_length=max(self._budget(request) for request in batch),
                sampling_topk=1,
                suppress_sequences=forbidden and forbidden.sequences,
                **options,
            )
        )
        return [list(one.sequences[0]) for one in found]

    def _opening(self, source: str) -> list[str]:
        by_target = [examples(source, target) for target in self._targets[base(source)]]
        in_turn = zip(*filter(None, by_target), strict=True)
        return self._chat.opening(SYSTEM, [example for row in in_turn for example in row])

    def _ending(self, request: Request) -> list[str]:
        """Earlier lines as turns, the speech as the user's turn, the answer begun with what is shown."""
        tokens: list[str] = []
        for said, translated in request.context:
            tokens += self._chat.turn("user", asked(said, request.target))
            tokens += self._chat.turn("assistant", answered(translated, request.target))
        tokens += self._chat.turn("user", asked(request.text, request.target))
        return tokens + self._chat.open_turn("assistant", answered(request.prefix, request.target))

    def _budget(self, request: Request) -> int:
        shown = len(self._tokenizer.encode(request.prefix)) if request.prefix else 0
        speech = len(self._tokenizer.encode(request.text))
        return max(SPARE_TOKENS, int(speech * TOKENS_PER_TOKEN) + SPARE_TOKENS - shown)

    def _text(self, request: Request, answer: Sequence[str]) -> str:
        """The whole answer; one that only repeats the prompt counts as none."""
        text = self._tokenizer.decode(answer)
        if repeats_prompt(text, request.text, request.source, request.target):
            return ""
        if request.prefix and base(request.target) in UNSPACED:
            text = text.lstrip()
        return (request.prefix.rstrip() + text).strip()


class _Watch:
    """Ends an answer where it has used up its budget, or at a token it must not have."""

    def __init__(self, budgets: Sequence[int], rules: Sequence[Forbidden | None]) -> None:
        self._left = list(budgets)
        self._rules = rules

    def __call__(self, step: Step) -> bool:
        self._left[step.batch_id] -= 1
        rule = self._rules[step.batch_id]
        return self._left[step.batch_id] <= 0 or (rule is not None and step.token in rule.tokens)
