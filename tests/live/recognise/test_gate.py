"""When somebody speaks."""

from live.recognise.gate import WINDOW_S, GateSettings, SpeechGate


def edges(gate: SpeechGate, *probabilities: float) -> list[str]:
    return [edge for probability in probabilities if (edge := gate.feed(probability)) is not None]


def test_a_click_is_no_speech():
    gate = SpeechGate()
    assert edges(gate, 0.0, 0.9, 0.0, 0.9, 0.0) == []
    assert not gate.speaking


def test_speech_begins_after_two_windows_and_counts_both():
    gate = SpeechGate()
    assert edges(gate, 0.9, 0.9) == ["start"]
    assert gate.speech_s == 2 * WINDOW_S


def test_a_short_pause_does_not_end_an_utterance_and_a_long_one_does_once():
    gate = SpeechGate(GateSettings(pause_s=0.8))
    windows = round(0.8 / WINDOW_S)
    assert edges(gate, 0.9, 0.9, *[0.0] * (windows - 1), 0.9) == ["start"]
    assert edges(gate, *[0.0] * 3 * windows) == ["end"]
    assert not gate.speaking


def test_while_somebody_speaks_less_is_enough():
    """A soft syllable ends nothing, and starts nothing."""
    gate = SpeechGate(GateSettings(start=0.5, stay=0.3))
    assert edges(gate, *[0.4] * 50) == []
    assert edges(gate, 0.9, 0.9, *[0.4] * 50) == ["start"]
