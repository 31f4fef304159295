"""Which words may stand for one another."""

from avatar.answers import lexicon


def test_synonyms_count_both_ways():
    words = lexicon.build()
    assert frozenset({"establish"}) in words.alternatives("found")
    assert frozenset({"found"}) in words.alternatives("establish")


def test_a_phrase_stands_for_a_word_and_a_word_for_it():
    words = lexicon.build()
    assert lexicon.phrase("chief executive") in words.alternatives(lexicon.stem("ceo"))
