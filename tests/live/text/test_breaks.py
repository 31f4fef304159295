import pytest
from hypothesis import given
from hypothesis import strategies as st

from live.text.breaks import divide, wrap
from live.text.typography import CLOSING, OPENING, units, width

TEXT = st.text(alphabet="ab 7.,!?「」（）。、的了あアー字3-'é ", max_size=120)


@pytest.mark.parametrize(
    ("text", "lang", "columns", "rows"),
    [
        ("short", "en", 42, ["short"]),
        ("", "en", 42, []),
        (
            "The bank raised its rate to 3.5 per cent in the third quarter of this year",
            "en",
            42,
            ["The bank raised its rate to 3.5 per cent", "in the third quarter of this year"],
        ),
        (
            "Ask not what your country can do, but what you can do for it",
            "en",
            42,
            ["Ask not what your country can do,", "but what you can do for it"],
        ),
        (
            "今天我們很高興宣布，第三季度的收入增加了3.5%，達到10,000美元",
            "zh-Hant-HK",
            36,
            ["今天我們很高興宣布，第三季度的", "收入增加了3.5%，達到10,000美元"],
        ),
        ("会議のためのFootlights字幕システムです", "ja", 26, ["会議のためのFootlights", "字幕システムです"]),
        ("Nous avons vendu 10 000 billets !", "fr", 20, ["Nous avons vendu", "10 000 billets !"]),
        ("unbreakablyenormousword yes", "en", 10, ["unbreakablyenormousword", "yes"]),
    ],
)
def test_rows_are_balanced_and_end_at_natural_places(
    text: str, lang: str, columns: int, rows: list[str]
) -> None:
    assert wrap(text, lang, columns) == rows


@given(TEXT, st.sampled_from(["en", "zh", "ja", "fr"]), st.integers(4, 42))
def test_rows_keep_every_character_and_break_only_where_allowed(text: str, lang: str, columns: int) -> None:
    rows = wrap(text, lang, columns)
    assert "".join(rows).replace(" ", "") == text.replace(" ", "")
    pieces = {piece.strip() for piece in units(text.strip())}
    assert all(width(row) <= columns or row in pieces for row in rows)
    assert not any(row[0] in CLOSING for row in rows[1:])
    assert not any(row[-1] in OPENING for row in rows[:-1])


def test_division_takes_the_fewest_runs_then_the_cheapest() -> None:
    runs = divide(5, lambda a, b: b - a <= 3, lambda a, b: abs(b - a - 2))
    assert runs in ([(0, 2), (2, 5)], [(0, 3), (3, 5)])
    assert divide(0, lambda a, b: True, lambda a, b: 0.0) == []
