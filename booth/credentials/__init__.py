"""Honest pictures: XMP, signed Content Credentials, and what a file's credentials prove."""
