"""Dialogue transcripts to topics, networks and a report: the helpers that the notebooks call."""
