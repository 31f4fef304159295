"""Text in, text out: several languages at once, names kept right. Knows nothing of sound or screens."""
