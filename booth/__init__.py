"""The photo booth: a guest leaves with a picture worth keeping, and nothing leaks."""
