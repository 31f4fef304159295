"""How a conversation is written for each family of instruction models, as tokens.

The text of a turn is encoded apart from the marks around it, so nothing a speaker says can end a turn.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Literal

from translate.tokens import Subwords

Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True, slots=True)
class ChatStyle:
    """The marks of one family."""

    start: tuple[str, ...]
    """Tokens before everything."""
    open: str
    """The token that opens a turn; the role's name follows."""
    after_role: tuple[str, ...]
    """Tokens between the role's name and the text."""
    newline: str
    """Plain text after the role."""
    end: str
    """The token that ends a turn."""
    between: str
    """Plain text between two turns."""
    assistant: str = "assistant"
    """What the model's own role is called."""
    has_system: bool = True
    """Whether there is a system role; else its text stands at the head of the first user turn."""


CHATML = ChatStyle((), "<|im_start|>", (), "\n", "<|im_end|>", "\n")
LLAMA_3 = ChatStyle(
    ("<|begin_of_text|>",), "<|start_header_id|>", ("<|end_header_id|>",), "\n\n", "<|eot_id|>", ""
)
GEMMA = ChatStyle(("<bos>",), "<start_of_turn>", (), "\n", "<end_of_turn>", "\n", "model", has_system=False)


def chat_style(vocabulary: Container[str]) -> ChatStyle | None:
    """The style whose marks a model knows."""
    return next((style for style in (CHATML, LLAMA_3, GEMMA) if style.open in vocabulary), None)


class ChatWriter:
    """Writes turns as tokens."""

    def __init__(self, style: ChatStyle, tokenizer: Subwords) -> None:
        self.end = style.end
        self._style = style
        self._tokenizer = tokenizer

    def opening(self, system: str, examples: Sequence[tuple[str, str]]) -> list[str]:
        """The static part of a prompt: the instruction, then examples as if they had been asked."""
        tokens = list(self._style.start)
        if self._style.has_system:
            tokens += self.turn("system", system)
        for index, (question, answer) in enumerate(examples):
            head = f"{system}\n\n" if index == 0 and not self._style.has_system else ""
            tokens += self.turn("user", head + question) + self.turn("assistant", answer)
        return tokens

    def filler(self, count: int) -> list[str]:
        """So many tokens that mean nothing before a turn."""
        return self._tokenizer.encode("\n")[-1:] * count

    def turn(self, role: Role, text: str) -> list[str]:
        """One complete turn."""
        return [*self.open_turn(role, text), self._style.end, *self._plain(self._style.between)]

    def open_turn(self, role: Role, text: str) -> list[str]:
        """A turn that is not ended: the model goes on with it."""
        style = self._style
        name = style.assistant if role == "assistant" else role
        if style.after_role:
            head = [style.open, *self._plain(name), *style.after_role, *self._plain(style.newline)]
        else:
            head = [style.open, *self._plain(name + style.newline)]
        return head + self._plain(text)

    def _plain(self, text: str) -> list[str]:
        return self._tokenizer.encode(text) if text else []
