"""When a word is settled, and when it may be shown."""

from dataclasses import replace

import pytest

from live.recognise.commit import CommitPolicy, CommitSettings, Waits
from tests.live.recognise.hypotheses import timed

SETTINGS = CommitSettings(
    sure=0.8,
    sure_after_s=0.4,
    unsure=0.4,
    waits=Waits(agreed_s=0.5, unsure_s=1.0, longest_s=2.0),
    first_waits=Waits(agreed_s=1.5, unsure_s=2.0, longest_s=3.0),
    ending_after_s=0.3,
    shown=0.5,
    shown_after_s=0.6,
)


def decide(
    policy: CommitPolicy, words, audio_end_s: float, *, doubtful_from: int | None = None, first: bool = False
):
    """What a step decides and carries out; `words` end at multiples of 0.3 s."""
    doubtful_from = len(words) if doubtful_from is None else doubtful_from
    decision = policy.decide(words, audio_end_s, doubtful_from=doubtful_from, first=first)
    policy.accept(decision)
    return decision


def test_a_sure_word_is_committed_once_its_sound_is_safely_past():
    policy = CommitPolicy(SETTINGS)
    assert decide(policy, timed("and so my"), 0.65).committed == 0
    assert decide(policy, timed("and so my"), 1.05).committed == 2


def test_a_less_sure_word_waits_for_a_second_hypothesis_that_has_it():
    policy = CommitPolicy(SETTINGS)
    words = timed("and so my", weakest=0.6)
    assert decide(policy, words, 1.2).committed == 0
    assert decide(policy, words, 1.2).committed == 2


def test_a_word_is_not_agreed_on_when_one_before_it_has_changed():
    policy = CommitPolicy(SETTINGS)
    decide(policy, timed("hand so my", weakest=0.6), 1.2)
    assert decide(policy, timed("and so my", weakest=0.6), 1.2).committed == 0


def test_agreement_does_not_ask_for_case_or_punctuation():
    policy = CommitPolicy(SETTINGS)
    decide(policy, timed("And, so my", weakest=0.6), 1.2)
    assert decide(policy, timed("and so my", weakest=0.6), 1.2).committed == 2


def test_what_is_settled_waits_for_nothing():
    policy = CommitPolicy(SETTINGS)
    words = timed("mumble so my", weakest=0.2)
    decision = policy.decide(words, 1.0, doubtful_from=3, settled_until_s=0.6)
    assert decision.committed == 2
    assert policy.decide(words, 1.0, doubtful_from=1, settled_until_s=0.6).committed == 1


def test_the_first_word_that_waits_tells_when_it_can_be_settled():
    policy = CommitPolicy(SETTINGS)
    assert decide(policy, timed("and so my"), 0.65).due_s == pytest.approx(0.3 + SETTINGS.sure_after_s)
    assert decide(policy, timed("and so my", weakest=0.6), 0.65).due_s == pytest.approx(0.8)
    assert decide(policy, timed("and so my", weakest=0.2), 0.65).due_s == pytest.approx(1.3)
    assert decide(policy, timed("and so my"), 2.0).due_s is None


def test_the_last_word_is_due_when_it_has_ended():
    policy = CommitPolicy(replace(SETTINGS, ending_after_s=0.7))
    assert decide(policy, timed("and"), 0.4).due_s == pytest.approx(1.0)


def test_an_unsure_word_waits_longer_and_holds_those_after_it():
    policy = CommitPolicy(SETTINGS)
    words = [*timed("mumble", weakest=0.2), *timed("so my", start_s=0.3)]
    decide(policy, words, 1.2)
    assert decide(policy, words, 1.2).committed == 0
    assert decide(policy, words, 1.35).committed == 3


def test_first_words_wait_longer_unless_they_are_sure():
    policy = CommitPolicy(SETTINGS)
    words = timed("and so my", weakest=0.6)
    decide(policy, words, 1.7, first=True)
    assert decide(policy, words, 1.7, first=True).committed == 0
    assert decide(policy, words, 1.85, first=True).committed == 1
    assert decide(CommitPolicy(SETTINGS), timed("and so my"), 1.05, first=True).committed == 2


def test_no_word_waits_for_ever():
    policy = CommitPolicy(SETTINGS)
    assert decide(policy, timed("mumble so my", weakest=0.1), 2.35).committed == 1


def test_the_last_word_waits_since_its_next_letters_may_follow():
    settings = CommitSettings(sure_after_s=0.1, ending_after_s=0.3)
    assert decide(CommitPolicy(settings), timed("and so"), 0.8).committed == 1
    assert decide(CommitPolicy(settings), timed("and so"), 0.9).committed == 2


def test_what_may_be_a_loop_proves_itself_three_times_and_is_real_then():
    """Someone who says "we must act, we must act now" loses no word of it."""
    policy = CommitPolicy(SETTINGS)
    words = timed("we must act we must act now")
    assert decide(policy, words, 4.0, doubtful_from=3).committed == 3
    rest = timed("we must act now", start_s=0.9)
    assert decide(policy, rest, 4.0, doubtful_from=0).committed == 0
    assert decide(policy, rest, 4.0, doubtful_from=0).committed == 4


def test_an_improbable_word_is_shown_when_a_second_hypothesis_has_it():
    policy = CommitPolicy(SETTINGS)
    words = [*timed("and"), *timed("mumble", start_s=0.3, weakest=0.3)]
    assert decide(policy, words, 0.65).shown == 1
    assert decide(policy, words, 0.65).shown == 2


def test_after_a_reset_nothing_is_agreed_on():
    policy = CommitPolicy(SETTINGS)
    words = timed("and so my", weakest=0.6)
    decide(policy, words, 1.2)
    policy.reset()
    assert decide(policy, words, 1.2).committed == 0
