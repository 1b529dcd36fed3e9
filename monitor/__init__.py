"""Messaging Monitor: compares what officials say with a stated, versioned baseline, and tells people when a line moves."""

__version__ = "0.1.0"
