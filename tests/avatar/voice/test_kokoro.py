"""What of a Mandarin sentence is made into sound, without the network."""

from avatar.voice.kokoro import spoken_frames


def test_the_silence_around_a_sentence_is_left_out() -> None:
    """21 frames of 25 ms, the sounds `pa` and their tone, a full stop; the sound is 75 ms early."""
    assert spoken_frames("pa→.", [21, 4, 4, 4, 8, 20]) == (28, 68)


def test_a_sentence_without_a_pause_is_heard_from_its_beginning_to_its_end() -> None:
    assert spoken_frames("pa", [1, 4, 4, 1]) == (0, 20)


def test_nothing_but_pauses_is_short() -> None:
    first, last = spoken_frames("…", [10, 4, 10])
    assert 0 < last - first < 20
