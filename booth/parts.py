"""What stands behind the ports, handed in by whoever starts the booth."""

from typing import Protocol

from booth.ports import Composer, Credentials, Looks, Printer, Safety


class Parts(Protocol):
    """One of each."""

    @property
    def looks(self) -> Looks:
        """Who makes looks."""

    @property
    def composer(self) -> Composer:
        """Who puts shots into frames."""

    @property
    def credentials(self) -> Credentials:
        """Who signs."""

    @property
    def safety(self) -> Safety:
        """Who rates."""

    @property
    def printer(self) -> Printer:
        """Who prints."""
