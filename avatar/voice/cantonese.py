"""Cantonese text to phonemes: characters to jyutping by ToJyutping, jyutping to IPA.

No voice of ours speaks Cantonese; this moves the lips for a voice that somebody adds.
"""

from collections.abc import Iterator

import ToJyutping

from avatar.voice.jyutping import syllable_phones


def character_phones(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each character of a text with its phonemes; none for what is not read."""
    for character, jyutping in ToJyutping.get_jyutping_list(text):
        readings = (jyutping or "").split()
        yield character, tuple(phone for syllable in readings for phone in syllable_phones(syllable))
