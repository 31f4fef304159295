"""Encrypted connections in a hall without the internet."""
