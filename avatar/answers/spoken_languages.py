"""What the languages of talks are called, in answers and in questions."""

from avatar.answers.lexicon import simplified
from avatar.answers.question import Language
from translate.languages import ENGLISH_NAMES, base

_NAMES = {
    "en": ("English", "英語"),
    "zh": ("Mandarin", "普通話"),
    "yue": ("Cantonese", "廣東話"),
    "ja": ("Japanese", "日語"),
    "ko": ("Korean", "韓語"),
    "fr": ("French", "法語"),
    "de": ("German", "德語"),
    "es": ("Spanish", "西班牙語"),
    "pt": ("Portuguese", "葡萄牙語"),
    "it": ("Italian", "意大利語"),
    "th": ("Thai", "泰語"),
    "vi": ("Vietnamese", "越南語"),
    "id": ("Indonesian", "印尼語"),
}
"""Code → how it is called in English and in Traditional Chinese when it is spoken."""
_ALSO = {"en": "英文", "zh": "Putonghua Chinese 国语 中文", "yue": "Chinese 粤语 中文", "ja": "日文"}


def language_name(code: str, lang: Language) -> str:
    """A spoken language as an answer in `lang` calls it; the code where we have no name."""
    english, chinese = _NAMES.get(base(code), (ENGLISH_NAMES.get(base(code), code),) * 2)
    if lang == "zh-Hans":
        return simplified(chinese)
    return chinese if lang in ("zh-Hant", "yue") else english


def language_words(code: str) -> str:
    """All names by which a question may call a spoken language."""
    names = (language_name(code, "en"), language_name(code, "zh-Hans"), _ALSO.get(base(code), ""))
    return " ".join(filter(None, names))
