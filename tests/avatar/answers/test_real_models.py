"""The real embeddings and the real dictionary, over the demo's documents."""

from pathlib import Path

import pytest

import models
from avatar.answers.e5 import E5
from avatar.answers.e5_file import E5File
from avatar.answers.engine import Engine
from avatar.answers.load import Sources, load_engine
from avatar.answers.usual_models import DICTIONARY, EMBEDDINGS, VERIFIER
from models.errors import ModelError

DEMO = Path(__file__).parents[3] / "configs" / "demo" / "documents"
QUESTIONS = Path(__file__).with_name("demo_questions.tsv")


def _pulled(model_id: str) -> Path:
    try:
        return models.pull(model_id)
    except ModelError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module", params=["none", VERIFIER])
def engine(request: pytest.FixtureRequest) -> Engine:
    for needed in {EMBEDDINGS, DICTIONARY, request.param} - {"none"}:
        _pulled(needed)
    return load_engine(Sources(documents=DEMO, verifier=request.param), tell=lambda _: None)


@pytest.mark.model
def test_a_question_is_nearest_to_its_answer_in_either_language():
    model = E5(_pulled(EMBEDDINGS))
    passages = model.embed(
        ["Lunch is served at noon.", "Mr Wong is the chairman of the bank.", "The lift is beside the lobby."],
        "passage",
    )
    questions = model.embed(["午餐幾點開始？", "誰是主席？", "Where is the lift?"], "query")
    assert (questions @ passages.T).argmax(axis=1).tolist() == [0, 1, 2]


@pytest.mark.model
def test_questions_over_the_demo_are_answered_or_refused_as_they_should(engine):
    lines = [line.split("\t") for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    wrong = []
    for _, question, expected in lines:
        answer = engine.ask(question)
        good = answer.refused if expected == "-" else expected in answer.text
        if not good:
            wrong.append(question)
    assert wrong == []


def test_a_broken_model_is_told(tmp_path):
    (tmp_path / "model.bin").write_bytes(b"E5S1" + b"\0" * 40)
    with pytest.raises(ModelError, match="no E5 model"):
        E5File(tmp_path / "model.bin")
