"""The director's desk: what may be ordered, and what the director sees."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import count
from typing import Any, Protocol, get_args

from avatar.errors import DirectionError
from avatar.faces import Faces
from avatar.maker import Maker
from avatar.performer import Performer
from avatar.questions import Question, Stage
from avatar.script import LONGEST_LINE, Background, Mood, Script
from avatar.voice.errors import VoiceError

LINES_AHEAD = 8
"""Lines of the script that are made before their turn; a slow voice is ready then."""
WAITING_ANSWERS = 20
"""Answers that wait for approval; another question is refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An answer that may be said."""

    text: str
    lang: str
    refused: bool
    sources: tuple[str, ...] = ()
    """Where it stands, for the director to judge by."""


Answerer = Callable[[str, str], Awaitable[Proposal]]
"""(question, its language) → an answer, or a polite refusal."""


class CaptionsState(Protocol):
    """How the captions are doing."""

    problem: str


class Director:
    """Carries out a director's orders."""

    def __init__(
        self,
        script: Script,
        performer: Performer,
        faces: Faces,
        maker: Maker,
        *,
        stage: Stage | None = None,
        captions: CaptionsState | None = None,
        answer: Answerer | None = None,
        on_change: Callable[[], None],
    ) -> None:
        self._script = script
        self._performer = performer
        self._faces = faces
        self._maker = maker
        self._stage = stage
        self._captions = captions
        self._answer = answer
        self._on_change = on_change
        self._at = 0
        """The line that is next."""
        self._answers: dict[int, tuple[str, Proposal]] = {}
        self._numbers = count(1)
        self._mood: str = "neutral"
        self._background: str = script.avatar.background
        self._draft: tuple[str, str] | None = None
        """What is being typed, and its language."""
        self._ahead = asyncio.Event()
        self._ahead.set()
        self._orders: dict[str, Callable[[dict[str, Any]], Awaitable[None]]] = {
            "next": self._next,
            "line": self._line,
            "draft": self._take_draft,
            "say": self._say,
            "stop": self._stop,
            "hold": self._hold,
            "mood": self._set_mood,
            "background": self._set_background,
            "ask": self._ask,
            "approve": self._approve,
            "discard": self._discard,
        }

    async def do(self, order: dict[str, Any]) -> None:
        """Carry out an order. Raises DirectionError or VoiceError with what keeps it from being done."""
        command = order.get("command")
        if command not in self._orders:
            raise DirectionError(f"Unknown order '{command}'. Known: {', '.join(self._orders)}.")
        await self._orders[command](order)
        self._on_change()

    async def prepare(self) -> None:
        """Make what may be said next ahead of time, until cancelled."""
        while True:
            await self._ahead.wait()
            self._ahead.clear()
            for text, lang in self._coming():
                try:
                    await self._maker.prepare(text, lang)
                except VoiceError as error:
                    self._performer.problem = str(error)
                    self._on_change()
                if self._ahead.is_set():
                    break

    def as_json(self) -> dict[str, Any]:
        """All that the director's page shows."""
        performer, question = self._performer, self._question
        return {
            "type": "state",
            "title": self._script.title,
            "name": self._script.avatar.name,
            "lines": [
                line.model_dump(include={"who", "text", "lang", "cue", "mood"}) | {"spoken": line.is_spoken}
                for line in self._script.lines
            ],
            "next": self._script.next_spoken(self._at),
            "saying": performer.now and {"text": performer.now.text, "said": performer.said},
            "waiting": performer.waiting,
            "held": performer.held,
            "mood": self._mood,
            "background": self._background,
            "languages": self._maker.languages,
            "faces": self._faces.as_json(),
            "stopped_after_ms": performer.stopped_after_ms,
            "problems": [problem for problem in self._problems() if problem],
            "question": question and {"text": question.text, "speaker": question.speaker},
            "can_answer": self._answer is not None,
            "answers": [
                {
                    "id": number,
                    "question": asked,
                    "text": proposal.text,
                    "lang": proposal.lang,
                    "refused": proposal.refused,
                    "sources": proposal.sources,
                }
                for number, (asked, proposal) in self._answers.items()
            ],
        }

    def _coming(self) -> list[tuple[str, str]]:
        """Texts that may be said next, and their languages: typed ones, answers, lines of the script."""
        lines = [line for line in self._script.lines[self._at :] if line.is_spoken]
        return [
            *([self._draft] if self._draft else []),
            *((proposal.text, proposal.lang) for _, proposal in self._answers.values()),
            *((line.text, line.lang) for line in lines[:LINES_AHEAD]),
        ]

    @property
    def _question(self) -> Question | None:
        return self._stage.question if self._stage else None

    def _problems(self) -> tuple[str, ...]:
        lead = self._faces.lead
        face = lead.avatar.get("problem", "") if lead else "No face is connected: open the avatar's page."
        return self._performer.problem, face, self._captions.problem if self._captions else ""

    async def _next(self, _: dict[str, Any]) -> None:
        at = self._script.next_spoken(self._at)
        if at is None:
            raise DirectionError("That was the last line of the script.")
        self._speak_line(at)

    async def _line(self, order: dict[str, Any]) -> None:
        at = order.get("at")
        if not isinstance(at, int) or not 0 <= at < len(self._script.lines):
            raise DirectionError(f"There is no line {at}: the script has {len(self._script.lines)}.")
        if self._script.lines[at].is_spoken:
            self._speak_line(at)
        else:
            self._at = at
            self._ahead.set()

    def _speak_line(self, at: int) -> None:
        line = self._script.lines[at]
        self._performer.say(line.text, line.lang, line.mood)
        self._at = at + 1
        self._ahead.set()

    async def _take_draft(self, order: dict[str, Any]) -> None:
        """Make what is being typed ahead; nothing of it is said."""
        self._draft = (_text(order), _choice(order, "lang", self._maker.languages))
        self._ahead.set()

    async def _say(self, order: dict[str, Any]) -> None:
        self._draft = None
        self._performer.say(_text(order), _choice(order, "lang", self._maker.languages), self._mood)

    async def _stop(self, _: dict[str, Any]) -> None:
        self._performer.stop()

    async def _hold(self, order: dict[str, Any]) -> None:
        self._performer.hold(order.get("on") is True)

    async def _set_mood(self, order: dict[str, Any]) -> None:
        self._mood = _choice(order, "mood", get_args(Mood))
        self._faces.set("mood", self._mood)

    async def _set_background(self, order: dict[str, Any]) -> None:
        self._background = _choice(order, "background", get_args(Background))
        self._faces.set("background", self._background)

    async def _ask(self, order: dict[str, Any]) -> None:
        """Find an answer to a question that was typed in, or to the last one that the stage asked."""
        if self._answer is None:
            raise DirectionError("There are no documents to answer from: start with --documents FOLDER.")
        if len(self._answers) >= WAITING_ANSWERS:
            raise DirectionError(f"{WAITING_ANSWERS} answers wait already. Approve or discard some.")
        question = Question(text=_text(order), lang="") if order.get("text") else self._question
        if question is None:
            raise DirectionError("Nobody on stage has asked anything yet.")
        self._faces.set("mood", "thinking")
        try:
            proposal = await self._answer(question.text, question.lang)
        finally:
            self._faces.set("mood", self._mood)
        self._answers[next(self._numbers)] = (question.text, proposal)
        self._ahead.set()

    async def _approve(self, order: dict[str, Any]) -> None:
        """Have an answer said, word for word as it was proposed."""
        number, (_, proposal) = self._proposed(order)
        self._performer.say(proposal.text, proposal.lang)
        del self._answers[number]

    async def _discard(self, order: dict[str, Any]) -> None:
        number, _ = self._proposed(order)
        del self._answers[number]

    def _proposed(self, order: dict[str, Any]) -> tuple[int, tuple[str, Proposal]]:
        number = order.get("id")
        if not isinstance(number, int) or number not in self._answers:
            raise DirectionError(f"No answer {number} waits.")
        return number, self._answers[number]


def _text(order: dict[str, Any]) -> str:
    text = order.get("text")
    if not isinstance(text, str) or not text.strip():
        raise DirectionError("There is nothing to say.")
    if len(text) > LONGEST_LINE:
        raise DirectionError(f"A text of {len(text)} characters is too long; at most {LONGEST_LINE} at once.")
    return text


def _choice(order: dict[str, Any], key: str, choices: tuple[str, ...]) -> str:
    value = order.get(key)
    if value not in choices:
        raise DirectionError(f"{key} cannot be '{value}'. Choose one of: {', '.join(choices)}.")
    return str(value)
