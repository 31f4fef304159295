"""Puts shots into the event's frames: layouts in TOML, art in SVG, text in the guest's language."""
