"""What a translator's process opens in tests: functions that another process can find by their names."""

import os
import time
from collections.abc import Sequence

from models.errors import ModelError
from tests.translate.fakes import FakeTranslator
from translate.engine import Request, Translator


class Fragile(FakeTranslator):
    """Translates by turning the words round, until a line tells it to fail in one way or another."""

    def __init__(self) -> None:
        super().__init__(lambda request: " ".join(reversed(request.text.split())))

    def translate(self, batch: Sequence[Request]) -> list[str]:
        text = batch[0].text
        if "memory" in text:
            raise MemoryError
        if "die" in text:
            os._exit(9)
        if "hang" in text:
            time.sleep(3600)
        return super().translate(batch)


def fragile() -> Translator:
    return Fragile()


def missing() -> Translator:
    raise ModelError("The model is missing. Pull it.")


def stillborn() -> Translator:
    os._exit(3)
