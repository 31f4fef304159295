"""Whether a text replies to the speech, or talks of the task, where it should translate."""

import re

from translate.languages import base

_SURE = (
    r"sure|certainly|of course|absolutely|claro|por supuesto|bien sûr|natürlich|com certeza"
    r"|好的|当然|もちろん|물론"
)
_PREFACE = re.compile(
    rf"(?:(?:{_SURE})[,!.，！。]?\s*)?"
    r"(?:here(?:'s| is| are)|this is|the translation|aquí (?:está|tienes?)|la traducción|voici|la traduction"
    r"|hier ist|die übersetzung|aqui está|a tradução|以下是|这是|翻译|译文|以下は|다음은)"
    r"[^.!?。！？]{0,60}[:：]",
    re.IGNORECASE,
)
_SORRY = (
    r"(?:i'm|i am) (?:very |so )?sorry|i apologi[sz]e|lo siento|(?:je suis )?désolé|es tut mir leid"
    r"|sinto muito|desculpe|抱歉|对不起|申し訳|죄송"
)
_AS_AI = (
    r"as (?:an ai|a language model)|como (?:una )?(?:ia|modelo de)|en tant qu'ia|als (?:ki|ai)\b"
    r"|作为(?:一个|一名)?(?:ai|人工智能|语言模型)"
)
_NOTHING = (
    r"de nada|no hay de qué|you're welcome|de rien|je vous en prie|gern geschehen"
    r"|不客气|不用谢|どういたしまして|천만에요"
)
_REPLIES = tuple(
    (re.compile(rf"\W*(?:{reply})", re.IGNORECASE), re.compile(said, re.IGNORECASE))
    for reply, said in (
        (
            _SORRY,
            r"sorry|apolog|afraid|pardon|excuse|regret|unfortunat|lo siento|perd[oó]n|disculp|désolé|leid"
            r"|entschuld|sinto|desculp|抱歉|对不起|對不起|申し訳|すみません|죄송|미안",
        ),
        (_AS_AI, r"\bai\b|language model|\bia\b|\bki\b|人工智能|人工智慧|语言模型|語言模型"),
        (
            _NOTHING,
            r"welcome|pleasure|nothing|mention it|nada|rien|prie|gern|客气|客氣|不用|いたしまして|천만",
        ),
        (
            rf"(?:{_SURE})\s*[,!.，！。]",
            rf"{_SURE}|natural|\b(?:ok|okay|yes|yeah|fine|right|good|sí|oui|ja|sim)\b|好|當然|是|嗯|はい|네",
        ),
    )
)
"""How a reply begins, and what must have been said for it to be a translation all the same."""

_TASK = (
    r"translat|interpret|traduc|traduz|tradui|traduç|übersetz|翻译|翻譯|译成|譯成|译文|譯文|翻訳|訳し|번역"
    r"|перев|ترجم"
)
_SIGNS = tuple(
    (re.compile(sign, re.IGNORECASE), re.compile(said, re.IGNORECASE))
    for sign, said in (
        (_TASK, _TASK),
        (
            "简体中文|簡體中文",
            "chinese|mandarin|中文|汉语|漢語|国语|國語|chino|chinois|chinesisch|chinês|中国語|중국어",
        ),
        (
            r"how (?:can|may) i (?:help|assist)|(?:cómo|en qué) puedo ayudar|comment puis-je vous aider"
            r"|wie kann ich (?:ihnen|dir) helfen|como posso ajudar"
            r"|(?:什么|怎么|如何)可以帮|何かお手伝い|무엇을 도와",
            "help|assist|ayud|aid|helf|hilf|ajud|帮|幫|手伝|도와",
        ),
    )
)
"""What only a reply has, wherever it stands, and what must have been said for it to be a translation."""

_EMOJI = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")

_ASKS = re.compile(r"[?？][\"'”’»)」』）]*$")
_QUESTION = re.compile("[?？؟;;՞]|か|吗|嗎|呢|么|麼|嘛|吧|什么|甚麼|咩|乜|邊")
_WITHOUT_QUESTION_MARKS = frozenset({"th", "lo", "km", "my", "bo"})


def replies(text: str, source: str, target: str) -> bool:
    """Whether a translation into `target` is a reply instead, and the speaker said nothing of the kind."""
    if _PREFACE.match(text) and not re.search("[:：]", source):
        return True
    if any(reply.match(text) and not said.search(source) for reply, said in _REPLIES):
        return True
    if any(sign.search(text) and not said.search(source) for sign, said in _SIGNS):
        return True
    return bool(set(_EMOJI.findall(text)) - set(source)) or _answers(text, source, target)


def _answers(text: str, source: str, target: str) -> bool:
    """Whether a question is one no longer."""
    asks = _ASKS.search(source.rstrip()) and base(target) not in _WITHOUT_QUESTION_MARKS
    return bool(asks) and not _QUESTION.search(text)
