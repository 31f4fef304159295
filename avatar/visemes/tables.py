"""Which viseme a phoneme looks like. The fifteen names are those of the Oculus lip-sync set."""

VISEMES = ("sil", "PP", "FF", "TH", "DD", "kk", "CH", "SS", "nn", "RR", "aa", "E", "I", "O", "U")
CLOSED = "PP"
"""Lips together: m, b, p."""
VOWELS = frozenset(["aa", "E", "I", "O", "U"])

_SOUNDS = {
    "sil": ["sil"],
    "PP": ["m", "b", "p"],
    "FF": ["f", "v", "ɸ", "β", "ʋ"],
    "TH": ["θ", "ð"],
    "DD": ["t", "d", "l", "T", "ɾ", "ɖ", "ʈ", "ɽ", "ʎ"],
    "kk": ["k", "ɡ", "g", "ŋ", "x", "h", "ɣ", "χ", "q", "ʔ", "ɴ", "ç"],
    "CH": ["ʧ", "ʤ", "ʃ", "ʒ", "ʨ", "ʥ", "ɕ", "ꭧ", "ʂ", "ʝ"],
    "SS": ["s", "z", "ʦ", "ʣ"],
    "nn": ["n", "ɲ", "ɳ"],
    "RR": ["ɹ", "r", "ɻ", "ɚ", "ɜ", "ʁ"],
    "aa": ["a", "ɑ", "æ", "ɐ", "ʌ", "ɒ"],
    "E": ["e", "ɛ", "ə", "ᵊ", "ɤ", "œ", "ø", "ɵ"],
    "I": ["i", "ɪ", "j", "ɨ", "ᵻ"],
    "O": ["o", "ɔ"],
    "U": ["u", "ʊ", "w", "y", "ɥ", "ɯ", "ɰ"],
}
_DIPHTHONGS = {
    "A": ("E", "I"),
    "I": ("aa", "I"),
    "O": ("O", "U"),
    "Q": ("E", "U"),
    "W": ("aa", "U"),
    "Y": ("O", "I"),
}
"""One symbol each in the alphabet of Kokoro and hibari: eɪ, aɪ, oʊ, əʊ, aʊ, ɔɪ."""

IPA: dict[str, tuple[str, ...]] = {
    **{symbol: (viseme,) for viseme, symbols in _SOUNDS.items() for symbol in symbols},
    **_DIPHTHONGS,
}
"""IPA symbol, as the voices use it → the visemes it passes through."""

ARPABET: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(["M", "B", "P"], ("PP",)),
    **dict.fromkeys(["F", "V"], ("FF",)),
    **dict.fromkeys(["TH", "DH"], ("TH",)),
    **dict.fromkeys(["T", "D", "L", "DX"], ("DD",)),
    **dict.fromkeys(["K", "G", "NG", "HH"], ("kk",)),
    **dict.fromkeys(["CH", "JH", "SH", "ZH"], ("CH",)),
    **dict.fromkeys(["S", "Z"], ("SS",)),
    **dict.fromkeys(["R", "ER"], ("RR",)),
    **dict.fromkeys(["AA", "AE", "AH"], ("aa",)),
    **dict.fromkeys(["EH", "AX"], ("E",)),
    **dict.fromkeys(["IY", "IH", "Y"], ("I",)),
    **dict.fromkeys(["UW", "UH", "W"], ("U",)),
    **dict.fromkeys(["SIL", "SP"], ("sil",)),
    "N": ("nn",),
    "AO": ("O",),
    "AY": ("aa", "I"),
    "AW": ("aa", "U"),
    "EY": ("E", "I"),
    "OW": ("O", "U"),
    "OY": ("O", "I"),
}
"""ARPAbet, for the out-of-process engines that speak it → visemes."""


def visemes_of(symbol: str) -> tuple[str, ...]:
    """The visemes of a phoneme in IPA or else ARPAbet; an unknown one is a neutral vowel."""
    if symbol in IPA:
        return IPA[symbol]
    return ARPABET.get(symbol.rstrip("012"), ("E",))
