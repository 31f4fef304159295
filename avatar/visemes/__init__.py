"""Timed phonemes to the movement of a mouth in fifteen visemes."""
