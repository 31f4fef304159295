"""Which instructions of the processor CTranslate2 is told to use."""

import os

import pytest

from models.instructions import ISA, WIDEST, with_widest_instructions


@pytest.fixture(autouse=True)
def _untold(monkeypatch):
    monkeypatch.setenv(ISA, "")
    monkeypatch.delenv(ISA)


def test_a_model_is_loaded_with_the_widest_instructions():
    assert with_widest_instructions(lambda: os.environ.get(ISA)) == WIDEST
    assert with_widest_instructions(lambda: os.environ.get(ISA)) == WIDEST


def test_a_processor_without_them_uses_its_own():
    def load() -> str:
        if ISA in os.environ:
            raise ValueError("The CPU does not support AVX512")
        return "model"

    assert with_widest_instructions(load) == "model"
    assert ISA not in os.environ


def test_a_model_that_cannot_be_loaded_fails_as_it_does():
    def load() -> None:
        raise ValueError("File model.bin is incomplete")

    with pytest.raises(ValueError, match="incomplete"):
        with_widest_instructions(load)


def test_whoever_chose_other_instructions_gets_them(monkeypatch):
    monkeypatch.setenv(ISA, "AVX2")
    assert with_widest_instructions(lambda: os.environ[ISA]) == "AVX2"
