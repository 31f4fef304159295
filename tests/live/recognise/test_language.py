"""Which of an event's languages is spoken."""

from live.recognise.language import LanguageTracker


def test_one_language_is_never_in_question():
    tracker = LanguageTracker(["fr"])
    assert tracker.fixed
    assert tracker.hear({"en": 0.99, "fr": 0.01}) == "fr"


def test_the_first_utterance_is_in_the_likeliest_of_the_events_languages():
    tracker = LanguageTracker(["en", "es", "fr"])
    assert tracker.hear({"pt": 0.6, "es": 0.2, "en": 0.1, "fr": 0.1}) == "es"


def test_a_clear_change_is_followed_and_a_doubtful_one_is_not():
    tracker = LanguageTracker(["en", "es"])
    tracker.hear({"en": 0.9, "es": 0.1})
    assert tracker.hear({"en": 0.45, "es": 0.55}) == "en"
    assert tracker.hear({"en": 0.05, "es": 0.95}) == "es"


def test_sound_that_is_in_none_of_them_changes_nothing():
    tracker = LanguageTracker(["en", "es"])
    tracker.hear({"es": 0.9})
    assert tracker.hear({"ja": 1.0}) == "es"
