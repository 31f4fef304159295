"""Amounts keep their size."""

import pytest

from translate.magnitudes import changed_amounts


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("It cost 27.6 million dollars.", "它花了2760万美元。"),
        ("It cost 27.6 million dollars.", "Costó 27,6 millones de dólares."),
        ("It cost 27.6 million dollars.", "Costó 27.600.000 dólares."),
        ("A budget of 3 billion euros.", "预算为30亿欧元。"),
        ("From two million letters.", "从200万封信件。"),
        ("From twenty-two million letters.", "从2200万封信件。"),
        ("From two million letters.", "De dos millones de cartas."),
        ("A budget of 3 billion euros.", "Un presupuesto de 3 mil millones de euros."),
        ("A budget of 3 billion euros.", "Ein Haushalt von 3 Milliarden Euro."),
        ("Some 250 thousand people.", "约25万人。"),
        ("Some 250 thousand people.", "Unas 250 mil personas."),
        ("Some 1,250 million people.", "約12.5億人。"),
        ("In 2025 we had 500 guests.", "2025年我们有500位客人。"),
        ("Nine million people.", "九百萬人。"),
        ("From two million letters.", "從兩百萬封信中學到。"),
        ("Some 120 million people.", "一億二千萬人。"),
        ("A budget of 3 trillion.", "三万亿的预算。"),
        ("Some 200 thousand people.", "二十萬人。"),
        ("From two million letters.", "Mit zwei Millionen Briefen."),
        ("Two million letters for two people.", "兩百萬封信，給兩個人。"),
    ],
)
def test_the_same_amount_in_other_units_is_no_change(source: str, translation: str) -> None:
    assert changed_amounts(source, translation) == ()


@pytest.mark.parametrize(
    ("source", "translation", "changed"),
    [
        ("It cost 27.6 million dollars.", "花費27.6億美元。", "27.6 million"),
        ("It cost 27.6 million dollars.", "Costó 27,6 mil millones de dólares.", "27.6 million"),
        ("A budget of 3 billion euros.", "预算为3亿欧元。", "3 billion"),
        ("From two million letters.", "从2000万封信件。", "2 million"),
        ("From two million letters.", "從兩億封信中學到。", "2 million"),
        ("From two million letters.", "De dos mil millones de cartas.", "2 million"),
        ("Some 200 thousand people.", "二百萬人。", "200 thousand"),
        ("Ein Haushalt von 3 Milliarden.", "A budget of 3 million.", "3 Milliarden"),
    ],
)
def test_another_size_is_a_change(source: str, translation: str, changed: str) -> None:
    assert changed_amounts(source, translation) == (changed,)
