"""Which of an event's languages is spoken."""

from live.recognise.language import CHECKED_AT_S, LanguageTracker


def hear(tracker: LanguageTracker, probabilities: dict[str, float], speech_s: float = 3.0) -> str:
    """An utterance that is looked at once."""
    tracker.begin()
    return tracker.hear(probabilities, speech_s)


def test_one_language_is_never_in_question():
    tracker = LanguageTracker(["fr"])
    tracker.begin()
    assert tracker.settled
    assert not tracker.due(100.0)
    assert tracker.current == "fr"


def test_the_first_utterance_is_in_the_likeliest_of_the_events_languages():
    tracker = LanguageTracker(["en", "es", "fr"])
    assert hear(tracker, {"pt": 0.6, "es": 0.2, "en": 0.1, "fr": 0.1}) == "es"


def test_a_clear_change_is_followed_and_a_doubtful_one_is_not():
    tracker = LanguageTracker(["en", "es"])
    hear(tracker, {"en": 0.9, "es": 0.1})
    assert hear(tracker, {"en": 0.45, "es": 0.55}) == "en"
    assert hear(tracker, {"en": 0.05, "es": 0.95}) == "es"


def test_sound_that_is_in_none_of_them_changes_nothing():
    tracker = LanguageTracker(["en", "es"])
    hear(tracker, {"es": 0.9})
    assert hear(tracker, {"ja": 1.0}) == "es"


def test_nothing_is_shown_in_doubt_until_enough_was_said():
    tracker = LanguageTracker(["en", "de"])
    for enough_s in (6.0, 3.0):  # Longer where nothing is known of the session yet.
        tracker.begin()
        assert (tracker.due(0.9), tracker.due(1.0)) == (False, True)
        tracker.hear({"en": 0.7, "de": 0.3}, 1.0)
        assert (tracker.settled, tracker.due(1.3)) == (False, True)
        tracker.hear({"en": 0.7, "de": 0.3}, enough_s - 0.1)
        assert not tracker.settled
        tracker.hear({"en": 0.7, "de": 0.3}, enough_s)
        assert tracker.settled
        hear(tracker, {"en": 0.95, "de": 0.05})


def test_a_sure_beginning_is_shown_at_once_and_looked_at_once_more():
    """A second of German may sound like English, with confidence."""
    tracker = LanguageTracker(["en", "de"])
    tracker.begin()
    tracker.hear({"en": 0.95, "de": 0.05}, 1.0)
    assert (tracker.settled, tracker.due(2.9), tracker.due(3.0)) == (True, False, True)
    assert tracker.hear({"en": 0.02, "de": 0.98}, 3.0) == "de"
    assert not tracker.due(100.0)


def test_a_doubtful_language_is_looked_at_again_but_not_for_ever():
    tracker = LanguageTracker(["en", "de"])
    hear(tracker, {"en": 0.95, "de": 0.05})
    tracker.begin()
    looked = []
    for tenths in range(0, 200, 3):
        if tracker.due(tenths / 10):
            looked.append(tenths / 10)
            tracker.hear({"en": 0.6, "de": 0.4}, tenths / 10)
    assert [at_s for at_s in looked if at_s >= CHECKED_AT_S[0]] == [3.0, 5.1, 8.1]
