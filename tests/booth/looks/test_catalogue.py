from pathlib import Path

import pytest

from booth.errors import BoothError
from booth.looks.catalogue import colour, parse, read

SHIPPED = Path(__file__).parents[3] / "configs" / "booth" / "looks.toml"
LOOK = '[[look]]\nid = "a"\nprovider = "grade"\nnames = { en = "A" }\n'


def test_the_shipped_looks_have_a_name_in_every_language_of_the_pages() -> None:
    looks = read(SHIPPED)
    assert len(looks) >= 8
    languages = {"en", "zh-Hant", "zh-Hans", "es", "fr", "de", "ja", "pt", "ko"}
    assert all(set(entry.names) == languages for entry in looks.values())


def test_what_a_model_decides_is_marked_as_ai_and_nothing_else_is() -> None:
    assert all(entry.ai == (entry.provider in {"scene", "diffusion"}) for entry in read(SHIPPED).values())


def test_colours_become_numbers() -> None:
    assert colour("#ff0080") == (1.0, 0.0, 128 / 255)
    entry = parse(LOOK + '[look.set]\ncolours = ["#000000", "#ffffff"]\nwash = 0.5\n', "x")["a"]
    assert entry.set == {"colours": ((0, 0, 0), (1, 1, 1)), "wash": 0.5}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "has no look"),
        ("[[look]", "not valid TOML"),
        (LOOK + LOOK, "two looks with the same id"),
        (LOOK.replace("names", "nmaes"), "unknown key 'nmaes'. Did you mean 'names'"),
        (LOOK.replace("grade", "magic"), "unknown provider 'magic'. Known: grade"),
        (LOOK.replace("en =", "de ="), "no English name"),
        ('[[look]]\nid = "a"\n', "needs id, provider and names"),
        (LOOK + 'otherwise = "b"\n', "unknown substitute 'b'"),
        (LOOK + 'otherwise = "a"\n', "its own substitute"),
        (LOOK + '[look.set]\nink = "#12"\n', "wrong colour: '#12'"),
    ],
)
def test_a_mistake_is_named_with_what_to_do(text: str, complaint: str) -> None:
    with pytest.raises(BoothError, match=complaint):
        parse(text, "looks.toml")


def test_a_missing_catalogue_is_named(tmp_path: Path) -> None:
    with pytest.raises(BoothError, match=r"none\.toml' cannot be read"):
        read(tmp_path / "none.toml")
