"""The sentences of ours around what is quoted, in the language of the question."""

from collections.abc import Mapping

from avatar.answers.question import Language

TEAM: Mapping[Language, str] = {
    "en": "a member of the event team",
    "zh-Hant": "會場工作人員",
    "zh-Hans": "会场工作人员",
    "yue": "現場工作人員",
    "es": "alguien del equipo del evento",
    "fr": "un membre de l’équipe",
    "de": "jemanden vom Veranstaltungsteam",
    "ja": "会場スタッフ",
    "pt": "alguém da equipa do evento",
    "ko": "행사 스태프",
}
"""Whom to ask, where the organiser names nobody."""

UNKNOWN: Mapping[Language, str] = {
    "en": "I do not know: the event’s documents do not say. Please ask {team}.",
    "zh-Hant": "我不知道：活動的文件沒有提及。請向{team}查詢。",
    "zh-Hans": "我不知道：活动的文件没有提及。请向{team}查询。",
    "yue": "我唔知道：活動嘅文件冇提過。請問{team}。",
    "es": "No lo sé: los documentos del evento no lo dicen. Pregunte a {team}.",
    "fr": "Je ne sais pas : les documents de l’événement ne le disent pas. Demandez à {team}.",
    "de": "Das weiß ich nicht: Die Unterlagen der Veranstaltung sagen es nicht. Bitte fragen Sie {team}.",
    "ja": "わかりません。イベントの資料に記載がありません。{team}にお尋ねください。",
    "pt": "Não sei: os documentos do evento não o dizem. Pergunte a {team}.",
    "ko": "알 수 없습니다. 행사 자료에 나와 있지 않습니다. {team}에게 문의해 주세요.",
}

OTHER_LANGUAGE: Mapping[Language, str] = {
    "en": "I understand questions in English and Chinese. For another language, please ask {team}.",
    "zh-Hant": "我懂得中文和英文的問題。其他語言請向{team}查詢。",
    "zh-Hans": "我能理解中文和英文的问题。其他语言请向{team}查询。",
    "yue": "我識得中文同英文嘅問題。其他語言請問{team}。",
    "es": "Entiendo preguntas en inglés y en chino. En otro idioma, pregunte a {team}.",
    "fr": "Je comprends les questions en anglais et en chinois. Sinon, demandez à {team}.",
    "de": "Ich verstehe Fragen auf Englisch und Chinesisch. Sonst fragen Sie bitte {team}.",
    "ja": "英語と中国語の質問にお答えします。ほかの言語では{team}にお尋ねください。",
    "pt": "Compreendo perguntas em inglês e em chinês. Noutra língua, pergunte a {team}.",
    "ko": "영어와 중국어 질문에 답합니다. 다른 언어는 {team}에게 문의해 주세요.",
}

QUOTED: Mapping[Language, str] = {
    "en": "“{quote}”",
    "zh-Hant": "文件原文：「{quote}」",
    "zh-Hans": "文件原文：“{quote}”",
    "yue": "文件原文係：「{quote}」",
}
"""A quotation in the language of the document."""

TRANSLATED: Mapping[Language, str] = {
    "en": "{translation} (machine translation; the original: “{quote}”)",
    "zh-Hant": "{translation}（機器翻譯；原文：「{quote}」）",
    "zh-Hans": "{translation}（机器翻译；原文：“{quote}”）",
    "yue": "{translation}（機器翻譯；原文：「{quote}」）",
}

ROW: Mapping[Language, str] = {
    "en": "“{title}”: {start} to {end}{room}.{people}{languages}",
    "zh-Hant": "「{title}」：{start} 至 {end}{room}。{people}{languages}",
    "zh-Hans": "“{title}”：{start} 至 {end}{room}。{people}{languages}",
    "yue": "「{title}」：{start} 至 {end}{room}。{people}{languages}",
}
ROOM: Mapping[Language, str] = {
    "en": ", {room}",
    "zh-Hant": "，{room}",
    "zh-Hans": "，{room}",
    "yue": "，喺 {room}",
}
PEOPLE: Mapping[Language, str] = {
    "en": " With: {people}.",
    "zh-Hant": "講者：{people}。",
    "zh-Hans": "讲者：{people}。",
    "yue": "講者：{people}。",
}
LANGUAGES: Mapping[Language, str] = {
    "en": " Spoken in: {languages}.",
    "zh-Hant": "語言：{languages}。",
    "zh-Hans": "语言：{languages}。",
    "yue": "語言：{languages}。",
}
NOBODY: Mapping[Language, str] = {
    "en": " The programme names no speaker.",
    "zh-Hant": "議程沒有列出講者。",
    "zh-Hans": "议程没有列出讲者。",
    "yue": "議程冇列出講者。",
}
MINUTES: Mapping[Language, str] = {
    "en": "{minutes} minutes. ",
    "zh-Hant": "{minutes} 分鐘。",
    "zh-Hans": "{minutes} 分钟。",
    "yue": "{minutes} 分鐘。",
}
NEXT: Mapping[Language, str] = {
    "en": "Next: ",
    "zh-Hant": "接下來：",
    "zh-Hans": "接下来：",
    "yue": "跟住係：",
}
BEFORE: Mapping[Language, str] = {
    "en": "Before that: ",
    "zh-Hant": "之前是：",
    "zh-Hans": "之前是：",
    "yue": "之前係：",
}
NOW: Mapping[Language, str] = {"en": "Now: ", "zh-Hant": "現在：", "zh-Hans": "现在：", "yue": "而家係："}
NOTHING: Mapping[Language, str] = {
    "en": "The programme has nothing then.",
    "zh-Hant": "議程在該時段沒有安排。",
    "zh-Hans": "议程在该时段没有安排。",
    "yue": "議程嗰個時段冇安排。",
}
HOURS: Mapping[Language, str] = {
    "en": "The programme runs from {start} to {end}{day}.",
    "zh-Hant": "議程由 {start} 至 {end}{day}。",
    "zh-Hans": "议程从 {start} 至 {end}{day}。",
    "yue": "議程由 {start} 到 {end}{day}。",
}
DAY: Mapping[Language, str] = {
    "en": " on {date}",
    "zh-Hant": "，日期是 {date}",
    "zh-Hans": "，日期是 {date}",
    "yue": "，日期係 {date}",
}
VENUE: Mapping[Language, str] = {
    "en": "The venue is {venue}.",
    "zh-Hant": "地點是 {venue}。",
    "zh-Hans": "地点是 {venue}。",
    "yue": "地點係 {venue}。",
}
PLACE: Mapping[Language, str] = {
    "en": "{name}: {where}.",
    "zh-Hant": "{name}：{where}。",
    "zh-Hans": "{name}：{where}。",
    "yue": "{name}：{where}。",
}


def say(phrase: Mapping[Language, str], lang: Language, **values: str) -> str:
    """A phrase in a language, English where it is not written in it, with its gaps filled."""
    return phrase.get(lang, phrase["en"]).format(**values)
