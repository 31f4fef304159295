"""A second machine or process that goes on when the first one dies."""
