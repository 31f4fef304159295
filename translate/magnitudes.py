"""Whether counted amounts kept their size: "27.6 million" is 2760万, and not 27.6億."""

import re

from translate.protect import significant_digits

_NUMBER = r"(\d+(?:[.,\u00a0\u202f ’']\d+)*)"
_WORDS_BY_POWERS = {
    (3,): "thousand mil mille tausend 千 천",
    (4,): "万 萬 만",
    (6,): "million millions millón millones millionen milhão milhões 百万 百萬 백만",
    (7,): "千万 千萬 천만",
    (8,): "亿 億 억",
    (9,): "mil_millones mil_milhões milliard milliards milliarde milliarden bilhão bilhões 十亿 十億 십억",
    (10,): "百亿 百億",
    (11,): "千亿 千億",
    (12,): "billón billones billionen 万亿 萬億 兆 조",
    (9, 12): "billion billions",
    (12, 18): "trillion trillions",
}
_SCALES = {
    word.replace("_", " "): powers for powers, words in _WORDS_BY_POWERS.items() for word in words.split()
}
"""Words that follow a number, and the powers of ten that they may stand for."""
_WORDS = "|".join(sorted(map(re.escape, _SCALES), key=len, reverse=True))
_AMOUNT = re.compile(rf"{_NUMBER}[\s\u00a0-]*(?:({_WORDS})(?![a-zà-ÿ]))?", re.IGNORECASE)
_SPELLED = """
one two three four five six seven eight nine ten eleven twelve
un dos tres cuatro cinco seis siete ocho nueve diez once doce
un deux trois quatre cinq six sept huit neuf dix onze douze
eine zwei drei vier fünf sechs sieben acht neun zehn elf zwölf
um dois três quatro cinco seis sete oito nove dez onze doze
"""
_COUNTS = {
    word: str(number) for line in _SPELLED.split("\n") for number, word in enumerate(line.split(), start=1)
} | {"ein": "1", "uma": "1", "duas": "2"}
_COUNTED = re.compile(rf"(?<![\w-])({'|'.join(_COUNTS)})(?=[\s-]+(?:{_WORDS})(?![a-zà-ÿ]))", re.IGNORECASE)
"""A count in words: "two million"."""
_CHINESE_DIGITS = {character: number for number, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "兩": 2,
}
_CHINESE_UNITS = {"十": 10, "百": 100, "千": 1000}
_CHINESE_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_GREATER = 10**8
"""億 counts all that stands before it, 萬 only what is below."""
_CHINESE_COUNTED = re.compile(
    rf"(?<![\d.,])[{''.join(_CHINESE_DIGITS)}十][{''.join(_CHINESE_DIGITS)}十百千万萬亿億]*"
)
"""The same in Chinese: 兩百萬."""

Amount = tuple[str, int]
"""Significant digits, and the power of ten of the first of them."""


def changed_amounts(source: str, translation: str) -> tuple[str, ...]:
    """The source's amounts with a word such as million whose digits stand in the translation at another size.

    Amounts written there without such a word, or with one that is not known, are not judged.
    """
    source, translation = _in_digits(source), _in_digits(translation)
    there = [(_readings(match[1], ""), _readings(match[1], match[2] or ""), bool(match[2]))
             for match in _AMOUNT.finditer(translation)]  # fmt: skip
    changed = []
    for match in _AMOUNT.finditer(source):
        if not match[2]:
            continue
        wanted, digits = _readings(match[1], match[2]), significant_digits(match[1])
        alike = [(scaled, known) for plain, scaled, known in there if any(d == digits for d, _ in plain)]
        if alike and all(known and not scaled & wanted for scaled, known in alike):
            changed.append(match[0].strip())
    return tuple(changed)


def _in_digits(text: str) -> str:
    """A text with the counts of its amounts in digits."""
    text = _COUNTED.sub(lambda match: _COUNTS[match[1].lower()], text)
    return _CHINESE_COUNTED.sub(lambda match: _chinese_in_digits(match[0]), text)


def _chinese_in_digits(written: str) -> str:
    """兩百萬 as 200萬; what is no large round number stays."""
    whole = below = digit = 0
    for character in written:
        if character in _CHINESE_DIGITS:
            digit = _CHINESE_DIGITS[character]
        elif character in _CHINESE_UNITS:
            below += (digit or 1) * _CHINESE_UNITS[character]
            digit = 0
        else:
            size = _CHINESE_MYRIADS[character]
            of_all = whole if size == _GREATER else 0
            whole += (of_all + below + digit) * size - of_all
            below = digit = 0
    value = whole + below + digit
    for word, size in (("亿", 10**8), ("万", 10**4), ("千", 1000)):
        if value and value % size == 0:
            return f"{value // size}{word}"
    return written


def _readings(number: str, scale: str) -> frozenset[Amount]:
    """What a number may mean: a mark between digits groups thousands here, and begins decimals there."""
    wholes = {re.sub(r"\D", "", number)}
    parts = re.split(r"\D", number)
    if len(parts) > 1:
        wholes.add("".join(parts[:-1]))
    digits = significant_digits(number)
    powers = _SCALES.get(scale.lower(), (0,))
    return frozenset((digits, len(whole.lstrip("0")) - 1 + power) for whole in wholes for power in powers)
