"""The models that answers need, as the catalogue names them."""

EMBEDDINGS = "multilingual-e5-small"
DICTIONARY = "cc-cedict"
VERIFIER = "qwen2.5-coder-1.5b"
"""Says whether sentences answer. Half its size knows no better than the rules."""
