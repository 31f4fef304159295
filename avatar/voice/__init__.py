"""Text to speech behind one interface: a sentence in, its sound with timed phonemes and timed words out."""
