"""Sync in the store: the wire, what comes in, what goes out, and conflicts that are decided."""
