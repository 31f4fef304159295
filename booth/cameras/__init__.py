"""Cameras of this machine; the browser's own camera needs none of this."""
