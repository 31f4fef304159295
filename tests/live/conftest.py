"""Fixtures for the tests of live."""

from tests.microphone import virtual_microphone

__all__ = ["virtual_microphone"]
