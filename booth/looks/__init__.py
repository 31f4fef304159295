"""Looks: a fixed catalogue of ways to change a guest's picture, and the providers that make them."""
