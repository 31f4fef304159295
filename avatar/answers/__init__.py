"""Answers from the event's documents and programme, never made up."""
