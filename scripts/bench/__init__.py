"""Measurements of the running product, seen from outside as a screen sees it."""
