"""The queue between captions and model: nothing lost, nothing doubled, early work first to go."""

from collections.abc import Sequence
from itertools import pairwise

from models.errors import ModelError
from tests.translate.fakes import Clock, FakeTranslator
from translate.engine import Request, Translator
from translate.glossary import Glossary, Term
from translate.service import MAX_FAILURES, Output, Service


def spanish(request: Request) -> str:
    """A translation that shows what was said, from its end to its beginning, and what was forced."""
    said = " ".join(f"<{word}>" for word in reversed(request.text.split()))
    return f"{request.prefix} …" if request.prefix else f"Es {said}"


def a_service(fake: Translator | None = None, *targets: str, **options: object) -> Service:
    fake = fake or FakeTranslator(spanish)
    return Service(lambda: fake, targets or ("es",), **options)  # type: ignore[arg-type]


def drain(service: Service, steps: int = 20) -> list[Output]:
    return [output for _ in range(steps) for output in service.step()]


def test_finals_come_out_once_and_in_order() -> None:
    service = a_service(None, "es", "en")
    for line in range(11):
        service.final(line, f"Line {line} of the talk", "en")
    outputs = drain(service)
    assert [o.line for o in outputs if o.lang == "es"] == list(range(11))
    assert [o.line for o in outputs if o.lang == "en"] == list(range(11))
    assert all(o.final and not o.refused for o in outputs)
    assert drain(service) == []


def test_finals_that_wait_share_a_batch_of_one_language() -> None:
    fake = FakeTranslator(spanish)
    service = a_service(fake)
    for line, lang in enumerate(["en", "en", "fr", "en"]):
        service.final(line, f"Some words {line}", lang)
    drain(service)
    assert [len(batch) for batch in fake.batches] == [2, 1, 1]


def test_early_work_is_translated_when_no_final_waits_and_is_forced_in_the_final() -> None:
    fake = FakeTranslator(spanish)
    service = a_service(fake)
    service.early(1, "When the bank opened its new branches last year, the", "en")
    (early,) = service.step()
    assert not early.final
    service.final(1, "When the bank opened its new branches last year, the people came.", "en")
    (final,) = service.step()
    assert final.final
    assert fake.batches[1][0].prefix == early.text.rstrip(",")
    assert final.text.startswith(early.text.rstrip(","))


def test_only_the_newest_early_work_is_done_and_only_when_it_says_more() -> None:
    fake = FakeTranslator(spanish)
    service = a_service(fake)
    clause = "When the bank opened its new branches last year,"
    service.early(1, clause + " we", "en")
    service.early(2, "After the very long conference in the old city, we", "en")
    assert [o.line for o in drain(service)] == [2]
    service.early(2, "After the very long conference in the old city, we went", "en")
    assert drain(service) == []
    service.final(1, clause, "en")
    service.early(2, "After the very long conference in the old city, we went home by tram, and so", "en")
    assert [(o.line, o.final) for o in drain(service)] == [(1, True), (2, False)]


def test_early_work_is_left_out_while_finals_come_late() -> None:
    clock = Clock()
    service = a_service(FakeTranslator(spanish), clock=clock)
    clause = "When the bank opened its new branches last year, the"
    for wait_s, early in ((3.5, 0), (0.5, 1)):
        service.final(1, "Good morning to all of you.", "en")
        clock.now += wait_s
        service.step()
        service.early(2, clause, "en")
        assert service.health().sheds_early is not bool(early)
        assert len(service.step()) == early


def test_early_work_is_shed_when_told_and_never_done_for_verb_last_languages() -> None:
    service = a_service()
    clause = "When the bank opened its new branches last year, we"
    service.early(1, clause, "en")
    service.shed_early(True)
    service.early(2, clause, "en")
    assert drain(service) == []
    japanese = a_service(None, "ja")
    japanese.early(1, clause, "en")
    assert drain(japanese) == []


def test_a_correction_takes_the_place_of_a_waiting_line_and_follows_a_translated_one() -> None:
    service = a_service()
    service.final(1, "The old words", "en")
    service.final(2, "Other words", "en")
    service.final(1, "The new words", "en")
    assert [(o.line, "new" in o.text) for o in drain(service)] == [(1, True), (2, False)]
    service.final(1, "The newest words", "en")
    assert [o.line for o in drain(service)] == [1]


def test_retracted_lines_never_come_out() -> None:
    service = a_service()
    service.final(1, "Off the record", "en")
    service.final(2, "On the record", "en")
    service.retract([1])
    assert [o.line for o in drain(service)] == [2]

    late = a_service(FakeTranslator(lambda r: late.retract([3]) or spanish(r)))  # type: ignore[func-returns-value]
    late.final(3, "Taken back while it is translated", "en")
    assert drain(late) == []


def test_a_glossary_edited_live_counts_from_the_next_line() -> None:
    service = a_service()
    service.final(1, "Welcome to Cyberport now", "en")
    (before,) = drain(service)
    service.set_glossary(Glossary([Term("Cyberport", (), False, {"es": "Ciberpuerto"})]))
    service.final(2, "Welcome to Cyberport now", "en")
    (after,) = drain(service)
    assert "Ciberpuerto" not in before.text
    assert "Ciberpuerto" in after.text


def test_a_model_that_fails_is_opened_again_and_the_missed_lines_are_filled_in() -> None:
    clock, fake, opened = Clock(), FakeTranslator(spanish), []
    service = Service(lambda: opened.append(1) or fake, ("es",), clock=clock)  # type: ignore[func-returns-value]
    service.final(1, "The first line", "en")
    drain(service)
    fake.broken = True
    for line in (2, 3):
        service.final(line, f"Line number {line}", "en")
    assert drain(service) == []
    assert not service.health().available
    assert "out of memory" in service.health().reason
    assert service.health().waiting == 2
    assert not service.wait(0), "nothing to do before it is time to try again"
    fake.broken = False
    clock.now += 3
    assert service.wait(0)
    assert [o.line for o in drain(service)] == [2, 3]
    assert service.health().available
    assert len(opened) == 2


def test_a_model_that_cannot_be_loaded_is_tried_again_at_growing_intervals() -> None:
    clock, tries = Clock(), []

    def fail() -> Translator:
        tries.append(clock.now)
        raise ModelError("The model is missing. Pull it.")

    service = Service(fail, ("es",), clock=clock)
    service.final(1, "The first line", "en")
    for _ in range(200):
        service.step()
        clock.now += 1
    assert [round(b - a) for a, b in pairwise(tries)] == [2, 4, 8, 16, 32, 60, 60]
    assert service.health().reason == "The model is missing. Pull it."
    assert service.health().waiting == 1


class Poisoned(FakeTranslator):
    """Fails over every batch with the word poison."""

    def translate(self, batch: Sequence[Request]) -> list[str]:
        self.broken = any("poison" in request.text for request in batch)
        return super().translate(batch)


def test_a_line_that_kills_the_model_is_given_out_as_its_source_and_blocks_no_other() -> None:
    clock = Clock()
    service = a_service(Poisoned(spanish), clock=clock)
    for line, text in enumerate(["A good line here", "This is poison", "Another good line"]):
        service.final(line, text, "en")
    outputs: list[Output] = []
    for _ in range(30):
        outputs += service.step()
        clock.now += 60
    assert [(o.line, bool(o.refused)) for o in outputs] == [(0, False), (1, True), (2, False)]
    assert outputs[1].text == "This is poison"
    assert MAX_FAILURES == 3


def test_when_too_many_wait_the_oldest_come_out_untranslated_and_none_is_lost() -> None:
    clock, fake = Clock(), FakeTranslator(spanish)
    fake.broken = True
    service = a_service(fake, clock=clock, max_finals=5)
    for line in range(8):
        service.final(line, f"Line number {line}", "en")
    outputs = service.step()
    assert [(o.line, o.refused) for o in outputs] == [(n, "the queue was full") for n in range(3)]
    fake.broken = False
    clock.now += 60
    assert [o.line for o in drain(service)] == [3, 4, 5, 6, 7]


def test_context_is_the_last_lines_and_none_of_it_after_a_retraction() -> None:
    fake = FakeTranslator(spanish)
    service = a_service(fake, context_lines=2)
    for line in range(4):
        service.final(line, f"Line number {line}", "en")
        service.step()
    assert [said for said, _ in fake.batches[3][0].context] == ["Line number 1", "Line number 2"]
    service.retract([3])
    service.final(4, "After the retraction", "en")
    service.step()
    assert fake.batches[4][0].context == ()


def test_a_long_talk_keeps_order_without_loss() -> None:
    service = a_service()
    outputs: list[Output] = []
    for line in range(300):
        service.early(line, f"When the bank number {line} opened its branches, it", "en")
        if line % 3 == 0:
            outputs += service.step()
        service.final(line, f"When the bank number {line} opened its branches, it grew.", "en")
        if line % 7 == 0:
            outputs += service.step()
    outputs += drain(service, 200)
    assert [o.line for o in outputs if o.final] == list(range(300))


def test_a_failure_that_nobody_thought_of_costs_no_line() -> None:
    clock = Clock()
    answers = iter([KeyError("driver"), "Las palabras de la línea"])

    def answer(_: Request) -> str:
        found = next(answers)
        if isinstance(found, Exception):
            raise found
        return found

    service = a_service(FakeTranslator(answer), clock=clock)
    service.final(1, "The words of the line", "en")
    assert drain(service) == []
    assert service.health().reason == "KeyError('driver')"
    clock.now += 60
    assert [(o.line, o.refused) for o in drain(service)] == [(1, "")]


def test_a_line_goes_into_the_languages_that_lack_it_and_into_none_that_is_off() -> None:
    service = a_service(None, "es", "fr", "zh")
    service.final(1, "The first line", "en", ["fr"])
    service.final(2, "The second line", "en")
    service.set_targets(["fr", "zh"])
    service.final(3, "The third line", "en")
    said = [(o.line, o.lang) for o in drain(service)]
    assert said == [(1, "fr"), (2, "fr"), (2, "zh"), (3, "fr"), (3, "zh")]


def test_earlier_lines_come_newest_first_when_nothing_else_waits_and_make_nothing_late() -> None:
    clock = Clock()
    service = a_service(clock=clock)
    for line in (1, 2, 3):
        service.later(line, f"The earlier line {line}", "en", ["es"])
    clock.now += 100
    service.final(9, "The line of this moment", "en")
    assert service.health().waiting == 4
    service.retract([2])
    assert [o.line for o in drain(service)] == [9, 3, 1]
    assert not service.health().sheds_early


def test_a_model_that_failed_or_is_not_needed_any_more_is_freed() -> None:
    clock, fake = Clock(), FakeTranslator(spanish)
    service = a_service(fake, clock=clock)
    service.final(1, "The first line", "en")
    fake.broken = True
    drain(service)
    assert fake.closed == 1
    clock.now += 60
    fake.broken = False
    assert len(drain(service)) == 1
    service.close()
    assert fake.closed == 2
    service.final(2, "The second line", "en")
    assert drain(service) == []
