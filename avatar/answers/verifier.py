"""Asks a language model whether a text answers a question: it says yes or no, and writes nothing."""

from collections.abc import Callable
from pathlib import Path

from models.errors import ModelError
from translate.chat import ChatWriter, chat_style
from translate.model_files import read_model_files
from translate.runtime import Device, LanguageModel, next_token, open_language_model
from translate.tokens import open_tokenizers

Verify = Callable[[str, str, str], float]
"""(question, text, title of its document) → the log odds that the text answers. Raises EngineError."""

_SYSTEM = "You check whether a text answers a question."
_ASKED = (
    "Text, from “{title}”: {text}\n\nQuestion: {question}\n\n"
    "Does the text say the answer to the question? Reply with Yes or No only."
)
_YES, _NO = "Yes", "No"

_TITLE = "City News"
_LIBRARY = "The new library, which was opened by Mayor Anna Kwok, has 200 seats."
_CLUB = "The club trains young sailors and lends boats to schools."
_RACE = "比赛在星期六举行，共有三十队参加。"
_EXAMPLES = (
    ("Who opened the new library?", _LIBRARY, _YES),
    ("Who designed the new library?", _LIBRARY, _NO),
    ("圖書館有多少個座位？", _LIBRARY, _YES),
    ("How many people visited the library last year?", _LIBRARY, _NO),
    ("Why did the mayor resign?", "Mayor Anna Kwok thanked the volunteers for their work.", _NO),
    ("What do youngsters get from the sailing club?", _CLUB, _YES),
    ("帆船會收幾多會費？", _CLUB, _NO),
    ("谁赞助了比赛？", _RACE, _NO),
    ("比賽有幾多隊參加？", _RACE, _YES),
    (
        "What is the bridge meant to achieve?",
        "With the bridge, the city hopes to bring the two shores closer together.",
        _YES,
    ),
)
"""Without them a model of half a billion parameters hardly knows what is asked of it."""


class Verifier:
    """A `Verify` around one instruction model."""

    def __init__(self, model: LanguageModel, chat: ChatWriter, answers: tuple[int, int]) -> None:
        """`answers`: the numbers of the tokens for yes and for no."""
        self._model = model
        self._chat = chat
        self._answers = answers
        examples = [(_prompt(question, text, _TITLE), answer) for question, text, answer in _EXAMPLES]
        self._opening = chat.opening(_SYSTEM, examples)

    def __call__(self, question: str, text: str, title: str) -> float:
        """See `Verify`."""
        asked = self._chat.turn("user", _prompt(question, text, title))
        logits = next_token(self._model, self._opening, asked + self._chat.open_turn("assistant", ""))
        yes, no = self._answers
        return float(logits[yes] - logits[no])


def open_verifier(directory: Path, *, device: Device = "auto", threads: int = 1) -> Verifier:
    """Open the instruction model in a directory. Raises ModelError."""
    files = read_model_files(directory)
    style = chat_style(files.vocabulary)
    if files.kind != "TransformerDecoderSpec" or style is None:
        raise ModelError(f"The model in {directory} is no instruction model: it cannot be asked anything.")
    tokenizer, _ = open_tokenizers(directory)
    model, _ = open_language_model(directory, device, threads)
    yes, no = (files.vocabulary[tokenizer.encode(answer)[0]] for answer in (_YES, _NO))
    return Verifier(model, ChatWriter(style, tokenizer), (yes, no))


def _prompt(question: str, text: str, title: str) -> str:
    return _ASKED.format(title=title, text=text, question=question)
