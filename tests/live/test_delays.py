"""From mouth to screen: what is counted, and from when."""

import pytest

from live.delays import DelayMeter, SoundClock, Tally, words_in


def line(id: int, text: str, end_s: float, **fields: object) -> dict[str, object]:
    return {"type": "line", "id": id, "lang": "en", "text": text, "end_s": end_s, "final": False} | {
        "corrected": False,
        **fields,
    }


def test_the_sound_began_where_the_quickest_message_puts_it():
    clock = SoundClock()
    assert clock.began_at is None
    for now, audio_s in ((101.9, 1.0), (103.2, 3.0), (105.0, 4.1)):
        clock.observe(now, audio_s)
    assert clock.began_at == pytest.approx(100.2, abs=0.001)


def test_a_sound_card_whose_clock_drifts_is_followed():
    clock = SoundClock()
    for second in range(3600):
        clock.observe(100.0 + second * 1.0001, float(second))
    assert clock.began_at == pytest.approx(100.36, abs=0.01)


def test_sound_that_waits_ever_longer_began_when_it_did():
    clock = SoundClock()
    for second in range(600):
        clock.observe(100.0 + 2.0 * second, float(second))
    assert clock.began_at == pytest.approx(100.0, abs=0.3)


def test_words_count_once_they_are_committed_from_the_end_of_the_last_one():
    meter = DelayMeter(frozenset({"en"}))
    assert list(meter.feed(line(1, "", 0.0, interim="Good"), 101.0, 100.0)) == []
    assert list(meter.feed(line(1, "Good morning", 1.0), 101.8, 100.0)) == [("en", pytest.approx(0.8), 2)]
    assert list(meter.feed(line(1, "Good morning", 1.0, final=True), 102.5, 100.0)) == []
    assert list(meter.feed(line(1, "Good morning all", 1.4), 102.5, 100.0)) == [("en", pytest.approx(1.1), 1)]


def test_a_translation_counts_when_it_is_final():
    meter = DelayMeter(frozenset({"en"}))
    assert list(meter.feed(line(1, "", 1.0, lang="es", interim="Buenos"), 102.0, 100.0)) == []
    final = line(1, "Buenos días", 1.0, lang="es", final=True)
    assert list(meter.feed(final, 103.0, 100.0)) == [("es", pytest.approx(2.0), 1)]


def test_a_correction_is_no_delay():
    meter = DelayMeter(frozenset({"en"}))
    list(meter.feed(line(1, "Wong Tie Sin", 1.0, final=True), 102.0, 100.0))
    corrected = line(1, "Wong Tai Sin", 1.0, final=True, corrected=True)
    assert list(meter.feed(corrected, 190.0, 100.0)) == []


def test_quantiles_are_those_of_what_was_counted():
    tally = Tally()
    for hundredths in range(1, 101):
        tally.add(hundredths / 100)
    assert (tally.quantile(0.5), tally.quantile(0.95)) == (0.5, 0.95)
    tally += Tally({300: 900})
    assert tally.quantile(0.5) == 3.0
    assert Tally().quantile(0.5) is None


def test_words_are_counted_as_each_language_writes_them():
    assert words_in(" a few words", "en") == 3
    assert words_in("人工智能，你好。", "zh-Hant") == 6
