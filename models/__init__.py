"""The model catalogue: what there is, where it comes from, and the directory to load it from."""

from models.catalogue import Entry, load
from models.errors import FootlightsError, ModelError
from models.install import pull
from models.store import is_installed, resolve

__all__ = ["Entry", "FootlightsError", "ModelError", "is_installed", "load", "lookup", "pull", "resolve"]


def lookup(model_id: str) -> Entry:
    """The catalogue's entry of an id; an unknown one raises a ModelError that names the nearest."""
    return load().lookup(model_id)
