"""Numbers and addresses are found and compared."""

import pytest

from translate.protect import addresses, changed_numbers, lost_addresses, numbers


def test_addresses_are_found_without_the_punctuation_after_them() -> None:
    text = "Write to info@footlights.hk, see https://a.io/b?c=1 or www.hall.com."
    assert addresses(text) == ("info@footlights.hk", "https://a.io/b?c=1", "www.hall.com")
    assert addresses("Nothing here. Really") == ()


def test_numbers_in_addresses_do_not_count() -> None:
    assert numbers("See https://a.io/2024 in 2025 at 10:30 for $1,250.50") == ("2025", "10:30", "1,250.50")


@pytest.mark.parametrize(
    ("source", "translation", "changed"),
    [
        ("5 billion", "50亿", ()),
        ("500,000 people", "50万人", ()),
        ("1,250", "1.250", ()),
        ("1,250", "1 250", ()),
        ("at 9:05", "9h05", ()),
        ("at 2 pm", "14:00", ()),
        ("3.5 percent", "3,5 %", ()),
        ("1984", "1948", ("1984",)),
        ("from 20 to 30", "从20到30", ()),
        ("from 20 to 30", "从20", ("30",)),
        ("12 men", "doce hombres", ()),
        ("13 men", "trece hombres", ("13",)),
    ],
)
def test_changed_numbers(source: str, translation: str, changed: tuple[str, ...]) -> None:
    assert changed_numbers(source, translation) == changed


def test_lost_addresses() -> None:
    assert lost_addresses("to a@b.hk", "a a@b.hk") == ()
    assert lost_addresses("to a@b.hk", "a a@b.com") == ("a@b.hk",)
