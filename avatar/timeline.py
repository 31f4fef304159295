"""What of an utterance has been heard, told from what the face reports: pure, its clock is injected."""

from dataclasses import dataclass

from avatar.voice.speech import TimedWord

_AHEAD_S = 0.5
"""The face reports five times a second; so long after a report the sound is taken to go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of an utterance, as it was sent to the face."""

    words: tuple[TimedWord, ...]
    duration_s: float


class Timeline:
    """Follows one utterance; parts are counted from 0 in the order in which they were added."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._complete = False
        self._part = 0
        self._at_s = 0.0
        self._as_of = 0.0
        self._started = self._stopped = False

    def add(self, piece: Piece, now: float, *, last: bool) -> None:
        """A part was sent."""
        if not self._is_waiting_for_face:
            self._as_of = now
        self._pieces.append(piece)
        self._complete = last

    def close(self) -> None:
        """No more parts come."""
        self._complete = True

    def playing(self, seq: int, at_s: float, now: float) -> None:
        """The face is so far in a part."""
        if seq >= self._part and seq < len(self._pieces) and not self._stopped:
            self._started = True
            self._part, self._at_s, self._as_of = seq, at_s, now

    def done(self, seq: int, now: float) -> None:
        """The face has played a part to its end."""
        if seq >= self._part and not self._stopped:
            self._started = True
            self._part, self._at_s, self._as_of = seq + 1, 0.0, now

    def stop(self, now: float) -> None:
        """Nothing more is heard from now on."""
        self._at_s = self._heard_s(now)
        self._stopped = True

    @property
    def over(self) -> bool:
        """Whether everything has been heard, or will not be."""
        return self._stopped or (self._complete and self._part >= len(self._pieces))

    def silent_s(self, now: float) -> float:
        """For how long the face has owed a report."""
        return now - self._as_of if self._is_waiting_for_face else 0.0

    def text(self, now: float) -> str:
        """The words that have begun to be heard."""
        if not self._started:
            return ""
        heard_s = self._heard_s(now)
        whole = self._pieces[: self._part]
        partly = self._pieces[self._part : self._part + 1]
        words = [word.text for piece in whole for word in piece.words]
        words += [word.text for piece in partly for word in piece.words if word.start_s <= heard_s]
        return "".join(words)

    def next_word_in_s(self, now: float) -> float | None:
        """How long until the next word begins, None when that is not known."""
        if not self._started or self._stopped or self._part >= len(self._pieces):
            return None
        heard_s = self._heard_s(now)
        starts = (word.start_s for word in self._pieces[self._part].words if word.start_s > heard_s)
        return next((start_s - heard_s for start_s in starts), None)

    @property
    def _is_waiting_for_face(self) -> bool:
        return not self._stopped and self._part < len(self._pieces)

    def _heard_s(self, now: float) -> float:
        return self._at_s if self._stopped else self._at_s + min(_AHEAD_S, max(0.0, now - self._as_of))
