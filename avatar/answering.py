"""Brings the grounded answers to the stage: what the engine finds, in a language that a voice speaks."""

import asyncio
from collections.abc import Collection

from avatar.answers.engine import Engine
from avatar.director import Answerer, Proposal


def answering(engine: Engine, languages: Collection[str]) -> Answerer:
    """An answerer for the director. `languages` are those that can be spoken."""

    async def answer(question: str, lang: str) -> Proposal:
        found = await asyncio.to_thread(engine.ask, question, lang)
        sources = tuple(f"{each.title}: {each.quote}" for each in found.citations)
        return Proposal(
            text=found.text, lang=spoken(found.lang, languages), refused=found.refused, sources=sources
        )

    return answer


def spoken(lang: str, languages: Collection[str]) -> str:
    """The language in which an answer is spoken: Mandarin for Chinese that no Cantonese voice reads."""
    base = lang.partition("-")[0]
    choices = (lang, base, "zh" if base == "yue" else base)
    return next((choice for choice in choices if choice in languages), lang)
