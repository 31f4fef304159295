"""Drawing styles, made from a picture by image processing alone: no model decides what is seen."""
