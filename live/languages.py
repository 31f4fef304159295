"""The languages that captions can be in: their codes, their own names, their direction."""

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from live.errors import ConfigError

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Language:
    """A written language."""

    code: str
    """BCP 47 tag such as `en` or `zh-Hant-HK`; `jw` is what Whisper calls Javanese."""
    name: str
    """Its name in the language itself."""
    direction: Direction


_NAMES = {
    "af": "Afrikaans",
    "am": "አማርኛ",
    "ar": "العربية",
    "as": "অসমীয়া",
    "az": "Azərbaycanca",
    "ba": "Башҡортса",
    "be": "Беларуская",
    "bg": "Български",
    "bn": "বাংলা",
    "bo": "བོད་ཡིག",
    "br": "Brezhoneg",
    "bs": "Bosanski",
    "ca": "Català",
    "cs": "Čeština",
    "cy": "Cymraeg",
    "da": "Dansk",
    "de": "Deutsch",
    "el": "Ελληνικά",
    "en": "English",
    "es": "Español",
    "et": "Eesti",
    "eu": "Euskara",
    "fa": "فارسی",
    "fi": "Suomi",
    "fo": "Føroyskt",
    "fr": "Français",
    "gl": "Galego",
    "gu": "ગુજરાતી",
    "ha": "Hausa",
    "haw": "ʻŌlelo Hawaiʻi",
    "he": "עברית",
    "hi": "हिन्दी",
    "hr": "Hrvatski",
    "ht": "Kreyòl ayisyen",
    "hu": "Magyar",
    "hy": "Հայերեն",
    "id": "Bahasa Indonesia",
    "is": "Íslenska",
    "it": "Italiano",
    "ja": "日本語",
    "jw": "Basa Jawa",
    "ka": "ქართული",
    "kk": "Қазақ тілі",
    "km": "ភាសាខ្មែរ",
    "kn": "ಕನ್ನಡ",
    "ko": "한국어",
    "la": "Latina",
    "lb": "Lëtzebuergesch",
    "ln": "Lingála",
    "lo": "ລາວ",
    "lt": "Lietuvių",
    "lv": "Latviešu",
    "mg": "Malagasy",
    "mi": "Te reo Māori",
    "mk": "Македонски",
    "ml": "മലയാളം",
    "mn": "Монгол",
    "mr": "मराठी",
    "ms": "Bahasa Melayu",
    "mt": "Malti",
    "my": "မြန်မာ",
    "ne": "नेपाली",
    "nl": "Nederlands",
    "nn": "Norsk nynorsk",
    "no": "Norsk",
    "oc": "Occitan",
    "pa": "ਪੰਜਾਬੀ",
    "pl": "Polski",
    "ps": "پښتو",
    "pt": "Português",
    "ro": "Română",
    "ru": "Русский",
    "sa": "संस्कृतम्",
    "sd": "سنڌي",
    "si": "සිංහල",
    "sk": "Slovenčina",
    "sl": "Slovenščina",
    "sn": "ChiShona",
    "so": "Soomaali",
    "sq": "Shqip",
    "sr": "Српски",
    "su": "Basa Sunda",
    "sv": "Svenska",
    "sw": "Kiswahili",
    "ta": "தமிழ்",
    "te": "తెలుగు",
    "tg": "Тоҷикӣ",
    "th": "ไทย",
    "tk": "Türkmençe",
    "tl": "Tagalog",
    "tr": "Türkçe",
    "tt": "Татарча",
    "uk": "Українська",
    "ur": "اردو",
    "uz": "Oʻzbekcha",
    "vi": "Tiếng Việt",
    "yi": "ייִדיש",
    "yo": "Yorùbá",
    "yue": "粵語",
    "zh": "中文",
    "zh-Hans": "简体中文",
    "zh-Hant": "繁體中文",
    "zh-Hant-HK": "繁體中文（香港）",
    "zh-Hant-TW": "繁體中文（台灣）",
}
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "sd", "ur", "yi"})

LANGUAGES = {
    code: Language(code, name, "rtl" if code in _RIGHT_TO_LEFT else "ltr") for code, name in _NAMES.items()
}
"""Every language known, by code."""

_FIRST = ("en", "yue", "zh-Hans", "zh-Hant", "zh-Hant-HK", "zh-Hant-TW", "es", "fr", "de", "ja", "pt", "ko")
"""Named first in an error: those that matter most."""

_MEANT = {
    "cantonese": "yue",
    "chinese": "zh-Hans",
    "cmn": "zh-Hans",
    "cn": "zh-Hans",
    "english": "en",
    "french": "fr",
    "german": "de",
    "hk": "zh-Hant-HK",
    "iw": "he",
    "japanese": "ja",
    "jp": "ja",
    "jv": "jw",
    "korean": "ko",
    "kr": "ko",
    "mandarin": "zh-Hans",
    "nb": "no",
    "portuguese": "pt",
    "spanish": "es",
    "tw": "zh-Hant-TW",
    "zh-cn": "zh-Hans",
    "zh-hk": "zh-Hant-HK",
    "zh-mo": "zh-Hant-HK",
    "zh-sg": "zh-Hans",
    "zh-tw": "zh-Hant-TW",
}
"""What people write for a language, and the code they are asked to confirm."""


def canonical(code: str, known: Collection[str] = LANGUAGES.keys()) -> str:
    """Return `code` as it is spelt in `known`, whatever its case and separator.

    Raises ConfigError, with the nearest code, when there is none.
    """
    wanted = _folded(code)
    for candidate in known:
        if _folded(candidate) == wanted:
            return candidate
    nearest = nearest_code(code, known)
    hint = f" Did you mean '{nearest}'?" if nearest else ""
    raise ConfigError(f"Unknown language '{code}'. Known: {_listed(known)}.{hint}")


def nearest_code(code: str, known: Collection[str] = LANGUAGES.keys()) -> str | None:
    """Return the code in `known` that was most likely meant, or None."""
    wanted = _folded(code)
    by_name = {language.name.casefold(): language.code for language in LANGUAGES.values()}
    base = wanted.partition("-")[0]
    for meant in (_MEANT.get(wanted), by_name.get(wanted), base):
        if meant in known:
            return meant
    same_base = [candidate for candidate in known if _folded(candidate).partition("-")[0] == base]
    close = same_base or get_close_matches(wanted, known, n=1, cutoff=0.6)
    return close[0] if close else None


def _folded(code: str) -> str:
    return code.strip().replace("_", "-").casefold()


def _listed(known: Collection[str]) -> str:
    """Return the codes for an error: those that matter most first."""
    first = [code for code in _FIRST if code in known]
    return ", ".join(first + [code for code in known if code not in first])
