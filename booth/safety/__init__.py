"""Rates pictures before others see them."""
