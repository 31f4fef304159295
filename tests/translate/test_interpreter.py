"""From a line to what the screens show in each language, with a scripted model."""

import pytest

from tests.translate.fakes import FakeTranslator
from translate.engine import Request
from translate.glossary import Glossary, Term
from translate.guards import Verdict
from translate.interpreter import Interpreter, Job, Translation

GLOSSARY = Glossary(
    [
        Term("Cyberport", (), False, {"zh-Hans": "数码港", "zh-Hant-HK": "數碼港（香港）"}),
        Term("Footlights", (), True),
    ]
)


def run(
    answers: dict[str, str], text: str, *targets: str, source: str = "en", glossary: Glossary | None = None
) -> tuple[dict[str, Translation], FakeTranslator]:
    """Translate with a model that knows `answers`: by text, or text and `!` for a retry."""
    fake = FakeTranslator(lambda request: answers[request.text + ("!" if request.retry else "")])
    interpreter = Interpreter(fake, glossary or Glossary())
    (found,) = interpreter.translate([Job(text=text, source=source, targets=targets)])
    return found, fake


def test_all_ways_of_writing_chinese_come_from_one_translation() -> None:
    found, fake = run(
        {"The hair inside": "里面的头发"}, "The hair inside", "zh-Hans", "zh-Hant", "zh-Hant-HK"
    )
    assert [t.text for t in found.values()] == ["里面的头发", "裏面的頭髮", "裏面的頭髮"]
    assert [len(batch) for batch in fake.batches] == [1]


def test_all_languages_of_a_line_are_one_batch() -> None:
    fake = FakeTranslator(lambda r: {"es": "Buenos días", "zh": "早上好", "ko": "안녕하세요"}[r.target])
    job = Job(text="Good morning", source="en", targets=("es", "zh-Hant", "ko", "en"))
    (found,) = Interpreter(fake, Glossary()).translate([job])
    assert {code: t.text for code, t in found.items()} == {
        "en": "Good morning", "es": "Buenos días", "zh-Hant": "早上好", "ko": "안녕하세요",
    }  # fmt: skip
    assert len(fake.batches) == 1


@pytest.mark.parametrize(
    ("text", "source", "target", "written"),
    [
        ("Good morning", "en", "en", "Good morning"),
        ("欢迎来到数码港", "zh-Hans", "zh-Hant-HK", "歡迎來到數碼港（香港）"),
        ("歡迎", "zh-Hant-HK", "zh-Hans", "欢迎"),
        ("你好 世界", "zh-Hans", "zh-Hans", "你好 世界"),
        ("2026", "en", "zh-Hans", "2026"),
        ("👏👏", "en", "es", "👏👏"),
        ("https://footlights.hk/join?x=1", "en", "zh-Hans", "https://footlights.hk/join?x=1"),
        ("Cyberport", "en", "zh-Hans", "数码港"),
    ],
)
def test_what_needs_no_model_does_not_ask_it(text: str, source: str, target: str, written: str) -> None:
    found, fake = run({}, text, target, source=source, glossary=GLOSSARY)
    assert found[target].text == written
    assert found[target].refused is None
    assert fake.batches == []


def test_a_language_the_model_does_not_know_gets_the_marked_source_and_harms_no_other() -> None:
    fake = FakeTranslator(lambda request: "Buenos días")
    fake.unknown = {"ko"}
    (found,) = Interpreter(fake, Glossary()).translate(
        [Job(text="Good morning", source="en", targets=("es", "ko"))]
    )
    assert found["es"].text == "Buenos días"
    assert found["ko"].refused is Verdict.UNSUPPORTED


def test_cantonese_is_translated_into_written_chinese() -> None:
    found, _ = run({"佢哋喺度": "他们在这里"}, "佢哋喺度", "zh-Hant-HK", source="yue")
    assert found["zh-Hant-HK"].text == "他們在這裏"


def test_terms_are_masked_and_written_as_each_language_wants() -> None:
    found, _ = run(
        {"Welcome to X1 and X2.": "欢迎来到 X1 和 X2。"},
        "Welcome to Cyberport and Footlights.", "zh-Hans", "zh-Hant-HK", glossary=GLOSSARY,
    )  # fmt: skip
    assert found["zh-Hans"].text == "欢迎来到数码港和 Footlights。"
    assert found["zh-Hant-HK"].text == "歡迎來到數碼港（香港）和 Footlights。"


def test_a_text_with_such_a_mark_of_its_own_gets_another() -> None:
    found, fake = run({"X1 is in Z1.": "X1在Z1。"}, "X1 is in Cyberport.", "zh-Hans", glossary=GLOSSARY)
    assert fake.batches[0][0].text == "X1 is in Z1."
    assert found["zh-Hans"].text == "X1 在数码港。"


def test_a_lost_term_is_asked_for_again_and_then_added() -> None:
    text = "We built it at Cyberport last year."
    masked = "We built it at X1 last year."
    found, _ = run(
        {masked: "去年我们建的。", masked + "!": "去年我们在X1建的。"}, text, "zh-Hans", glossary=GLOSSARY
    )
    assert found["zh-Hans"].text == "去年我们在数码港建的。"
    found, _ = run(
        {masked: "去年我们建的。", masked + "!": "去年我们建的。"}, text, "zh-Hans", glossary=GLOSSARY
    )
    assert found["zh-Hans"].text == "去年我们建的。（数码港）"


def test_a_refused_answer_is_tried_again_and_then_the_source_is_shown_and_marked() -> None:
    text = "The bank opened branches."
    found, _ = run({text: "", text + "!": "El banco abrió sucursales."}, text, "es")
    assert found["es"].text == "El banco abrió sucursales."
    found, _ = run({text: text, text + "!": text}, text, "es")
    assert found["es"] == Translation(lang="es", text=text, refused=Verdict.COPY)


def test_changed_numbers_are_masked_the_second_time() -> None:
    found, fake = run(
        {"We sold 4500 today.": "Hoy vendimos 5400.", "We sold X1 today.!": "Hoy vendimos X1."},
        "We sold 4500 today.", "es",
    )  # fmt: skip
    assert found["es"].text == "Hoy vendimos 4500."
    assert fake.batches[1][0].retry


def test_addresses_are_never_left_to_the_model() -> None:
    found, _ = run({"Write to X1, please.": "请写信至X1。"}, "Write to info@hall.hk, please.", "zh-Hans")
    assert found["zh-Hans"].text == "请写信至 info@hall.hk。"


def test_long_texts_go_in_pieces() -> None:
    fake = FakeTranslator(lambda r: "Esto es una de muchas frases que decimos hoy. " * r.text.count("."))
    text = "This is one of the many sentences that we say today. " * 20
    (found,) = Interpreter(fake, Glossary()).translate([Job(text=text, source="en", targets=("es",))])
    assert len(fake.batches[0]) > 2
    assert found["es"].text.count("hoy.") == 20


def test_what_is_shown_is_forced_but_not_in_a_retry() -> None:
    seen: list[Request] = []

    def answer(request: Request) -> str:
        seen.append(request)
        return "Nos vemos en el puerto." if request.retry else ""

    job = Job(
        text="We meet at the harbour.", source="en", targets=("es",), shown={"es": "Nos"},
        context=(("Good day.", {"es": "Buenos días.", "zh": "早上好。"}),),
    )  # fmt: skip
    (found,) = Interpreter(FakeTranslator(answer), Glossary()).translate([job])
    assert found["es"].text == "Nos vemos en el puerto."
    assert [(r.prefix, r.context) for r in seen] == [("Nos", (("Good day.", "Buenos días."),)), ("", ())]
