"""Jyutping, the romanisation of Cantonese, to phonemes in IPA.

Values: Bauer and Benedict, Modern Cantonese Phonology (1997).
"""

INITIALS = {
    "b": ("p",),
    "c": ("ʦ",),
    "d": ("t",),
    "f": ("f",),
    "g": ("k",),
    "gw": ("k", "w"),
    "h": ("h",),
    "j": ("j",),
    "k": ("k",),
    "kw": ("k", "w"),
    "l": ("l",),
    "m": ("m",),
    "n": ("n",),
    "ng": ("ŋ",),
    "p": ("p",),
    "s": ("s",),
    "t": ("t",),
    "w": ("w",),
    "z": ("ʦ",),
    "": (),
}
NUCLEI = {
    "aa": "a",
    "a": "ɐ",
    "e": "ɛ",
    "i": "i",
    "o": "ɔ",
    "oe": "œ",
    "eo": "ɵ",
    "u": "u",
    "yu": "y",
}
CODAS = {
    "": (),
    "i": ("ɪ",),
    "u": ("ʊ",),
    "m": ("m",),
    "n": ("n",),
    "ng": ("ŋ",),
    "p": ("p",),
    "t": ("t",),
    "k": ("k",),
}
SYLLABIC = {"m": ("m",), "ng": ("ŋ",), "hm": ("h", "m"), "hng": ("h", "ŋ")}


def syllable_phones(jyutping: str) -> tuple[str, ...]:
    """The phonemes of a syllable such as `gwok3`; none for what is no jyutping."""
    plain = jyutping.rstrip("123456")
    if plain in SYLLABIC:
        return SYLLABIC[plain]
    for initial in sorted(INITIALS, key=len, reverse=True):
        if plain.startswith(initial) and (final := _final(plain[len(initial) :])):
            return (*INITIALS[initial], *final)
    return ()


def _final(rest: str) -> tuple[str, ...]:
    for nucleus in sorted(NUCLEI, key=len, reverse=True):
        if rest.startswith(nucleus) and rest[len(nucleus) :] in CODAS:
            return (NUCLEI[nucleus], *CODAS[rest[len(nucleus) :]])
    return ()
