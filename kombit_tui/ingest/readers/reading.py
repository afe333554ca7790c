"""What a reader gives: pages, and what it left out. The readers' own vocabulary."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from math import inf

from kombit_tui.ingest.document import Page
from kombit_tui.ingest.readers import limits
from kombit_tui.ingest.readers.trouble import Cut

Tell = Callable[[int, int], None]
"""Is told how many pages are read, and of how many."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that was read; its pages have parts, or lines where the format has lines."""

    pages: tuple[Page, ...]
    cut: tuple[Cut, ...] = ()
    is_table: bool = False
    attached: "tuple[Attached, ...]" = ()
    """The spreadsheets among what is attached to a mail: each is a file of its own."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file within another one."""

    name: str
    sha256: str
    reading: Reading


class _Clock:
    """The CPU time of this process after which a reader hands over what it has."""

    until = inf


_CLOCK = _Clock()


def start_clock() -> None:
    """From now on readers look at the clock: this process is there for one file alone."""
    _CLOCK.until = limits.READING_SECONDS


def is_late() -> bool:
    """Whether a reader should hand over the pages it has."""
    return time.process_time() > _CLOCK.until
