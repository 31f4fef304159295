"""The answers over HTTP: questions, sources, votes, limits, and the staff's list."""

import asyncio
import hmac
import json
from threading import Event

import httpx
import pytest
from starlette.applications import Starlette

from avatar.answers.allowance import Allowance
from avatar.answers.answer import Answer
from avatar.answers.app import routes
from avatar.answers.document_page import document_page
from avatar.answers.documents import Block, document
from avatar.answers.log import QuestionLog

KEY = "staff-key"


@pytest.fixture
def log(tmp_path) -> QuestionLog:
    return QuestionLog(tmp_path / "questions.jsonl")


@pytest.fixture
async def client(engine, log):
    allowance = Allowance(per_s=0.001, at_once=3)
    app = Starlette(
        routes=routes(engine, log, admits=lambda key: hmac.compare_digest(key, KEY), allowance=allowance)
    )
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://hall") as opened:
        yield opened


async def test_an_answer_comes_with_a_source_that_opens_at_the_quotation(client):
    reply = await client.post("/ask/question", json={"question": "Who founded the Harbour Symposium?"})
    (citation,) = reply.json()["citations"]
    page = await client.get(citation["url"])
    assert f"<mark>{citation['quote']}</mark>" in page.text
    assert f'id="{citation["anchor"]}"' in page.text
    assert "default-src 'self'" in page.headers["content-security-policy"]


async def test_a_source_in_the_programme_opens_at_its_row(client):
    reply = await client.post("/ask/question", json={"question": "When is lunch?"})
    (citation,) = reply.json()["citations"]
    page = await client.get(citation["url"])
    assert f'id="{citation["anchor"]}">“Lunch”: 12:15' in page.text


async def test_an_address_that_asks_too_often_has_to_wait(client):
    replies = [await client.post("/ask/question", json={"question": "When is lunch?"}) for _ in range(4)]
    assert [reply.status_code for reply in replies] == [200, 200, 200, 429]


async def test_nobody_waits_for_minutes(engine, log):
    now, may_answer = [0.0], Event()
    may_answer.set()

    class Slow:
        def ask(self, text: str, hint: str) -> Answer:
            may_answer.wait()
            now[0] += 25.0
            return engine.ask(text, hint)

    app = Starlette(routes=routes(Slow(), log, allowance=Allowance(at_once=99), clock=lambda: now[0]))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://hall") as hall:

        async def ask() -> int:
            return (await hall.post("/ask/question", json={"question": "When is lunch?"})).status_code

        assert [await ask(), await ask()] == [200, 200]
        may_answer.clear()
        asked = [asyncio.create_task(ask()) for _ in range(6)]
        await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
        may_answer.set()
        assert sorted(await asyncio.gather(*asked)) == [200] * 3 + [503] * 3


@pytest.mark.parametrize("body", [{}, {"question": " "}, {"question": "x" * 301}, {"question": 7}, [1]])
async def test_what_is_no_question_is_refused(client, body):
    assert (await client.post("/ask/question", json=body)).status_code == 400


async def test_a_form_of_another_site_cannot_ask(client):
    reply = await client.post("/ask/question", content='{"question": "When is lunch?"}')
    assert reply.status_code == 400


async def test_a_refused_question_waits_for_staff_until_they_answer_it(client):
    asked = await client.post("/ask/question", json={"question": "Who ate the cake?"})
    headers = {"X-Key": KEY}
    (waiting,) = (await client.get("/ask/refused.json", headers=headers)).json()
    assert waiting["question"] == "Who ate the cake?"
    done = await client.post("/ask/done", headers=headers, json={"id": asked.json()["id"]})
    assert done.status_code == 200
    assert (await client.get("/ask/refused.json", headers=headers)).json() == []


async def test_the_list_is_for_staff_only(client):
    assert (await client.get("/ask/refused.json")).status_code == 403
    assert (await client.post("/ask/done", headers={"X-Key": "no"}, json={"id": "x"})).status_code == 403


async def test_the_log_keeps_answers_and_votes_but_no_addresses(client, tmp_path):
    asked = await client.post("/ask/question", json={"question": "When is lunch?"})
    key = asked.json()["id"]
    assert (await client.post("/ask/vote", json={"id": key, "vote": "up"})).status_code == 200
    assert (await client.post("/ask/vote", json={"id": "unknown", "vote": "up"})).status_code == 404
    assert (await client.post("/ask/vote", json={"id": key, "vote": "maybe"})).status_code == 404
    content = (tmp_path / "questions.jsonl").read_text(encoding="utf-8")
    answer, vote = map(json.loads, content.splitlines())
    assert answer["question"] == "When is lunch?"
    assert vote["vote"] == "up"
    assert "127.0.0.1" not in content


async def test_a_document_is_never_markup(client):
    hostile = document("x.txt", [Block(text="<script>alert(1)</script> & more.")])
    page = document_page(hostile, 0, 8)
    assert "<script>alert" not in page
    assert "<mark>&lt;script&gt;</mark>alert(1)" in page


@pytest.mark.parametrize(
    "path", ["/documents/nothing.txt", "/documents/../../etc/passwd", "/documents/%2e%2e/x"]
)
async def test_only_documents_of_the_event_open(client, path):
    assert (await client.get(path)).status_code == 404


def test_the_list_survives_a_restart_and_a_torn_line(engine, tmp_path):
    path = tmp_path / "questions.jsonl"
    QuestionLog(path).add("a", engine.ask("Who ate the cake?"))
    with path.open("a", encoding="utf-8") as file:
        file.write('{"id": "b", "quest')
    assert [waiting["id"] for waiting in QuestionLog(path).refused()] == ["a"]
