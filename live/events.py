"""What flows from the sound to the screens: frozen values, in one direction.

source → Chunk | Gap → recogniser → Recognition → line builder → Line → hub, log
"""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 16_000

Samples = NDArray[np.float32]
"""Sound: shape (n,), mono, 16 kHz, -1.0 to 1.0."""

StateName = Literal["live", "paused", "off_record", "ended"]

NOTICES = ("soon", "break", "lunch", "moment", "thanks")
"""Messages of a pause that the pages know in each reader's language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A piece of sound as it arrived."""

    samples: Samples
    start_s: float
    """Seconds from the start of the session's sound to the first sample."""
    captured_at: float
    """`time.monotonic()` when the last sample was captured."""

    @property
    def end_s(self) -> float:
        """Seconds from the start of the session's sound to the end of this chunk."""
        return self.start_s + len(self.samples) / RATE_HZ


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Sound that is missing because its device was away. The session's clock runs on through it."""

    start_s: float
    end_s: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One recognised word.

    `text` keeps the space before it, where the language writes one, and its punctuation,
    so that a text is the plain concatenation of its words.
    """

    text: str
    start_s: float
    end_s: float
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """What one step of the recogniser found."""

    committed: tuple[Word, ...]
    """Newly committed words, which follow all those committed before and never change."""
    interim: tuple[Word, ...]
    """The words after them, as they look now; they replace the interim words of the step before."""
    audio_s: float
    """How much sound had been heard, in seconds since the session's start."""
    language: str
    """Language code of the utterance."""
    end_of_utterance: bool = False
    """The speaker paused: everything heard is in `committed`, and `interim` is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A revision of one caption line in one language.

    A later `rev` of the same (`id`, `lang`) replaces an earlier one; a translation carries the `id`
    of the line it translates.
    """

    id: int
    rev: int
    lang: str
    text: str
    """Committed text: it only grows, except by an operator's correction."""
    interim: str = ""
    """What may still change; follows `text` by plain concatenation."""
    final: bool = False
    start_s: float
    end_s: float
    audio_s: float
    speaker: str | None = None
    corrected: bool = False
    untranslated: str = ""
    """Where a translation failed: the language of `text`, which is the source."""
    word_ends_s: tuple[tuple[int, float], ...] = field(default=(), compare=False)
    """(characters of `text` up to the end of a word, that word's end in seconds), for subtitles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraction:
    """Lines taken back: they vanish from the screens and from transcripts."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChange:
    """The room's state, with an optional message for the screens."""

    state: StateName
    message: str = ""
    """As the operator wrote it."""
    notice: str = ""
    """One of NOTICES, where the screens have words of their own."""
