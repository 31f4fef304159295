"""The streaming decoder: decodes the same few seconds again and again as they grow, and commits words.

A step costs a tenth of what a padded 30 s window would: the encoder sees what is there and a short pad, the
last committed words are forced as an anchor, all text before them is prompt. See docs/adr/0002.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from live.recognise.commit import CommitPolicy, CommitSettings, Decision
from live.recognise.engine import Decoding, WhisperEngine
from live.recognise.hypothesis import NOTHING, Hypothesis, Words, judge
from live.recognise.phantoms import is_phantom
from live.recognise.prompt import term_tokens
from live.recognise.rhythm import Rhythm
from live.recognise.window import View, Window
from live.recognise.words import after_tokens, open_ended

FULL_WINDOW_S = 30.0
TOKENS_A_SECOND = {"en": 6.0} | dict.fromkeys(("es", "fr", "de", "pt", "it", "nl"), 9.0)
"""Where a hypothesis is cut off, by language: nobody speaks that fast. Whisper spells English with fewest.
It likes to go on where the sound has ended, and every token costs time."""
MANY_TOKENS_A_SECOND = 15.0
"""The same for all others."""
CAREFUL_BELOW = 0.9
"""Where the last words are less probable than this, on average, a wider beam looks for better ones."""
CAREFUL_BELOW_IN_ENGLISH = {"cpu": 0.5, "cuda": 0.8}
"""The same for English, by device: in clear English it rarely finds any. In noise it does, but two cores are
too slow for that (docs/adr/0002)."""
HARD = 0.5
"""Before a word less probable than this is committed, a close look at all that is remembered settles it, if
there is time for one."""
SAME_S = 0.1
"""The end of a word may move so far from one look to the next."""
SETTLED_S = 0.6
"""A close look also settles the other words that so much sound has followed."""
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


@dataclass(frozen=True, slots=True)
class Look:
    """How hard to look at the sound."""

    beam: int
    anchor_words: int
    """Committed words that are forced, so that the model finds its place; those before them are prompt."""
    prompt_tokens: int
    """Older text in the prompt, at most."""
    spare_tokens: int
    """Tokens beyond those of the fastest speech."""


QUICK = Look(beam=1, anchor_words=2, prompt_tokens=60, spare_tokens=2)
WIDE = Look(beam=5, anchor_words=3, prompt_tokens=60, spare_tokens=6)
"""For first words, and where the last ones are not sure."""
CLOSE = Look(beam=5, anchor_words=3, prompt_tokens=200, spare_tokens=6)
"""For hard words, the flush at a pause, and a window in which nothing settles."""


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
    due_s: float | None = None
    """How far must be heard until the next of them can be settled, as it looks now."""


class StreamingDecoder:
    """Decodes one room's speech with an engine that it may share."""

    def __init__(
        self,
        engine: WhisperEngine,
        settings: DecoderSettings,
        *,
        terms: Sequence[str] = (),
    ) -> None:
        self.window = Window(memory_s=settings.memory_s)
        self._engine = engine
        self._settings = settings
        self.rhythm = Rhythm()
        self._policy = CommitPolicy(settings.commit)
        self._terms = term_tokens(terms, engine.tokens)
        self._sureness = 1.0
        """The mean probability of the last words."""
        self._no_speech = 0.0
        """Running mean of the probability that nobody speaks."""
        self._utterance_start_s = 0.0
        self._spoken = False
        """Whether words of this utterance are committed: what follows them is no phantom."""
        self._nothing_until_s = 0.0
        """Nothing follows the committed words up to here, so that it need not be looked at again."""

    def begin_utterance(self, start_s: float) -> None:
        """Somebody begins to speak after `start_s`, in the same window or in a new one."""
        self._utterance_start_s = start_s
        self._spoken = False
        self._nothing_until_s = 0.0
        self._policy.reset()

    def step(self, language: str, speech_end_s: float) -> Step:
        """Decode the window and commit what is settled; nobody has spoken since `speech_end_s`."""
        if speech_end_s <= self._nothing_until_s:
            return Step()
        look = self._look(language)
        hypothesis = self._hypothesis(language, look, speech_end_s)
        decision = self._decide(hypothesis)
        if self._is_hard(hypothesis.words[: decision.committed]):
            hard_until_s = hypothesis.words[decision.committed - 1].end_s + SAME_S
            settled_until_s = max(hard_until_s, self.window.end_s - SETTLED_S)
            hypothesis = self._closer(hypothesis, language, speech_end_s)
            decision = self._decide(hypothesis, settled_until_s)
        self._sureness = self._mean_probability(hypothesis)
        if self._is_phantom(hypothesis) or self._is_guess(self._sureness):
            self._let_go(speech_end_s)
            return Step()
        self._policy.accept(decision)
        words = hypothesis.words
        if not words and speech_end_s - self._waiting_from_s < self._settings.patience_s:
            self._nothing_until_s = speech_end_s
        committed, rest = words[: decision.committed], words[decision.committed :]
        shown = open_ended(rest[: decision.shown])
        if committed:
            committed = self._commit((*hypothesis.closing, *open_ended(committed)))
        elif shown:
            shown = (*hypothesis.closing, *shown)
        return Step(committed, shown, decision.due_s)

    def flush(self, language: str, speech_end_s: float) -> Step:
        """Decode the window once more and commit all of it: the speaker paused at `speech_end_s`."""
        hypothesis = self._hypothesis(language, CLOSE, speech_end_s)
        if self.window.remembers and self._is_hard(hypothesis.words):
            hypothesis = self._closer(hypothesis, language, speech_end_s)
        self._policy.reset()
        if self._is_phantom(hypothesis) and min(word.weakest for word in hypothesis.words) < PHANTOM_SURE:
            return Step()
        if self._is_guess(self._mean_probability(hypothesis)):
            return Step()
        closing = hypothesis.closing if self._spoken else ()
        return Step(self._commit((*closing, *hypothesis.words)))

    def _decide(self, hypothesis: Hypothesis, settled_until_s: float = 0.0) -> Decision:
        return self._policy.decide(
            hypothesis.words,
            self.window.end_s,
            doubtful_from=hypothesis.doubtful_from,
            first=not self.window.begun and len(self.window.committed) < FIRST_WORDS,
            settled_until_s=settled_until_s,
        )

    def _is_hard(self, words: Words) -> bool:
        """Whether any of the words needs a closer look, and there is time for one."""
        self.rhythm.update(self.window.end_s, self._engine.busy_s)
        return self.rhythm.allows_closer_look and any(word.weakest < HARD for word in words)

    def _closer(self, found: Hypothesis, language: str, speech_end_s: float) -> Hypothesis:
        """What a close look at all that is remembered finds; if it finds nothing, what was found before."""
        hypothesis = self._decode(self.window.far, language, CLOSE, self._until_s(speech_end_s))
        return hypothesis if hypothesis.words else found

    def _look(self, language: str) -> Look:
        """How hard to look: as the last words were sure."""
        english = CAREFUL_BELOW_IN_ENGLISH[self._engine.device]
        needed = english if language == "en" else CAREFUL_BELOW
        sure = bool(self.window.committed) and self._sureness >= needed
        return QUICK if sure else WIDE

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

    def _hypothesis(self, language: str, look: Look, speech_end_s: float) -> Hypothesis:
        """Decode what follows the committed words; when nothing comes, with a fresh eye."""
        window, settings = self.window, self._settings
        until_s = self._until_s(speech_end_s)
        hypothesis = self._decode(window.near, language, look, until_s)
        waiting_s = speech_end_s - self._waiting_from_s
        if hypothesis.words or waiting_s < settings.patience_s:
            return hypothesis
        window.forget(self._waiting_from_s)
        if waiting_s >= settings.stuck_s:
            hypothesis = self._decode(window.near, language, CLOSE, until_s, window_s=FULL_WINDOW_S)
            if not hypothesis.words:
                self._let_go(speech_end_s)
            return hypothesis
        return self._decode(window.near, language, look, until_s)

    @property
    def _waiting_from_s(self) -> float:
        """From where speech waits to be committed: a pause waits for nothing."""
        return max(self.window.committed_end_s, self._utterance_start_s)

    def _until_s(self, speech_end_s: float) -> float:
        """Where a word begins at the latest."""
        return min(self.window.end_s, speech_end_s - self._settings.last_word_s)

    def _let_go(self, speech_end_s: float) -> None:
        """Bound the window where nothing can be made of the sound."""
        window = self.window
        if speech_end_s - self._waiting_from_s >= self._settings.stuck_s:
            window.cut_at(window.end_s - self._settings.stuck_keep_s, len(window.committed))

    def _decode(
        self, view: View, language: str, look: Look, until_s: float, *, window_s: float = 0.0
    ) -> Hypothesis:
        """Decode what is in view after the committed words; words past `until_s` are none."""
        settings = self._settings
        rate = TOKENS_A_SECOND.get(language, MANY_TOKENS_A_SECOND)
        window_s = max(settings.floor_s, view.end_s - view.start_s + settings.pad_s, window_s)
        encoded = self._engine.encode(view.samples, window_s)
        committed = [token for word in view.committed for token in word.tokens]
        prefix = [token for word in view.committed[-look.anchor_words :] for token in word.tokens]
        before = [*view.older, *committed[: len(committed) - len(prefix)]]
        new = int((view.end_s - view.committed_end_s) * rate) + look.spare_tokens
        decoding = self._engine.decode(
            encoded,
            language,
            prompt=[*self._terms, *before[-look.prompt_tokens :]],
            prefix=prefix,
            beam=look.beam,
            new=new,
        )
        self._no_speech += (1.0 - NO_SPEECH_MEMORY) * (decoding.no_speech - self._no_speech)
        if not prefix and _is_silence(decoding):
            return NOTHING
        units = self._engine.align(encoded, language, [*committed, *decoding.tokens])
        units = [unit.shifted(view.start_s) for unit in after_tokens(units, len(committed))]
        if len(decoding.tokens) >= new:
            del units[-1:]  # it may be cut off in mid-word
        return judge(units, self.window.committed, until_s)


def _is_silence(decoding: Decoding) -> bool:
    return decoding.no_speech > NO_SPEECH and decoding.score < NO_SPEECH_SCORE
