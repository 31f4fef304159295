"""The answers over HTTP: questions from phones, the documents that citations open, the list for staff."""

import asyncio
import json
import secrets
import time
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from avatar.answers.allowance import Allowance
from avatar.answers.answer import PROGRAMME
from avatar.answers.document_page import document_page, programme_page
from avatar.answers.engine import Engine
from avatar.answers.log import QuestionLog
from avatar.answers.question import LONGEST_QUESTION
from live.serving.http import SECURITY_HEADERS

LONGEST_BODY = 4_096
"""Bytes."""
LONGEST_WAIT_S = 30.0
"""Who would wait longer for the answers to those before is told to try again."""
USUAL_S, NEWEST = 0.1, 0.3
"""How long an answer takes before any is known; the newest one's share in what is known."""


def routes(
    engine: Engine,
    log: QuestionLog,
    *,
    admits: Callable[[str], bool] = lambda _: False,
    allowance: Allowance | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> list[Route]:
    """The routes to mount beside the pages `ask.html` and `questions.html`.

    `admits` tells whether a key, sent in the header `X-Key`, is that of the staff.
    """
    desk = _Desk(engine, log, admits, allowance or Allowance(), clock)
    return [
        Route("/ask/about.json", desk.about),
        Route("/ask/question", desk.question, methods=["POST"]),
        Route("/ask/vote", desk.vote, methods=["POST"]),
        Route("/ask/refused.json", desk.refused),
        Route("/ask/done", desk.done, methods=["POST"]),
        Route("/documents/{name:path}", desk.document),
    ]


class _Desk:
    """Answers requests; one question is worked on at a time, so that captions keep their cores."""

    def __init__(
        self,
        engine: Engine,
        log: QuestionLog,
        admits: Callable[[str], bool],
        allowance: Allowance,
        clock: Callable[[], float],
    ) -> None:
        self._engine = engine
        self._log = log
        self._admits = admits
        self._allowance = allowance
        self._clock = clock
        self._turn = asyncio.Semaphore(1)
        self._waiting = 0
        self._takes_s = USUAL_S

    async def about(self, _: Request) -> Response:
        """What the page needs to know of the event."""
        programme = self._engine.programme
        return _json({"event": programme.event, "programme": bool(programme.slots)})

    async def question(self, request: Request) -> Response:
        """Answer a question: `{question, lang}`."""
        body = await _body(request)
        text = body.get("question") if body else None
        if body is None or not isinstance(text, str) or not text.strip() or len(text) > LONGEST_QUESTION:
            return _json({"error": f"A question of 1 to {LONGEST_QUESTION} characters."}, 400)
        if not self._allowance.take(_address(request), self._clock()):
            return _json({"error": "Too many questions. Wait a few seconds."}, 429)
        if self._waiting * self._takes_s > LONGEST_WAIT_S:
            return _json({"error": "Many are asking. Try again in a moment."}, 503)
        self._waiting += 1
        try:
            async with self._turn:
                began = self._clock()
                answer = await asyncio.to_thread(self._engine.ask, text, str(body.get("lang", ""))[:20])
                self._takes_s += NEWEST * (self._clock() - began - self._takes_s)
        finally:
            self._waiting -= 1
        key = secrets.token_urlsafe(9)
        self._log.add(key, answer)
        return _json({"id": key, **answer.as_json()})

    async def vote(self, request: Request) -> Response:
        """Take a thumb up or down: `{id, vote}`."""
        body = await _body(request) or {}
        key, vote = body.get("id"), body.get("vote")
        if vote not in ("up", "down") or not isinstance(key, str) or not self._log.vote(key, vote):
            return _json({"error": "No such answer."}, 404)
        return _json({})

    async def refused(self, request: Request) -> Response:
        """The questions that wait for staff."""
        if not self._is_staff(request):
            return _json({"error": "The key is missing or wrong."}, 403)
        return _json(self._log.refused())

    async def done(self, request: Request) -> Response:
        """Take a question off the list: `{id}`."""
        if not self._is_staff(request):
            return _json({"error": "The key is missing or wrong."}, 403)
        key = (await _body(request) or {}).get("id")
        return _json({}) if isinstance(key, str) and self._log.done(key) else _json({"error": "Gone."}, 404)

    async def document(self, request: Request) -> Response:
        """A document or the programme; `from` and `to` mark a quotation."""
        name = request.path_params["name"]
        if name == PROGRAMME and self._engine.programme:
            return HTMLResponse(programme_page(self._engine.programme), headers=_headers())
        found = self._engine.library.documents.get(name)
        if found is None:
            return Response("No such document.\n", 404, headers=_headers(), media_type="text/plain")
        start, end = (_number(request.query_params.get(side, "")) for side in ("from", "to"))
        return HTMLResponse(document_page(found, start, end), headers=_headers())

    def _is_staff(self, request: Request) -> bool:
        return self._admits(request.headers.get("x-key", ""))


async def _body(request: Request) -> dict[str, Any] | None:
    """The JSON object of a request; None for anything else, such as what a form of another site sends."""
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        return None
    content = b""
    async for chunk in request.stream():
        content += chunk
        if len(content) > LONGEST_BODY:
            return None
    try:
        found = json.loads(content)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _json(value: Any, status: int = 200) -> Response:
    return JSONResponse(value, status, headers=_headers())


def _headers() -> dict[str, str]:
    return {**SECURITY_HEADERS, "Cache-Control": "no-store"}
