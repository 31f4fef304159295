"""The streaming decoder: decodes the same few seconds again and again as they grow, and commits words.

A step costs a tenth of what a padded 30 s window would: the encoder sees what is there and a short pad, the
last committed words are forced as an anchor, all text before them is prompt. See docs/adr/0002.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from live.recognise.commit import CommitPolicy, CommitSettings, Decision
from live.recognise.display import Display
from live.recognise.doubt import Doubt, mean_probability
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
VERY_HARD = 0.3
"""One that the last look found less probable than this is looked at closely as soon as it is due."""
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
"""So many words tell how sure the model is."""


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
        self._display = Display(settings.commit.sure)
        self._terms = term_tokens(terms, engine.tokens)
        self._sureness = 1.0
        """The mean probability of the last words."""
        self._doubt = Doubt()
        self._utterance_start_s = 0.0
        self._spoken = False
        """Whether words of this utterance are committed: what follows them is no phantom."""
        self._nothing_until_s = 0.0
        """Nothing follows the committed words up to here, so that it need not be looked at again."""
        self._awaited: Words = ()
        """The next word to be settled, as the last look found it,"""
        self._due_s: float | None = None
        """and how far must be heard for that."""

    def begin_utterance(self, start_s: float) -> None:
        """Somebody begins to speak after `start_s`, in the same window or in a new one."""
        self._utterance_start_s = start_s
        self._spoken = False
        self._nothing_until_s = 0.0
        self._due_s = None
        self._policy.reset()
        self._display.clear()

    def step(self, language: str, speech_end_s: float) -> Step:
        """Decode the window and commit what is settled; nobody has spoken since `speech_end_s`."""
        if speech_end_s <= self._nothing_until_s:
            return Step()
        hypothesis, decision = self._read(language, speech_end_s)
        self._sureness = self._mean_probability(hypothesis)
        if self._is_phantom(hypothesis) or self._doubt.is_guess(self._sureness, spoken=self._spoken):
            self._let_go(speech_end_s)
            self._display.clear()
            self._due_s = None
            return Step()
        self._policy.accept(decision)
        words = hypothesis.words
        committed, rest = words[: decision.committed], words[decision.committed :]
        shown = self._display.show(committed, open_ended(rest[: decision.shown]))
        if not (words or shown) and speech_end_s - self._waiting_from_s < self._settings.patience_s:
            self._nothing_until_s = speech_end_s
        if committed:
            committed = self._commit((*hypothesis.closing, *open_ended(committed)))
        elif shown:
            shown = (*hypothesis.closing, *shown)
        self._awaited, self._due_s = rest[:1], decision.due_s
        return Step(committed, shown, decision.due_s)

    def flush(self, language: str, speech_end_s: float) -> Step:
        """Decode the window once more and commit all of it: the speaker paused at `speech_end_s`."""
        hypothesis = self._hypothesis(language, CLOSE, speech_end_s)
        if self.window.remembers and self._is_hard(hypothesis.words):
            closer = self._closer(language, speech_end_s)
            hypothesis = closer if closer.words else hypothesis
        self._policy.reset()
        if self._is_phantom(hypothesis) and min(word.weakest for word in hypothesis.words) < PHANTOM_SURE:
            return Step()
        if self._doubt.is_guess(self._mean_probability(hypothesis), spoken=self._spoken):
            return Step()
        closing = hypothesis.closing if self._spoken else ()
        return Step(self._commit((*closing, *hypothesis.words)))

    def _read(self, language: str, speech_end_s: float) -> tuple[Hypothesis, Decision]:
        """What follows the committed words and what becomes of it, with a close look at hard words."""
        due = self._due_s is not None and self.window.end_s >= self._due_s
        if due and self._is_hard(self._awaited, VERY_HARD):
            hypothesis = self._closer(language, speech_end_s)
            if hypothesis.words:
                return hypothesis, self._decide(hypothesis, self._settled_until_s(self._awaited))
        hypothesis = self._hypothesis(language, self._look(language), speech_end_s)
        decision = self._decide(hypothesis)
        settled = hypothesis.words[: decision.committed]
        if self._is_hard(settled):
            closer = self._closer(language, speech_end_s)
            if closer.words:
                return closer, self._decide(closer, self._settled_until_s(settled))
        return hypothesis, decision

    def _settled_until_s(self, hard: Words) -> float:
        """Up to where a close look at hard words settles what it finds."""
        return max(hard[-1].end_s + SAME_S, self.window.end_s - SETTLED_S)

    def _decide(self, hypothesis: Hypothesis, settled_until_s: float = 0.0) -> Decision:
        return self._policy.decide(
            hypothesis.words,
            self.window.end_s,
            doubtful_from=hypothesis.doubtful_from,
            first=not self.window.begun and len(self.window.committed) < FIRST_WORDS,
            settled_until_s=settled_until_s,
        )

    def _is_hard(self, words: Words, limit: float = HARD) -> bool:
        """Whether any of the words is less probable than that, and there is time for a closer look."""
        self.rhythm.update(self.window.end_s, self._engine.busy_s)
        return self.rhythm.allows_closer_look and any(word.weakest < limit for word in words)

    def _closer(self, language: str, speech_end_s: float) -> Hypothesis:
        """What a close look at all that is remembered finds."""
        return self._decode(self.window.far, language, CLOSE, self._until_s(speech_end_s))

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

    def _mean_probability(self, hypothesis: Hypothesis) -> float:
        """That of the last words, committed or not."""
        return mean_probability((*self.window.committed[-RECENT_WORDS:], *hypothesis.words))

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
        self._doubt.hear(decoding.no_speech)
        if not prefix and _is_silence(decoding):
            return NOTHING
        units = self._engine.align(encoded, language, [*committed, *decoding.tokens])
        units = [unit.shifted(view.start_s) for unit in after_tokens(units, len(committed))]
        if len(decoding.tokens) >= new:
            del units[-1:]  # it may be cut off in mid-word
        return judge(units, self.window.committed, until_s)


def _is_silence(decoding: Decoding) -> bool:
    return decoding.no_speech > NO_SPEECH and decoding.score < NO_SPEECH_SCORE
