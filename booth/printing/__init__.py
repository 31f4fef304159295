"""Prints on a CUPS queue, by the commands that every CUPS has."""
