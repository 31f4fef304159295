"""Real processes that die, hang, run out of memory and are killed: the service loses no line over them."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from models.errors import ModelError
from tests.translate import tiny
from tests.translate.fakes import Clock
from tests.translate.opened import fragile, missing, stillborn
from translate.engine import Request, Translator
from translate.errors import EngineError
from translate.isolated import Isolated, Limits
from translate.load import load_translator
from translate.service import Output, Service

pytestmark = pytest.mark.slow

ENOUGH = Limits(open_s=280, answer_s=280)


def request(text: str) -> Request:
    return Request(text=text, source="en", target="es")


@pytest.fixture
def isolated() -> Iterator[Isolated]:
    translator = Isolated(fragile, ENOUGH)
    yield translator
    translator.close()


def test_it_translates_as_the_translator_in_it_and_ends_with_close(isolated: Isolated) -> None:
    assert isolated.supports("en", "es")
    assert isolated.translate([request("Good day"), request("to all")]) == ["day Good", "all to"]
    isolated.close()
    assert not isolated.process.is_alive()
    with pytest.raises(EngineError, match="ended"):
        isolated.translate([request("Good day")])


def test_a_ctranslate2_model_works_in_it(tmp_path: Path) -> None:
    translator = Isolated(partial(load_translator, tiny.nllb(tmp_path / "model"), device="cpu"), ENOUGH)
    assert translator.supports("en", "es")
    assert not translator.supports("en", "ja")
    assert len(translator.translate([request("Good morning"), request("to all of you")])) == 2
    translator.close()


def test_want_of_memory_is_told_and_the_process_stays(isolated: Isolated) -> None:
    with pytest.raises(EngineError, match="MemoryError"):
        isolated.translate([request("too little memory")])
    assert isolated.process.is_alive()


def test_a_call_that_hangs_is_given_up_and_its_process_ended() -> None:
    translator = Isolated(fragile, Limits(open_s=280, answer_s=1))
    with pytest.raises(EngineError, match="did not answer for 1 s"):
        translator.translate([request("You hang now")])
    assert not translator.process.is_alive()


def test_a_model_that_cannot_be_opened_says_why() -> None:
    with pytest.raises(ModelError, match="Pull it"):
        Isolated(missing, ENOUGH)
    with pytest.raises(EngineError, match="status 3"):
        Isolated(stillborn, ENOUGH)


def killed(translator: Isolated) -> None:
    translator.process.kill()


@pytest.mark.parametrize(
    ("line", "reason"),
    [("You die now", "status 9"), ("no memory", "MemoryError")],
)
def test_a_line_that_ends_the_process_is_given_up_after_three_tries(line: str, reason: str) -> None:
    outputs, reasons = talk(lambda: Isolated(fragile, ENOUGH), ["Good day", line, "Good night"])
    assert [(o.line, bool(o.refused)) for o in outputs] == [(0, False), (1, True), (2, False)]
    assert any(reason in told for told in reasons)


def test_a_process_killed_in_mid_talk_is_replaced_and_its_lines_are_filled_in() -> None:
    opened: list[Isolated] = []

    def open_again() -> Translator:
        opened.append(Isolated(fragile, ENOUGH))
        return opened[-1]

    outputs, reasons = talk(open_again, ["Good day", "Good evening", "Good night"], lambda: killed(opened[0]))
    assert [(o.line, o.refused) for o in outputs] == [(0, ""), (1, ""), (2, "")]
    assert len(opened) == 2
    assert any("status -9" in told or "status 1" in told for told in reasons)


def talk(
    open_translator: Callable[[], Translator],
    lines: list[str],
    after_first: Callable[[], None] = lambda: None,
) -> tuple[list[Output], set[str]]:
    """What comes of lines, one after the other; and why the translator was away."""
    clock = Clock()
    service = Service(open_translator, ["es"], clock=clock)
    outputs: list[Output] = []
    reasons = set()
    for number, line in enumerate(lines):
        service.final(number, line, "en")
        while service.health().waiting:
            outputs += service.step()
            reasons.add(service.health().reason)
            clock.now += 60
        if number == 0:
            after_first()
    service.close()
    return outputs, reasons
