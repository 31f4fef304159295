"""The print desk: who may print how much, what waits for the organiser, and how the printer is."""

import asyncio
from dataclasses import replace
from enum import StrEnum

from booth.album import Album, Piece
from booth.config import BoothConfig
from booth.errors import PrinterError
from booth.notices import Notices
from booth.ports import Printer, PrinterCondition, PrinterState
from booth.store import Store
from booth.tally import Tally


class PrintAnswer(StrEnum):
    """What a guest is told who asked for a print."""

    PRINTING = "printing"
    LATER = "later"
    """The printer does not take it, or the organiser looks at it first: the team prints it."""
    ENOUGH = "enough"
    """The guest has had all prints, or the paper of the event is used up."""


class PrintDesk:
    """Prints the PRINT piece of albums."""

    def __init__(
        self, printer: Printer, store: Store, tally: Tally, notices: Notices, config: BoothConfig
    ) -> None:
        self._printer = printer
        self._store = store
        self._tally = tally
        self._notices = notices
        self._config = config
        self._one_at_a_time = asyncio.Lock()

    async def state(self) -> PrinterState:
        """How the printer is."""
        return await asyncio.to_thread(self._printer.state)

    def copies_left(self, album: Album) -> int:
        """How many prints a guest may still have."""
        sheets_left = self._config.sheets - self._tally.counts().get("prints", 0)
        return max(0, min(self._config.copies - album.copies, sheets_left))

    async def ask(self, album_id: str) -> PrintAnswer:
        """Print one copy for a guest, within the limits."""
        async with self._one_at_a_time:
            album = self._store.get(album_id)
            if album is None or not self.copies_left(album):
                return PrintAnswer.ENOUGH
            if not album.safe:
                self._notices.tell("A print waits until you have looked at the picture: see the gallery.")
                return PrintAnswer.LATER
            return await self._submit(album)

    async def again(self, album_id: str) -> PrintAnswer:
        """Print one copy for the organiser, whatever the guest has had."""
        async with self._one_at_a_time:
            album = self._store.get(album_id)
            return PrintAnswer.ENOUGH if album is None else await self._submit(album)

    async def _submit(self, album: Album) -> PrintAnswer:
        document = await asyncio.to_thread(self._store.read, album.id, Piece.PRINT)
        state = await self.state()
        if document is None or state.condition not in (PrinterCondition.READY, PrinterCondition.BUSY):
            self._notices.tell(f"A print could not be made: {state.message or state.condition}.")
            return PrintAnswer.LATER
        try:
            job = await asyncio.to_thread(self._printer.submit, document, 1)
        except PrinterError as error:
            self._notices.tell(str(error))
            return PrintAnswer.LATER
        self._store.update(album.id, lambda now: replace(now, jobs=(*now.jobs, job), copies=now.copies + 1))
        self._tally.add("prints")
        return PrintAnswer.PRINTING
