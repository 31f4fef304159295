"""One translation, four ways of writing Chinese."""

import pytest

from translate.chinese import convert, is_traditional, punctuated


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("zh-Hans", "软件里面的头发，皇后和以后，鼠标。"),
        ("zh-Hant", "軟件裏面的頭髮，皇后和以後，鼠標。"),
        ("zh-Hant-HK", "軟件裏面的頭髮，皇后和以後，鼠標。"),
        ("zh-Hant-TW", "軟體裡面的頭髮，皇后和以後，滑鼠。"),
    ],
)
def test_variants_of_a_simplified_text(code: str, text: str) -> None:
    assert convert("软件里面的头发，皇后和以后，鼠标。", code) == text


def test_traditional_texts_are_told_apart_and_converted_back() -> None:
    assert is_traditional("歡迎來到數碼港")
    assert not is_traditional("欢迎来到数码港")
    assert not is_traditional("早上好")
    assert convert("歡迎來到數碼港", "zh-Hans") == "欢迎来到数码港"
    assert convert("歡迎來到數碼港", "zh-Hant") == "歡迎來到數碼港"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("你好,世界!", "你好，世界！"),
        ("早上好.", "早上好。"),
        ("欢迎 来到 这里 。", "欢迎来到这里。"),
        ("我们用AI和GPU工作.", "我们用 AI 和 GPU 工作。"),
        ("共有 12 家分行,增长 3.5 % 。", "共有12家分行，增长3.5 %。"),
        ("时间是10:30,价格是1,250元", "时间是10:30，价格是1,250元"),
        ('他说"你好"', "他说“你好”"),
        ("他说，'你好'了", "他说，“你好”了"),
        ("(见下文)", "（见下文）"),
        ("Hello, world.", "Hello, world."),
        ("版本2.0发布", "版本2.0发布"),
    ],
)
def test_punctuation_and_spacing(text: str, written: str) -> None:
    assert punctuated(text, traditional=False) == written


def test_traditional_quotation_marks() -> None:
    assert convert('他说"你好"', "zh-Hant-HK") == "他説「你好」"
