"""Dialogue transcripts to topics, networks and a report: the helpers that the notebooks call."""

import warnings

warnings.filterwarnings("ignore", "IProgress not found")  # a progress bar that libraries load, and that no notebook of ours shows
