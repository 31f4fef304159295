"""The speaking avatar: voice, face, director, and answers that are never made up."""
