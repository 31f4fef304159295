"""The streaming decoder, with an engine that hears a talk word for word."""

import itertools
from typing import cast

import pytest

from live.recognise.decoder import (
    CLOSE,
    QUICK,
    TOKENS_A_SECOND,
    VERY_HARD,
    WIDE,
    DecoderSettings,
    Step,
    StreamingDecoder,
)
from live.recognise.engine import Decoding, WhisperEngine
from live.recognise.words import TimedWord
from tests.live.recognise.talk import TalkEngine, misheard, sound, spoken

STEP_S = 0.3
TALK = "Good morning, everyone. Please take your seats, since we are about to begin."
LONG_TALK = " ".join(f"word{number} and" for number in range(100))


class Listening:
    """A decoder that hears a talk step by step."""

    def __init__(self, engine: TalkEngine, language: str = "en") -> None:
        self.decoder = StreamingDecoder(cast(WhisperEngine, engine), DecoderSettings())
        self.decoder.begin_utterance(0.0)
        self.heard_s = 0.0
        self._language = language

    def step(self) -> Step:
        """Hear a little more of it."""
        self.hear(STEP_S)
        return self.decoder.step(self._language, self.decoder.window.end_s)

    def hear(self, length_s: float) -> None:
        """Hear more of it, and only remember."""
        self.decoder.window.hear(sound(self.heard_s, self.heard_s + length_s))
        self.heard_s += length_s

    def until(self, end_s: float) -> list[Step]:
        """Hear it up to a time."""
        steps = []
        while self.heard_s < end_s:
            steps.append(self.step())
        return steps

    def flush(self) -> Step:
        """The speaker pauses."""
        return self.decoder.flush(self._language, self.decoder.window.end_s)


def text(words: tuple[TimedWord, ...]) -> str:
    return "".join(word.text for word in words)


def test_every_word_is_committed_once_with_its_punctuation():
    listening = Listening(TalkEngine(spoken(TALK)))
    committed = [step.committed for step in listening.until(4.2)]
    committed.append(listening.flush().committed)
    assert "".join(map(text, committed)) == f" {TALK}"
    assert sum(bool(words) for words in committed) > 5


def test_a_full_stop_is_not_committed_before_a_word_follows_it():
    said = spoken("Good morning. Welcome.")
    listening = Listening(TalkEngine([unit.shifted(1.5 * (unit.tokens[0] > 2)) for unit in said]))
    before = "".join(text(step.committed) for step in listening.until(1.8))
    after = "".join(text(step.committed) for step in listening.until(3.6))
    assert (before, after) == (" Good morning", ". Welcome")


def test_a_word_that_changes_while_it_is_unsure_is_shown_but_not_committed():
    def hears(unit: TimedWord, after_s: float) -> TimedWord:
        return misheard(unit, " mourning", 0.7) if unit.text == " morning" and after_s < 0.3 else unit

    listening = Listening(TalkEngine(spoken(TALK), hears))
    steps = listening.until(4.2)
    assert any("mourning" in text(step.shown) for step in steps)
    assert "mourning" not in "".join(text(step.committed) for step in steps)


def test_of_two_readings_that_take_turns_only_one_is_shown():
    turns = itertools.cycle((" mourning", " warning"))

    def hears(unit: TimedWord, _: float) -> TimedWord:
        return misheard(unit, next(turns), 0.7) if unit.text == " morning" else unit

    steps = Listening(TalkEngine(spoken(TALK), hears)).until(1.8)
    shown = {word for step in steps for word in ("mourning", "warning") if word in text(step.shown)}
    assert len(shown) == 1


def test_only_the_last_committed_words_are_forced_and_those_before_are_prompt():
    engine = TalkEngine(spoken(LONG_TALK))
    Listening(engine).until(20.0)
    asked = engine.asked[-1]
    assert len(asked.prefix) == QUICK.anchor_words
    assert asked.prompt == tuple(range(asked.prefix[0] - len(asked.prompt), asked.prefix[0]))
    assert len(asked.prompt) == QUICK.prompt_tokens


def test_the_window_stays_short_however_long_the_talk():
    engine = TalkEngine(spoken(LONG_TALK))
    Listening(engine).until(60.0)
    assert max(asked.window_s for asked in engine.asked) < DecoderSettings().keep_s + 3.0


@pytest.mark.parametrize(
    ("language", "device", "weakest", "wide"),
    [
        ("en", "cpu", 0.95, False),
        ("en", "cpu", 0.7, False),
        ("en", "cpu", 0.45, True),
        ("en", "cuda", 0.95, False),
        ("en", "cuda", 0.7, True),
        ("fr", "cpu", 0.95, False),
        ("fr", "cpu", 0.7, True),
    ],
)
def test_a_wider_beam_looks_for_words_that_are_not_sure(language, device, weakest, wide):
    engine = TalkEngine(spoken(LONG_TALK, weakest=weakest))
    engine.device = device
    Listening(engine, language).until(9.0)
    assert (engine.asked[-1].beam == WIDE.beam) is wide


REMEMBERED_S = DecoderSettings().keep_s + 4.0
"""A look at so much sound is one at all that is remembered."""


class ShortSighted(TalkEngine):
    """Mishears a word, surely enough to settle it, unless it hears much of what was said before."""

    def __init__(self, *, look_s: float = 0.0) -> None:
        before = " ".join(f"word{number} and" for number in range(20))
        super().__init__(spoken(f"{before}. {TALK}"), look_s=look_s)

    def align(self, encoded, language, tokens):
        units = super().align(encoded, language, tokens)
        return units if self.asked[-1].window_s > REMEMBERED_S else [_misheard(unit) for unit in units]


def _misheard(unit: TimedWord) -> TimedWord:
    return misheard(unit, " sheets", VERY_HARD - 0.1) if unit.text == " seats" else unit


@pytest.mark.parametrize(("look_s", "word", "looks"), [(STEP_S / 4, "seats", 1), (STEP_S, "sheets", 0)])
def test_no_unsure_word_is_committed_before_all_that_is_remembered_was_looked_at_if_there_is_time(
    look_s, word, looks
):
    engine = ShortSighted(look_s=look_s)
    steps = Listening(engine).until(16.2)
    assert f" your {word}," in "".join(text(step.committed) for step in steps)
    assert [asked.beam for asked in engine.asked if asked.window_s > REMEMBERED_S] == [CLOSE.beam] * looks


def test_what_was_looked_at_in_all_that_is_remembered_waits_for_no_second_look():
    listening = Listening(ShortSighted())
    step = next(step for step in listening.until(16.2) if "seats" in text(step.committed))
    assert "sheets" not in text(step.shown)


def test_a_hard_word_that_is_due_is_looked_at_closely_at_once():
    engine = ShortSighted()
    listening = Listening(engine)
    listening.until(16.2)
    close = next(i for i, asked in enumerate(engine.asked) if asked.window_s > REMEMBERED_S)
    end_s = [asked.end_s for asked in engine.asked]
    assert end_s[close - 1] < end_s[close] < end_s[close + 1]


def test_first_words_and_pauses_get_the_wide_beam():
    engine = TalkEngine(spoken(TALK))
    listening = Listening(engine)
    listening.step()
    assert engine.asked[-1].beam == WIDE.beam
    listening.until(4.2)
    listening.flush()
    assert engine.asked[-1].beam == WIDE.beam


@pytest.mark.parametrize(("weakest", "said"), [(0.95, " Thank you."), (0.5, "")])
def test_a_phrase_that_whisper_invents_is_held_back_until_the_sound_proves_it(weakest, said):
    listening = Listening(TalkEngine(spoken("Thank you.", weakest=weakest)))
    steps = listening.until(1.2)
    assert not any(step.committed for step in steps)
    assert not steps[-1].shown
    assert text(listening.flush().committed) == said


def test_guesses_are_neither_shown_nor_committed():
    listening = Listening(TalkEngine(spoken(TALK, weakest=0.3)))
    steps = [*listening.until(4.2), listening.flush()]
    assert not any(step.committed or step.shown for step in steps)


def test_where_nothing_follows_the_committed_words_the_window_begins_after_them():
    """They may be wrong: with another word forced, Whisper finds no way on."""

    class Lost(TalkEngine):
        def decode(self, encoded, language, *, prompt, prefix, beam, new):
            found = super().decode(encoded, language, prompt=prompt, prefix=prefix, beam=beam, new=new)
            return type(found)((), -0.1, 0.0) if prefix and prefix[-1] == 3 else found

    engine = Lost(spoken(LONG_TALK))
    listening = Listening(engine)
    words = "".join(text(step.committed) for step in listening.until(9.0)).split()
    assert len(words) > 20
    assert words == LONG_TALK.split()[: len(words)]
    assert any(not asked.prefix and not asked.prompt for asked in engine.asked[5:])


def test_a_pause_does_not_make_the_committed_words_wrong():
    """Only speech waits: after a long pause the first words of what follows may need a moment."""

    def hears(unit: TimedWord, after_s: float) -> TimedWord | None:
        return None if unit.text == " Welcome" and after_s < 0.8 else unit

    said = spoken("Good morning. Welcome.")
    engine = TalkEngine([unit.shifted(2.5 * (unit.tokens[0] > 2)) for unit in said], hears)
    listening = Listening(engine)
    listening.until(1.2)
    listening.flush()
    listening.hear(1.5)
    listening.decoder.begin_utterance(listening.heard_s)
    listening.until(4.2)
    assert all(asked.prefix for asked in engine.asked[-5:])


def test_a_word_at_which_the_decoding_was_cut_off_is_none(monkeypatch):
    monkeypatch.setitem(TOKENS_A_SECOND, "en", 1.0)
    cut_off: list[int] = []
    cuts = 0

    class ShortOfBreath(TalkEngine):
        def decode(self, *args, new: int, **options) -> Decoding:
            found = super().decode(*args, new=new, **options)
            cut_off.extend(found.tokens[new - 1 :])
            return found

    listening = Listening(ShortOfBreath(spoken(LONG_TALK)))
    while listening.heard_s < 9.0:
        step = listening.step()
        seen = {token for word in (*step.committed, *step.shown) for token in word.tokens}
        assert seen.isdisjoint(cut_off)
        cuts += len(cut_off)
        cut_off.clear()
    assert cuts > 5
    assert text(tuple(listening.decoder.window.committed)) in f" {LONG_TALK}"


def test_a_silence_after_the_last_word_is_not_looked_at_again():
    engine = TalkEngine(spoken("Good morning, everyone."))
    listening = Listening(engine)
    for _ in range(9):
        listening.hear(STEP_S)
        listening.decoder.step("en", min(listening.heard_s, 0.9))
    assert text(tuple(listening.decoder.window.committed)) == " Good morning, everyone"
    looks = len(engine.asked)
    listening.hear(STEP_S)
    assert listening.decoder.step("en", 0.9) == Step()
    assert len(engine.asked) == looks
    listening.decoder.flush("en", 0.9)
    assert len(engine.asked) > looks


def test_a_new_utterance_is_looked_at_though_nothing_followed_the_last():
    engine = TalkEngine([])
    listening = Listening(engine)
    listening.step()
    listening.decoder.begin_utterance(0.0)
    listening.decoder.step("en", listening.heard_s)
    assert len(engine.asked) == 2
