"""One meeting with the server while it lasts: what its parts share. Owns no step of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from kombit_tui.db.sync.feeds import Feed
from kombit_tui.db.sync.ledger import Checkpoint, Ledger
from kombit_tui.db.sync.tally import Tally
from kombit_tui.errors import KombitError
from kombit_tui.sync.answers import Server
from kombit_tui.sync.client import Client
from kombit_tui.sync.report import Phase, Progress

T = TypeVar("T")
NOBODY = Server("", frozenset(), is_serial=False, is_readonly=True)
"""Stands for the server until it has answered."""


class Cancelled(Exception):
    """The user, or the end of the program, wants no more of it."""


class TooLong(Exception):
    """There is more to pull than this meeting is to take."""


@dataclass
class Meeting:
    """What was agreed on, and what came of it so far."""

    ledger: Ledger
    client: Client
    epochs: dict[tuple[str, str], str | None]
    """What the server said last of each collection's history."""
    checkpoint: Checkpoint
    progress: Callable[[Progress], None]
    cancelled: Callable[[], bool]
    compare: bool = False
    accept_mass_change: bool = False
    longest: int | None = None
    """The most records to pull; where there are more, none of these is."""
    server: Server = NOBODY
    is_introduced: bool = False
    """Whether we have just asked who we are: then closed collections are tried too."""
    tally: Tally = field(default_factory=Tally)
    warnings: dict[str, None] = field(default_factory=dict)
    problems: list[KombitError] = field(default_factory=list)
    """What the user must be told, though the rest went on."""
    feeds: list[Feed] = field(default_factory=list)
    """The collections as they were noted last."""
    read: list[Feed] = field(default_factory=list)
    """Collections that were read to their end."""
    is_cancelled: bool = False
    error: KombitError | None = None
    """What stopped it."""

    def ask(self, name: str, call: Callable[[], T]) -> T:
        """What the server answers.

        Raises:
            Cancelled: nothing was asked.
            SyncError: it was no answer.
        """
        if self.cancelled():
            raise Cancelled
        self.checkpoint(f"{name}: før")
        answer = call()
        self.checkpoint(f"{name}: efter")
        return answer

    def tell(self, phase: Phase, done: int = 0, total: int | None = None) -> None:
        """How far it is."""
        self.progress(Progress(phase, done, total))

    def warn(self, text: str) -> None:
        """Something is not as it should be, though it goes on; said once."""
        self.warnings.setdefault(text)
