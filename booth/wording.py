"""What is written on pictures in the guest's language: the date, and the mark of what AI changed."""

from datetime import date

MARKS = {
    "en": "Changed with AI",
    "zh-Hant": "經 AI 修改",
    "zh-Hans": "经 AI 修改",
    "es": "Modificada con IA",
    "fr": "Modifiée par IA",
    "de": "Mit KI verändert",
    "ja": "AIで加工",
    "pt": "Alterada com IA",
    "ko": "AI로 수정됨",
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ORDER = {
    "zh-Hant": "{y}年{m}月{d}日",
    "zh-Hans": "{y}年{m}月{d}日",
    "ja": "{y}年{m}月{d}日",
    "ko": "{y}년 {m}월 {d}일",
    "de": "{d}.{m}.{y}",
    "es": "{d}/{m}/{y}",
    "fr": "{d}/{m}/{y}",
    "pt": "{d}/{m}/{y}",
}


def mark(language: str) -> str:
    """The visible mark of a picture that AI changed."""
    return MARKS.get(language, MARKS["en"])


def written(day: date, language: str) -> str:
    """A day as it is written in a page language."""
    if language in _ORDER:
        return _ORDER[language].format(y=day.year, m=day.month, d=day.day)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
