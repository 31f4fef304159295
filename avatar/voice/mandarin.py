"""Mandarin text to the phonemes of Kokoro's alphabet: characters, pinyin, IPA with a tone arrow.

The values follow Duanmu, The Phonology of Standard Chinese (2007), and Lin, The Sounds of Chinese (2007),
in the symbols that Kokoro was trained with.
"""

import re
from collections.abc import Callable

from pypinyin import Style, lazy_pinyin
from pypinyin.contrib.tone_convert import to_finals, to_initials
from pypinyin.seg.mmseg import seg

from avatar.voice.chinese_numbers import read_numbers

TONES = {"1": "→", "2": "↗", "3": "↓", "4": "↘"}
"""The neutral tone has no mark."""

INITIALS = {
    "b": "p",
    "c": "ʦʰ",
    "ch": "ꭧʰ",
    "d": "t",
    "f": "f",
    "g": "k",
    "h": "x",
    "j": "ʨ",
    "k": "kʰ",
    "l": "l",
    "m": "m",
    "n": "n",
    "p": "pʰ",
    "q": "ʨʰ",
    "r": "ɻ",
    "s": "s",
    "sh": "ʂ",
    "t": "tʰ",
    "x": "ɕ",
    "z": "ʦ",
    "zh": "ꭧ",
    "": "",
}
FINALS = {
    "a": ("a", ""),
    "ai": ("ai", ""),
    "an": ("a", "n"),
    "ang": ("a", "ŋ"),
    "ao": ("au", ""),
    "e": ("ɤ", ""),
    "ê": ("ɛ", ""),
    "ei": ("ei", ""),
    "en": ("ə", "n"),
    "eng": ("ə", "ŋ"),
    "er": ("ɚ", ""),
    "i": ("i", ""),
    "ia": ("ja", ""),
    "ian": ("jɛ", "n"),
    "iang": ("ja", "ŋ"),
    "iao": ("jau", ""),
    "ie": ("je", ""),
    "in": ("i", "n"),
    "ing": ("i", "ŋ"),
    "io": ("jɔ", ""),
    "iong": ("jʊ", "ŋ"),
    "iou": ("jou", ""),
    "m": ("m", ""),
    "n": ("n", ""),
    "ng": ("ŋ", ""),
    "o": ("wo", ""),
    "ong": ("ʊ", "ŋ"),
    "ou": ("ou", ""),
    "u": ("u", ""),
    "ua": ("wa", ""),
    "uai": ("wai", ""),
    "uan": ("wa", "n"),
    "uang": ("wa", "ŋ"),
    "uei": ("wei", ""),
    "uen": ("wə", "n"),
    "ueng": ("wə", "ŋ"),
    "uo": ("wo", ""),
    "ü": ("y", ""),
    "üan": ("ɥɛ", "n"),
    "üe": ("ɥe", ""),
    "ün": ("y", "n"),
}
"""What of a final comes before the tone's arrow, and what after."""

_APICAL = frozenset(["z", "c", "s", "zh", "ch", "sh", "r"])
"""After these an i is a buzzing continuation of the consonant."""

_PUNCTUATION = str.maketrans(
    {
        **dict.fromkeys("、，", ","),
        **dict.fromkeys("。．", "."),
        "！": "!",
        "？": "?",
        "：": ":",
        "；": ";",
        **dict.fromkeys("《「『", "“"),
        **dict.fromkeys("》」』", "”"),
        "（": "(",
        "）": ")",
    }
)
_RUN = re.compile(r"[㐀-鿿]+|[A-Za-z][A-Za-z'’.&-]*(?:\s+[A-Za-z][A-Za-z'’.&-]*)*|.", re.DOTALL)
Token = tuple[str, int, int]
"""A spoken character or foreign word, and where its phonemes begin and end."""


def syllable_phonemes(pinyin: str) -> str:
    """The phonemes of a syllable with its tone as a digit, such as `hao3`; 5 is the neutral tone."""
    plain, tone = (pinyin[:-1], TONES.get(pinyin[-1], "")) if pinyin[-1:].isdigit() else (pinyin, "")
    initial = "" if plain in FINALS else to_initials(plain)
    final = plain if plain in ("ê", "er", "m", "n", "ng") else to_finals(plain, v_to_u=True)
    if initial not in INITIALS or final not in FINALS:
        return ""
    if final == "i" and initial in _APICAL:
        return f"{INITIALS[initial]}ɨ{tone}"
    nucleus, coda = FINALS[final]
    return f"{INITIALS[initial]}{nucleus}{tone}{coda}"


def phonemes(text: str, read_latin: Callable[[str], str]) -> tuple[str, list[Token]]:
    """The phonemes of a text, and which belong to which of its characters; numbers are read out.

    `read_latin` gives the phonemes of words in Latin letters.
    """
    said = ""
    tokens: list[Token] = []
    for run in _RUN.findall(read_numbers(text.strip())):
        if "㐀" <= run[0] <= "鿿":
            for word in seg.cut(run):
                said = _spaced(said)
                for character, sounds in zip(word, _word_phonemes(word), strict=False):
                    tokens.append((character, len(said), len(said) + len(sounds)))
                    said += sounds
        elif run[0].isascii() and run[0].isalpha():
            said = _spaced(said)
            sounds = read_latin(run)
            tokens.append((run, len(said), len(said) + len(sounds)))
            said += sounds
        else:
            said = said.rstrip() + run.translate(_PUNCTUATION) + " " if run.strip() else _spaced(said)
    return said.strip(), tokens


def _word_phonemes(word: str) -> list[str]:
    pinyin = lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True, tone_sandhi=True)
    return [syllable_phonemes(syllable) for syllable in pinyin]


def _spaced(said: str) -> str:
    return said if not said or said.endswith(" ") else said + " "
