"""What the dashboard is closed with."""

from enum import StrEnum


class Wish(StrEnum):
    """What is to be opened when the dashboard has closed: it again, on another store."""

    DEMO = "demo"
    PRACTICE = "practice"
    """The demo, for the practice."""
    OWN = "own"
