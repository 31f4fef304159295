"""What is kept on disk: a session's log, its recording and minutes, transcripts, and how they are erased."""
