"""Measurements side by side with a baseline or a peer; never part of the test suite."""
