"""What a meeting with the server tells while it lasts, and what came of it: plain values.

Words for the user are made of these in `wording`; only warnings and errors are sentences already.
"""

from dataclasses import dataclass
from enum import StrEnum

from kombit_tui.errors import KombitError

MOST_NAMED = 2_000
"""Changed records that are named one by one; of more only the kinds are told."""


class Phase(StrEnum):
    """What is going on."""

    CONNECTING = "connecting"
    PULLING = "pulling"
    COMPARING = "comparing"
    """Everything is read anew, because the server was set back or long not met."""
    PUSHING = "pushing"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: `Synkroniserer 120 af 4.310`."""

    phase: Phase
    done: int = 0
    """Records that are pulled or pushed."""
    total: int | None = None
    """How many there are to be; None where that is not known."""


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a meeting. Also one that stopped half-way has changed what it tells."""

    pulled: int = 0
    """Records that the server told something new of."""
    pushed: int = 0
    """Records that the server took."""
    merged: int = 0
    """Records where a colleague's change was merged with one of ours."""
    conflicts: int = 0
    """Conflicts that were found, each about one group of fields of one record."""
    refused: int = 0
    """Records that the server would not have."""
    waiting: int = 0
    """Records that are still to be sent."""
    kinds: frozenset[str] = frozenset()
    """The kinds of the records that changed here."""
    ids: frozenset[str] | None = frozenset()
    """The records that changed here; None when they are more than `MOST_NAMED`."""
    warnings: tuple[str, ...] = ()
    """Danish sentences about what is not as it should be, though it went on."""
    is_cancelled: bool = False
    is_too_long: bool = False
    """Whether it stopped before pulling more than it was to; another meeting is to be held."""
    error: KombitError | None = None
    """Why it stopped; None when it came to its end or was cancelled."""
    wait: float = 0.0
    """Seconds that the server asks us to leave it alone."""

    @property
    def is_complete(self) -> bool:
        """Whether it came to its end."""
        return self.error is None and not self.is_cancelled and not self.is_too_long
