"""Instruction models: the conversation they are given, in each family's marks."""

from tests.translate.fakes import FakeLanguageModel, Words
from translate.chat import CHATML, GEMMA, LLAMA_3, ChatStyle, ChatWriter, chat_style
from translate.engine import Request
from translate.instruct import Instruct
from translate.prompts import examples, instruction
from translate.steering import Steering


def instruct(style: ChatStyle = CHATML, *, mixed: bool = False) -> tuple[Instruct, FakeLanguageModel]:
    model = FakeLanguageModel()
    steering = Steering(["Ġthe", "the", "The", "Ġa", "X", "早上"])
    return Instruct(model, ChatWriter(style, Words()), Words(), steering, mixed=mixed), model


def prompt(style: ChatStyle) -> str:
    translator, model = instruct(style, mixed=True)
    translator.translate([Request(text="Hello there", source="en", target="es")])
    ((prompts, _),) = model.calls
    return "⎵".join(prompts[0])


def test_speech_stands_alone_in_the_users_turn() -> None:
    translator, model = instruct()
    translator.translate([Request(text="Hello there", source="en", target="es")])
    ((prompts, options),) = model.calls
    assert prompts == [
        ["<|im_start|>", "user\n", "Hello", "there", "<|im_end|>", "\n", "<|im_start|>", "assistant\n"]
    ]
    assert options["end_token"] == "<|im_end|>"


def test_static_prompt_is_the_instruction_and_examples_of_the_pair() -> None:
    translator, model = instruct()
    translator.translate([Request(text="Hello", source="en", target="zh-Hant")])
    static = " ".join(model.calls[0][1]["static_prompt"])
    assert instruction("zh") in static
    assert "感谢各位的到来" in static
    assert model.calls[0][1]["cache_static_prompt"] is True


def test_marks_of_each_family() -> None:
    assert chat_style({"<|im_start|>"}) is CHATML
    assert chat_style({"<|start_header_id|>"}) is LLAMA_3
    assert chat_style({"<start_of_turn>"}) is GEMMA
    assert chat_style({"hello"}) is None
    assert "<|start_header_id|>⎵user⎵<|end_header_id|>" in prompt(LLAMA_3)
    assert prompt(LLAMA_3).startswith("<|begin_of_text|>")
    assert "system" not in prompt(GEMMA)
    assert prompt(GEMMA).endswith("<start_of_turn>⎵model\n")


def test_what_is_shown_begins_the_answer() -> None:
    translator, model = instruct()
    request = Request(text="Good day, all", source="en", target="es", prefix="Buenos días ")
    (result,) = translator.translate([request])
    assert model.calls[0][0][0][-2:] == ["Buenos", "días"]
    assert result.text == "Buenos días ok"


def test_a_chinese_beginning_is_continued_without_a_space() -> None:
    translator, _ = instruct()
    (result,) = translator.translate([Request(text="Good day", source="en", target="zh", prefix="早上")])
    assert result.text == "早上ok"


def test_context_comes_as_earlier_turns() -> None:
    translator, model = instruct()
    context = (("She came.", "Ella vino."),)
    translator.translate([Request(text="Go", source="en", target="es", context=context)])
    assert " ".join(model.calls[0][0][0]).index("Ella vino.") < " ".join(model.calls[0][0][0]).index("Go")


def test_on_a_cpu_each_language_runs_by_itself_on_a_gpu_all_run_together() -> None:
    batch = [Request(text=text, source="en", target=target) for text in "ab" for target in ("es", "fr")]
    for mixed, calls in ((False, 2), (True, 1)):
        translator, model = instruct(mixed=mixed)
        assert len(translator.translate(batch)) == 4
        assert len(model.calls) == calls


def test_the_token_budget_grows_with_the_speech() -> None:
    budgets = []
    for text in ("a", "a " * 50):
        translator, model = instruct()
        translator.translate([Request(text=text.strip(), source="en", target="es")])
        budgets.append(model.calls[0][1]["max_length"])
    assert budgets == [18, 126]


def test_english_words_are_forbidden_where_the_target_has_other_letters() -> None:
    for mixed, retry, words in (
        (True, False, [["the"], ["Ġthe"]]),
        (True, True, [["the"], ["Ġthe"], ["The"]]),
        (False, False, [["the"], ["Ġthe"], ["The"]]),
    ):
        translator, model = instruct(mixed=mixed)
        translator.translate(
            [Request(text="a", source="en", target=target, retry=retry) for target in ("es", "zh")]
        )
        assert [options["suppress_sequences"] for _, options in model.calls] == [words, None]


def test_a_language_without_examples_gets_the_plain_instruction() -> None:
    assert "Italian" in instruction("it")
    assert examples("en", "it") == ()
    assert examples("yue", "zh-Hant")[0] == ("早晨，多謝各位嚟到。", "早上好，感谢各位的到来。")
