"""The streaming decoder: decodes the same few seconds again and again as they grow, and commits words.

A step costs a tenth of what a padded 30 s window would: the encoder sees what is there and a short pad, the
last committed words are forced as an anchor, all text before them is prompt. See docs/adr/0002.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from live.recognise.commit import CommitPolicy, CommitSettings, Decision
from live.recognise.engine import Decoding, WhisperEngine
from live.recognise.loops import hurried, repeat_start, restart_end, sound_end
from live.recognise.phantoms import is_phantom
from live.recognise.prompt import term_tokens
from live.recognise.window import View, Window
from live.recognise.words import TimedWord, attach_punctuation, is_punctuation, without_closing

Words = tuple[TimedWord, ...]

FULL_WINDOW_S = 30.0
CAREFUL_BEAM = 5
"""Beam where a step must be right: first words, the flush at a pause, a window in which nothing settles."""
TOKENS_A_SECOND = {"en": 6.0} | dict.fromkeys(("es", "fr", "de", "pt", "it", "nl"), 9.0)
"""Where a hypothesis is cut off, by language: nobody speaks that fast. Whisper spells English with fewest."""
MANY_TOKENS_A_SECOND = 15.0
"""The same for all others."""
CAREFUL_BELOW = 0.9
"""Where the last words are less probable than this, on average, a wider beam looks for better ones."""
CAREFUL_BELOW_IN_ENGLISH = {"cpu": 0.5, "cuda": 0.8}
"""The same for English, by device: in clear English it rarely finds any. In noise it does, but two cores are
too slow for that (docs/adr/0002)."""
HARD = 0.7
"""Before a word less probable than this is committed, a wider beam looks at all that is remembered,"""
SPARE_S = 0.2
"""if the first look took less than this: on a slow machine the next sound is waiting."""
NO_SPEECH = 0.6
NO_SPEECH_SCORE = -1.0
"""Whisper's own thresholds: as probable as that, and a mean log-probability below this, is no speech."""
PHANTOM_SURE = 0.6
"""A phrase that Whisper likes to invent counts as said when each of its words is at least this probable."""

FIRST_WORDS = 5
"""So many words of a talk have little before them that helps to understand them."""
RECENT_WORDS = 8
GUESS = 0.35
GUESS_AT_FIRST = 0.5
"""The mean probability of the recent words below which the model is guessing, and below which the first words
of an utterance wait for more. Speech that can be understood, accents and old words included, stays above
0.55; a crowd lies about 0.25, and its best moments at 0.45."""
NOISY = 0.4
IN_NOISE = 0.2
"""What is added to them where the model doubts that anybody speaks: no speech is as probable as `NOISY`."""
NO_SPEECH_MEMORY = 0.7
"""Share of the past in the running mean of the probability of no speech."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecoderSettings:
    """Lengths in seconds of sound."""

    floor_s: float = 6.0
    """The encoder sees no less: with barely more than the speech, Whisper repeats itself."""
    pad_s: float = 1.5
    """Silence after the sound."""
    keep_s: float = 4.0
    """Committed sound that stays as context,"""
    memory_s: float = 15.0
    """and that is remembered for the words that are hard to tell."""
    beam: int = 1
    anchor_words: int = 3
    """Committed words that are forced, so that the model finds its place; those before them are prompt."""
    prompt_tokens: int = 60
    """Older text in the prompt."""
    last_word_s: float = 0.1
    """Speech that a word must have at least: one that begins later is the model starting over."""
    patience_s: float = 1.8
    """Uncommitted speech after which an empty hypothesis is not believed: the committed words may be wrong,
    so that nothing can follow them, and the window starts anew after them."""
    stuck_s: float = 7.0
    """Uncommitted speech after which the whole 30 s window is decoded, as Whisper was trained."""
    stuck_keep_s: float = 2.0
    """Sound that stays when even that finds nothing."""
    commit: CommitSettings = field(default_factory=CommitSettings)


@dataclass(frozen=True, slots=True)
class Step:
    """What a step found: newly committed words, and the words after them as they look now."""

    committed: Words = ()
    shown: Words = ()


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What follows the committed words."""

    closing: Words
    """Punctuation of the last committed word, if any."""
    words: Words
    doubtful_from: int
    """Index of the first word that may be a loop."""

    @property
    def text(self) -> str:
        """The words as one text."""
        return "".join(word.text for word in self.words)


NOTHING = Hypothesis((), (), 0)


class StreamingDecoder:
    """Decodes one room's speech with an engine that it may share."""

    def __init__(
        self,
        engine: WhisperEngine,
        settings: DecoderSettings,
        *,
        terms: Sequence[str] = (),
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self.window = Window(memory_s=settings.memory_s)
        self._engine = engine
        self._settings = settings
        self._clock = clock
        self._policy = CommitPolicy(settings.commit)
        self._terms = term_tokens(terms, engine.tokens)
        self._sureness = 1.0
        """The mean probability of the last words."""
        self._no_speech = 0.0
        """Running mean of the probability that nobody speaks."""
        self._spoken = False
        """Whether words of this utterance are committed: what follows them is no phantom."""

    def begin_utterance(self) -> None:
        """Somebody begins to speak, in the same window or in a new one."""
        self._spoken = False
        self._policy.reset()

    def step(self, language: str, speech_end_s: float) -> Step:
        """Decode the window and commit what is settled; nobody has spoken since `speech_end_s`."""
        began_s = self._clock()
        hypothesis = self._hypothesis(language, self._beam(language), speech_end_s)
        decision = self._decide(hypothesis)
        if self._is_hard(hypothesis.words[: decision.committed], began_s):
            hypothesis = self._with_all_remembered(hypothesis, language, speech_end_s)
            decision = self._decide(hypothesis)
        self._sureness = self._mean_probability(hypothesis)
        if self._is_phantom(hypothesis) or self._is_guess(self._sureness):
            self._let_go(speech_end_s)
            return Step()
        self._policy.accept(decision)
        words = hypothesis.words
        committed, rest = words[: decision.committed], words[decision.committed :]
        shown = _open_ended(rest[: decision.shown])
        if committed:
            return Step(self._commit((*hypothesis.closing, *_open_ended(committed))), shown)
        return Step((), (*hypothesis.closing, *shown) if shown else ())

    def flush(self, language: str, speech_end_s: float) -> Step:
        """Decode the window once more and commit all of it: the speaker paused at `speech_end_s`."""
        began_s = self._clock()
        hypothesis = self._hypothesis(language, CAREFUL_BEAM, speech_end_s)
        if self._is_hard(hypothesis.words, began_s):
            hypothesis = self._with_all_remembered(hypothesis, language, speech_end_s)
        self._policy.reset()
        if self._is_phantom(hypothesis) and min(word.weakest for word in hypothesis.words) < PHANTOM_SURE:
            return Step()
        if self._is_guess(self._mean_probability(hypothesis)):
            return Step()
        closing = hypothesis.closing if self._spoken else ()
        return Step(self._commit((*closing, *hypothesis.words)))

    def _decide(self, hypothesis: Hypothesis) -> Decision:
        return self._policy.decide(
            hypothesis.words,
            self.window.end_s,
            doubtful_from=hypothesis.doubtful_from,
            first=not self.window.begun and len(self.window.committed) < FIRST_WORDS,
        )

    def _is_hard(self, words: Words, began_s: float) -> bool:
        """Whether any of the words needs a closer look, and there is time for one."""
        return any(word.weakest < HARD for word in words) and self._clock() - began_s < SPARE_S

    def _with_all_remembered(self, near: Hypothesis, language: str, speech_end_s: float) -> Hypothesis:
        """What follows the committed words in all that is remembered; if nothing, what was near."""
        far = self._decode(self.window.far, language, CAREFUL_BEAM, self._until_s(speech_end_s))
        return far if far.words else near

    def _beam(self, language: str) -> int:
        """How widely to look: as the last words were sure."""
        english = CAREFUL_BELOW_IN_ENGLISH[self._engine.device]
        needed = english if language == "en" else CAREFUL_BELOW
        sure = bool(self.window.committed) and self._sureness >= needed
        return self._settings.beam if sure else CAREFUL_BEAM

    def _is_phantom(self, hypothesis: Hypothesis) -> bool:
        return not self._spoken and is_phantom(hypothesis.text)

    def _commit(self, words: Words) -> Words:
        self.window.committed += words
        self._spoken = self._spoken or bool(words)
        self.window.cut(self._settings.keep_s)
        return words

    def _is_guess(self, mean_probability: float) -> bool:
        """Whether the model makes it up: a crowd, music with voices, a far room."""
        needed = (GUESS if self._spoken else GUESS_AT_FIRST) + (IN_NOISE if self._no_speech > NOISY else 0.0)
        return mean_probability < needed

    def _mean_probability(self, hypothesis: Hypothesis) -> float:
        """That of the last words, committed or not; 1 where there are none."""
        recent = [word.weakest for word in (*self.window.committed[-RECENT_WORDS:], *hypothesis.words)]
        return sum(recent) / len(recent) if recent else 1.0

    def _hypothesis(self, language: str, beam: int, speech_end_s: float) -> Hypothesis:
        """Decode what follows the committed words; when nothing comes, with a fresh eye."""
        window, settings = self.window, self._settings
        until_s = self._until_s(speech_end_s)
        hypothesis = self._decode(window.near, language, beam, until_s)
        waiting_s = speech_end_s - window.committed_end_s
        if hypothesis.words or waiting_s < settings.patience_s:
            return hypothesis
        window.forget(window.committed_end_s)
        if waiting_s >= settings.stuck_s:
            hypothesis = self._decode(window.near, language, CAREFUL_BEAM, until_s, window_s=FULL_WINDOW_S)
            if not hypothesis.words:
                self._let_go(speech_end_s)
            return hypothesis
        return self._decode(window.near, language, beam, until_s)

    def _until_s(self, speech_end_s: float) -> float:
        """Where a word begins at the latest."""
        return min(self.window.end_s, speech_end_s - self._settings.last_word_s)

    def _let_go(self, speech_end_s: float) -> None:
        """Bound the window where nothing can be made of the sound."""
        window = self.window
        if speech_end_s - window.committed_end_s >= self._settings.stuck_s:
            window.cut_at(window.end_s - self._settings.stuck_keep_s, len(window.committed))

    def _decode(
        self, view: View, language: str, beam: int, until_s: float, *, window_s: float = 0.0
    ) -> Hypothesis:
        """Decode what is in view after the committed words; words past `until_s` are none."""
        settings = self._settings
        rate = TOKENS_A_SECOND.get(language, MANY_TOKENS_A_SECOND)
        window_s = max(settings.floor_s, view.end_s - view.start_s + settings.pad_s, window_s)
        encoded = self._engine.encode(view.samples, window_s)
        committed = [token for word in view.committed for token in word.tokens]
        prefix = [token for word in view.committed[-settings.anchor_words :] for token in word.tokens]
        before = [*view.older, *committed[: len(committed) - len(prefix)]]
        decoding = self._engine.decode(
            encoded,
            language,
            prompt=[*self._terms, *before[-settings.prompt_tokens :]],
            prefix=prefix,
            beam=beam,
            new=int((view.end_s - view.committed_end_s) * rate) + 6,
        )
        self._no_speech += (1.0 - NO_SPEECH_MEMORY) * (decoding.no_speech - self._no_speech)
        if not prefix and _is_silence(decoding):
            return NOTHING
        units = self._engine.align(encoded, language, [*committed, *decoding.tokens])
        return self._judge([unit.shifted(view.start_s) for unit in _after(units, len(committed))], until_s)

    def _judge(self, units: list[TimedWord], until_s: float) -> Hypothesis:
        words = tuple(attach_punctuation(units))
        closing, words = (words[:1], words[1:]) if words and is_punctuation(words[0].text) else ((), words)
        words = words[restart_end(self.window.committed, words) :]
        words = words[: sound_end(words, until_s)]
        doubtful_from = repeat_start(self.window.committed, words)
        if hurried(words[doubtful_from:]):
            words = words[:doubtful_from]
        return Hypothesis(closing, words, doubtful_from)


def _is_silence(decoding: Decoding) -> bool:
    return decoding.no_speech > NO_SPEECH and decoding.score < NO_SPEECH_SCORE


def _open_ended(words: Words) -> Words:
    """The words without the punctuation at their end, which the next word has to prove."""
    return (*words[:-1], without_closing(words[-1])) if words else words


def _after(units: Sequence[TimedWord], tokens: int) -> Sequence[TimedWord]:
    """The units after the first so many tokens."""
    count = seen = 0
    while count < len(units) and seen < tokens:
        seen += len(units[count].tokens)
        count += 1
    return units[count:]
