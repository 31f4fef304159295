"""What the Mandarin voice tells its network, without the network."""

from avatar.voice.kokoro import longest_frames


def test_silence_around_a_sentence_is_cut_short_and_its_last_sound_rings_out() -> None:
    """The pads, `pa↗`, a comma: only the last phoneme with its tone, and what follows, is limited."""
    assert longest_frames("ni pa↗,").tolist() == [7, 100, 100, 100, 100, 11, 11, 4, 4]


def test_nothing_but_pauses_is_all_short() -> None:
    assert longest_frames("…").tolist() == [7, 4, 4]
