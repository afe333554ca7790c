"""What the order of tasks rests on; apart so that reading need not load the write path."""

NO_DAY = 9_999_999
"""The day number of a deadline that is not known: it sorts last and is never overdue."""
