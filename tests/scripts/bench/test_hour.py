"""Talks one after the other in one session, each scored by itself."""

import pytest

from bench.hour import Talk, TalkLogs, rated, table
from bench.reference import Reference
from bench.scoring import SpokenWord
from bench.usage import Usage
from bench.watch import Watch


def talk(text: str, start_s: float) -> Talk:
    """A talk of 10 s, a word a second."""
    words = [SpokenWord(word, second, second + 1.0) for second, word in enumerate(text.split())]
    return Talk(text, Reference(text=text, words=words, duration_s=10.0), start_s)


def line(number: int, text: str, start_s: float) -> dict[str, object]:
    return {"type": "line", "id": number, "lang": "en", "text": text, "interim": "", "start_s": start_s} | {
        "audio_s": start_s + 3.0
    }


TALKS = [talk("good morning all", 0.0), talk("good night all", 13.0)]


def test_a_line_belongs_to_the_talk_in_which_it_begins():
    logs = TalkLogs(TALKS, "en")
    logs.feed(line(1, "good morning", 0.2), 103.0)
    logs.feed(line(2, "good night", 13.1), 116.0)
    logs.feed(line(1, "good morning all", 0.2), 117.0)
    first, second = (rated(log, each, 100.0, "en") for log, each in zip(logs.logs, TALKS, strict=True))
    assert (first.error_rate, second.error_rate) == (0.0, 1 / 3)
    assert second.commit_p95_s == pytest.approx(2.0)


def test_every_round_has_a_row():
    logs = TalkLogs(TALKS, "en")
    watch = Watch(captions=logs)
    for number, each in enumerate(TALKS):
        use = Usage(cpu_s=1.0, rss_mib=300.0 + number)
        watch.take_message(line(number, each.transcript, each.start_s), 100.0 + each.start_s + 3.0)
        watch.take_status({"audio_s": each.start_s + 4.0, "speed": 0.5}, use, 120.0)
    rows = table(watch, logs, "en", rounds=2).splitlines()
    assert [row.split("|")[2].strip() for row in rows[2:]] == ["0.0", "0.0"]
    assert [row.split("|")[-2].strip() for row in rows[2:]] == ["300 → 300", "301 → 301"]
