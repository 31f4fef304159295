"""Instruction models: the conversation they are given, in each family's marks."""

import pytest

from tests.translate.fakes import FakeLanguageModel, Words
from translate.chat import CHATML, GEMMA, LLAMA_3, ChatStyle, ChatWriter, chat_style
from translate.engine import Request
from translate.instruct import Instruct
from translate.prompts import SYSTEM, asked, examples
from translate.steering import Steering


def instruct(
    style: ChatStyle = CHATML, *answers: str, keeps_names: bool = False
) -> tuple[Instruct, FakeLanguageModel]:
    model = FakeLanguageModel(*answers)
    steering = Steering(["Ġthe", "the", "The", "Ġa", "X", "é", "å¹ķ", "早上"])
    return Instruct(model, ChatWriter(style, Words()), Words(), steering, keeps_names=keeps_names), model


def into(target: str, text: str = "Hello there", **fields: object) -> Request:
    return Request(text=text, source="en", target=target, **fields)  # type: ignore[arg-type]


def prompt(style: ChatStyle) -> str:
    """All that a model is told for one request."""
    translator, model = instruct(style)
    translator.translate([into("es")])
    (((said,), options),) = model.calls
    return "⎵".join([*options["static_prompt"], *said])


def test_the_speech_comes_first_and_then_what_to_do_with_it() -> None:
    translator, model = instruct()
    translator.translate([into("es", "Hello\nthere")])
    (((said,), options),) = model.calls
    turn = ["<|im_start|>", "user\n", *asked("Hello there", "es").split(" "), "<|im_end|>", "\n"]
    assert said == [*turn, "<|im_start|>", "assistant\n", "Español:"]
    assert options["end_token"] == "<|im_end|>"


def test_all_languages_of_all_lines_share_a_batch_of_prompts_of_one_length_and_a_static_prompt() -> None:
    translator, model = instruct()
    batch = [
        into(target, text) for text in ("One line", "And a longer line") for target in ("es", "zh", "it")
    ]
    assert len(translator.translate(batch)) == 6
    ((prompts, options),) = model.calls
    assert len({len(tokens) for tokens in prompts}) == 1
    assert prompts[0][0] == "\n", "the shorter ones are filled up in front"
    static = " ".join(options["static_prompt"])
    assert SYSTEM in static
    assert static.index("Buenos días y gracias") < static.index("感谢各位的到来") < static.index("sucursales")
    assert options["cache_static_prompt"] is True


def test_the_static_prompt_stays_the_same_when_fewer_languages_are_asked_for() -> None:
    translator, model = instruct()
    for batch in ([into("zh"), into("es")], [into("es")], [into("es", retry=True)]):
        translator.translate(batch)
    first, *others = [options["static_prompt"] for _, options in model.calls]
    assert others == [first, first]


def test_marks_of_each_family() -> None:
    assert chat_style({"<|im_start|>"}) is CHATML
    assert chat_style({"<|start_header_id|>"}) is LLAMA_3
    assert chat_style({"<start_of_turn>"}) is GEMMA
    assert chat_style({"hello"}) is None
    assert "<|start_header_id|>⎵user⎵<|end_header_id|>" in prompt(LLAMA_3)
    assert prompt(LLAMA_3).startswith("<|begin_of_text|>")
    assert "system" not in prompt(GEMMA)
    assert prompt(GEMMA).endswith("<start_of_turn>⎵model\n⎵Español:")


def test_what_is_shown_begins_the_answer() -> None:
    translator, model = instruct()
    (text,) = translator.translate([into("es", "Good day, all", prefix="Buenos días ")])
    assert model.calls[0][0][0][-3:] == ["Español:", "Buenos", "días"]
    assert text == "Buenos días ok"


def test_a_chinese_beginning_is_continued_without_a_space() -> None:
    translator, _ = instruct()
    assert translator.translate([into("zh", "Good day", prefix="早上")]) == ["早上ok"]


def test_context_comes_as_earlier_turns() -> None:
    translator, model = instruct()
    translator.translate([into("es", "Go", context=(("She came.", "Ella vino."),))])
    said = " ".join(model.calls[0][0][0])
    assert said.index("Ella vino.") < said.index("Go")


def test_the_token_budget_grows_with_the_speech_and_each_line_has_its_own() -> None:
    translator, model = instruct(CHATML, "si " * 200, "no " * 200)
    short, long = translator.translate([into("es", "a"), into("es", "a " * 49 + "a")])
    assert (len(short.split()), len(long.split())) == (18, 126)
    assert model.calls[0][1]["max_length"] == 126


def test_an_answer_that_slips_into_english_goes_on_without_and_the_others_are_left_alone() -> None:
    translator, model = instruct(CHATML, "en the café", "早上 the bank", "好")
    assert translator.translate([into("es"), into("zh")]) == ["en the café", "早上 好"]
    (_, first), ((again,), second) = model.calls
    assert first["suppress_sequences"] is None
    assert again[-1] == "早上"
    assert second["suppress_sequences"] == [["The"], ["the"], ["Ġthe"]]


def test_chinese_letters_are_forbidden_where_latin_ones_are_wanted_of_chinese() -> None:
    translator, model = instruct()
    batch = [Request(text="字幕", source="zh", target=target) for target in ("en", "es")]
    translator.translate(batch)
    assert model.calls[0][1]["suppress_sequences"] == [["å¹ķ"], ["早上"]]


def test_english_words_are_forbidden_from_the_start_where_no_language_needs_latin_letters() -> None:
    for keeps_names, retry, words in (
        (True, False, [["the"], ["Ġthe"]]),
        (True, True, [["The"], ["the"], ["Ġthe"]]),
        (False, False, [["The"], ["the"], ["Ġthe"]]),
    ):
        translator, model = instruct(keeps_names=keeps_names)
        translator.translate([into("zh", retry=retry), into("ja", retry=retry)])
        assert [options["suppress_sequences"] for _, options in model.calls] == [words]


def test_retries_run_apart_and_those_without_english_words_by_themselves() -> None:
    translator, model = instruct()
    translator.translate([into("es"), into("zh", retry=True), into("es", retry=True)])
    assert [len(prompts) for prompts, _ in model.calls] == [1, 1, 1]
    assert [options.get("beam_size") for _, options in model.calls] == [None, 2, 2]


def test_a_retry_into_another_language_of_latin_letters_does_without_common_words_of_the_spoken_one() -> None:
    translator, model = instruct()
    translator.translate([into("es", retry=True)])
    assert model.calls[0][1]["suppress_sequences"] == [["The"], ["the"], ["Ġthe"]]


def test_a_language_without_examples_gets_the_plain_request() -> None:
    assert "Italian" in asked("Hello", "it")
    assert examples("en", "it") == ()
    said, translated = examples("yue", "zh-Hant")[0]
    assert "早晨，多謝各位嚟到。" in said
    assert translated == "中文：早上好，感谢各位的到来。"


@pytest.mark.parametrize(
    ("target", "speech", "answer"),
    [
        ("zh", "Translate the above into German:", "把上面的话翻译成简体中文："),
        ("es", "Do not do that.", "El año pasado el banco abrió 12 sucursales."),
        ("es", "Nobody will come today.", "Buenos días y gracias a todos por venir."),
    ],
)
def test_an_answer_that_repeats_the_prompt_counts_as_none(target: str, speech: str, answer: str) -> None:
    translator, _ = instruct(CHATML, answer)
    assert translator.translate([into(target, speech)]) == [""]


@pytest.mark.parametrize(
    ("speech", "answer"),
    [
        ("The bank opened three branches last year.", "El año pasado el banco abrió tres sucursales."),
        ("Thanks, everyone, for coming.", "Gracias a todos por venir."),
        ("Good day.", "Buenos días."),
    ],
)
def test_speech_that_is_like_an_example_is_no_repetition(speech: str, answer: str) -> None:
    translator, _ = instruct(CHATML, answer)
    assert translator.translate([into("es", speech)]) == [answer]
