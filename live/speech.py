"""What a room needs of speech recognition."""

from collections.abc import Callable, Collection, Sequence
from typing import ParamSpec, Protocol, TypeVar

from live.events import Recognition, Samples
from live.status import Problem

P = ParamSpec("P")
T = TypeVar("T")


class Recogniser(Protocol):
    """Turns one room's sound into words; see `live.recognise.recogniser`."""

    @property
    def speaking(self) -> bool:
        """Whether somebody speaks."""

    @property
    def step_s(self) -> float:
        """How much sound the next step should have, in seconds."""

    def step(self, samples: Samples) -> list[Recognition]:
        """Take the sound heard since the last step."""

    def skip_to(self, start_s: float) -> list[Recognition]:
        """Go on at a later time: the sound between is missing."""

    def finish(self) -> list[Recognition]:
        """Recognise what is left: the sound has ended."""


class Speech(Protocol):
    """A speech model that rooms share; see `live.recognise.speech`."""

    name: str

    @property
    def languages(self) -> Collection[str]:
        """Codes of the languages that it knows."""

    @property
    def device(self) -> str:
        """What it runs on."""

    @property
    def problem(self) -> Problem | None:
        """What keeps it from a better device."""

    def recogniser(self, languages: Sequence[str], *, terms: Sequence[str], start_s: float) -> Recogniser:
        """A recogniser for a room, whose clock stands at `start_s`."""

    async def run(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> tuple[T, float]:
        """Make a call in the model's thread; also return its seconds, with the wait for its turn."""

    async def restart(self) -> bool:
        """Load the model anew after it failed; False when that failed too."""
