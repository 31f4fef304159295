"""What waits for a slow screen: order, replacement, bounds."""

import random

from live.serving.outbox import Message, Outbox


def message(seq: int, line: int, *, committed: bool = True, lang: str = "en") -> Message:
    return Message(seq=seq, key=(line, lang), lang=lang, committed=committed, data=f"{seq}".encode())


def drained(outbox: Outbox) -> list[int]:
    seqs = []
    while taken := outbox.take(1):
        seqs += [message.seq for message in taken]
    return seqs


def test_messages_come_out_in_order():
    outbox = Outbox()
    for seq in range(5):
        outbox.put(message(seq, line=seq))
    assert drained(outbox) == [0, 1, 2, 3, 4]


def test_a_later_revision_replaces_the_one_that_waits():
    outbox = Outbox()
    for seq in range(50):
        outbox.put(message(seq, line=1, committed=False))
    assert drained(outbox) == [49]


def test_the_same_line_in_another_language_is_another_message():
    outbox = Outbox()
    outbox.put(message(1, line=1))
    outbox.put(message(2, line=1, lang="es"))
    assert drained(outbox) == [1, 2]


def test_numbers_only_rise_so_that_after_never_skips_what_waited():
    outbox = Outbox()
    outbox.put(message(1, line=1))
    outbox.put(message(2, line=2))
    outbox.put(message(3, line=1))
    assert drained(outbox) == [2, 3]


def test_interim_words_are_dropped_before_committed_ones():
    outbox = Outbox(bound=3)
    assert outbox.put(message(1, line=1))
    assert outbox.put(message(2, line=2, committed=False))
    assert outbox.put(message(3, line=3))
    assert outbox.put(message(4, line=4))
    assert drained(outbox) == [1, 3, 4]


def test_too_many_committed_lines_overflow():
    outbox = Outbox(bound=3)
    assert all(outbox.put(message(seq, line=seq)) for seq in range(3))
    assert not outbox.put(message(3, line=3))


def test_the_backlog_comes_first_and_does_not_count_towards_the_bound():
    outbox = Outbox([message(seq, line=seq) for seq in range(100)], bound=1)
    assert outbox.put(message(100, line=100))
    assert len(outbox) == 101
    assert drained(outbox) == list(range(101))


def test_whatever_the_traffic_the_latest_of_every_committed_line_comes_out_in_order():
    """Three hundred random talks: nothing committed is lost, nothing comes twice, numbers rise."""
    for seed in range(300):
        chance = random.Random(seed)
        outbox, sent, latest = Outbox(bound=8), [], {}
        for seq in range(60):
            line = message(seq, line=chance.randrange(6), committed=chance.random() < 0.7)
            latest[line.key] = line
            assert outbox.put(line)
            if chance.random() < 0.3:
                sent += outbox.take(1)
        while taken := outbox.take(9):
            sent += taken
        assert [line.seq for line in sent] == sorted({line.seq for line in sent})
        assert {line.key: line for line in sent} == latest
