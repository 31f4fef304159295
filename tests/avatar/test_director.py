import asyncio
from itertools import count

import pytest

from avatar.director import Director, Proposal
from avatar.errors import DirectionError
from avatar.questions import Stage
from avatar.script import Script
from tests.avatar.fakes import BeepVoice, Theatre

SCRIPT = Script.model_validate(
    {
        "title": "Fireside",
        "lines": [
            {"who": "Grace", "text": "Who are you?"},
            {"text": "I am Ada.", "mood": "happy"},
            {"who": "Grace", "text": "And in Mandarin?"},
            {"text": "我是艾达。", "lang": "zh"},
        ],
    }
)


async def answer(question: str, lang: str) -> Proposal:
    return Proposal(text=f"No idea about: {question}", lang="en", refused=True)


@pytest.fixture
def theatre() -> Theatre:
    return Theatre()


def director(theatre: Theatre, stage: Stage | None = None) -> Director:
    return Director(
        SCRIPT,
        theatre.performer,
        theatre.faces,
        theatre.maker,
        stage=stage,
        captions=theatre.screen,
        answer=answer,
        on_change=lambda: None,
    )


async def test_the_next_line_is_the_avatars_own_and_people_are_cues(theatre: Theatre) -> None:
    desk = director(theatre)
    assert desk.as_json()["next"] == 1
    await desk.do({"command": "next"})
    assert desk.as_json()["next"] == 3
    await desk.do({"command": "line", "at": 0})
    assert desk.as_json()["next"] == 1
    await desk.do({"command": "line", "at": 3})
    with pytest.raises(DirectionError, match="last line"):
        await desk.do({"command": "next"})
    assert theatre.performer.waiting == 2


async def test_the_last_question_of_the_stage_is_answered_only_when_approved(theatre: Theatre) -> None:
    stage = Stage("Ada")
    line = {"type": "line", "id": 1, "speaker": "Grace", "lang": "en", "interim": ""}
    stage.take(line | {"text": "Thank you. When is lunch? Please tell us."})
    desk = director(theatre, stage)
    assert desk.as_json()["question"] == {"text": "When is lunch?", "speaker": "Grace"}

    await desk.do({"command": "ask"})
    (waiting,) = desk.as_json()["answers"]
    assert theatre.performer.waiting == 0
    assert waiting["text"] == "No idea about: When is lunch?"
    await desk.do({"command": "approve", "id": waiting["id"]})
    assert theatre.performer.waiting == 1
    assert desk.as_json()["answers"] == []


async def test_what_the_avatar_says_itself_is_no_question(theatre: Theatre) -> None:
    stage = Stage("Ada")
    line = {"type": "line", "id": 1, "speaker": "Ada", "lang": "en", "text": "Who?", "interim": ""}
    stage.take(line)
    assert stage.question is None
    stage.take(
        line | {"id": 2, "speaker": "Grace", "lang": "zh", "text": "你好。午餐在", "interim": "哪里？"}
    )
    assert stage.question is not None
    assert (stage.question.text, stage.question.lang) == ("午餐在哪里？", "zh")
    stage.take({"type": "retract", "ids": [2]})
    assert stage.question is None


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ({"command": "dance"}, "Unknown order 'dance'"),
        ({"command": "mood", "mood": "angry"}, "mood cannot be 'angry'"),
        ({"command": "say", "text": "x" * 3000, "lang": "en"}, "too long"),
        ({"command": "say", "text": 7, "lang": "en"}, "nothing to say"),
        ({"command": "line", "at": 99}, "no line 99"),
        ({"command": "approve", "id": 5}, "No answer 5"),
        ({"command": "ask"}, "Nobody on stage"),
    ],
)
async def test_an_order_that_cannot_be_done_says_why(
    theatre: Theatre, order: dict[str, object], reason: str
) -> None:
    with pytest.raises(DirectionError, match=reason):
        await director(theatre).do(order)


async def test_problems_of_face_voice_and_captions_are_shown(theatre: Theatre) -> None:
    desk = director(theatre)
    assert desk.as_json()["problems"] == []
    theatre.faces.leave(theatre.face)
    theatre.performer.problem, theatre.screen.problem = "voice", "captions"
    assert desk.as_json()["problems"][::2] == ["voice", "captions"]
    assert "No face" in desk.as_json()["problems"][1]


async def test_what_is_typed_and_what_waits_for_approval_is_made_ahead_of_the_script() -> None:
    loop, fourth, begun = asyncio.get_running_loop(), asyncio.Event(), count(1)

    def begin() -> None:
        if next(begun) == 4:
            loop.call_soon_threadsafe(fourth.set)

    theatre = Theatre(BeepVoice("en", "zh", before=begin))
    desk = director(theatre)
    await desk.do({"command": "ask", "text": "Where?"})
    await desk.do({"command": "draft", "text": "Well done.", "lang": "en"})
    preparing = asyncio.create_task(desk.prepare())
    await asyncio.wait_for(fourth.wait(), 60)
    preparing.cancel()
    assert theatre.voice.spoken[:3] == ["Well done.", "No idea about: Where?", "I am Ada."]
    assert theatre.performer.waiting == 0
