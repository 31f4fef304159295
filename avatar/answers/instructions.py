"""Finds text that speaks to a machine instead of a reader: it is never quoted."""

import re

_TO_MACHINES = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b[^.!?]{0,40}"
    r"\b(?:instructions?|prompts?|rules|documents|above|previous)\b"
    r"|\b(?:system|developer) prompt\b"
    r"|\byou are (?:now )?(?:an?|the) (?:ai|assistant|chatbot|language model)\b"
    r"|\b(?:as an?|dear) (?:ai|assistant|language model|chatbot)\b"
    r"|\b(?:assistant|chatbot|ai)s? (?:must|should|shall) (?:now )?(?:say|tell|answer|reply|respond|output)\b"
    r"|<\|?(?:im_start|im_end|system|endoftext)|\[/?INST\]"
    r"|(?:忽略|無視|无视|忘記|忘记)[^。！？]{0,20}(?:指示|指令|提示|規則|规则|文件|以上|之前)"
    r"|(?:系統|系统)提示(?:詞|词)?|你(?:現在|现在)?是一?[個个]?(?:AI|人工智[能慧]|助手|助理|語言模型|语言模型)",
    re.IGNORECASE,
)


def speaks_to_machines(text: str) -> bool:
    """Whether a passage gives orders to a language model."""
    return bool(_TO_MACHINES.search(text))
