"""Incremental builds: what an edit changes, found by running the stages on what the edit can reach, before it and after it."""
