"""When to meet the server next: at an interval, soon after an edit, later after each failure. Pure.

Times are seconds of a monotonic clock. Whoever runs the meetings keeps a `Schedule` and asks
`is_due`; every event makes a new one.
"""

from collections.abc import Callable
from typing import NamedTuple

IDLE = 60.0
UNFOCUSED = 300.0
"""The same while the user looks at something else."""
AFTER_EDIT = 2.0
"""Seconds of peace after the last edit, before it is sent."""
LONGEST_EDITING = 10.0
"""An edit is not held back longer than this by those that follow."""
SPREAD = 0.2
"""Intervals vary by this share, so that colleagues do not all call at once."""
FIRST_FAILURE, LONGEST_FAILURE = 5.0, 300.0
"""The bounds of the wait after the first failure in a row, and after many."""

Draw = Callable[[], float]
"""A random number from 0 up to 1, as `random.random`."""


class Schedule(NamedTuple):
    """When the next meeting is due, and why not earlier."""

    due: float = 0.0
    not_before: float = 0.0
    """Until then nothing but the user makes us try again after a failure."""
    server_until: float = 0.0
    """Until then the server wants to be left alone."""
    failures: int = 0
    """Meetings in a row that stopped."""
    edited_since: float | None = None
    """When the first of the edits was made that no meeting has begun to send."""
    is_focused: bool = True
    interval: float = IDLE
    """Seconds between two meetings when nothing happens here."""

    def is_due(self, now: float) -> bool:
        """Whether to meet the server now."""
        return now >= max(self.due, self.not_before, self.server_until)

    def edited(self, now: float) -> "Schedule":
        """Something was changed here: send it when the user pauses."""
        since = now if self.edited_since is None else self.edited_since
        planned = self.due if self.edited_since is None else now + AFTER_EDIT
        due = min(planned, now + AFTER_EDIT, since + LONGEST_EDITING)
        return self._replace(due=due, edited_since=since)

    def asked(self, now: float) -> "Schedule":
        """The user wants it now; only the server's own wish to wait is more than that."""
        return self._replace(due=now, not_before=now)

    def begun(self) -> "Schedule":
        """A meeting begins: what was edited until now is sent by it."""
        return self._replace(edited_since=None)

    def succeeded(self, now: float, draw: Draw, wait: float = 0.0) -> "Schedule":
        """A meeting came to its end; the server asks to be left alone for `wait` seconds."""
        pause = AFTER_EDIT if self.edited_since is not None else self._interval(draw)
        return self._replace(
            due=now + pause, not_before=now, server_until=now + wait, failures=0
        )  # fmt: skip

    def failed(self, now: float, draw: Draw, wait: float = 0.0) -> "Schedule":
        """A meeting stopped: try again after a random while that grows with each failure."""
        bound = min(LONGEST_FAILURE, FIRST_FAILURE * 2 ** min(self.failures, 10))
        pause = now + bound * draw()
        return self._replace(
            due=pause, not_before=pause, server_until=now + wait, failures=self.failures + 1
        )

    def looked_at(self, now: float, draw: Draw, is_focused: bool) -> "Schedule":
        """The user came back to the program or turned away from it."""
        changed = self._replace(is_focused=is_focused)
        later = now + changed._interval(draw)
        return changed._replace(due=min(self.due, now) if is_focused else max(self.due, later))

    def _interval(self, draw: Draw) -> float:
        around = self.interval if self.is_focused else max(UNFOCUSED, self.interval)
        return around * (1 - SPREAD + 2 * SPREAD * draw())
