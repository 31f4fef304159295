"""The speaking avatar: for now, its voice."""
