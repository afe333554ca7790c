"""What came of a meeting with the server so far, and when it is too much."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kombit_tui.errors import MassChange

FEWEST, SHARE = 20, 0.2
"""More records than this, and than this share of a collection, are not deleted unasked."""


@dataclass(slots=True)
class Tally:
    """What came of a meeting so far."""

    pulled: int = 0
    pushed: int = 0
    merged: int = 0
    conflicts: int = 0
    refused: int = 0
    strange: int = 0
    """Entries of answers that are no records, or are where they do not belong."""
    kinds: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)

    def add(self, other: "Tally") -> None:
        """What a transaction brought, once it is committed."""
        for name in ("pulled", "pushed", "merged", "conflicts", "refused", "strange"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.kinds |= other.kinds
        self.ids |= other.ids


@dataclass(slots=True)
class Guard:
    """Stops before far more is deleted in a collection than anybody deletes."""

    is_strict: bool = False
    """Whether the user was asked already and has not answered: then nothing is deleted."""
    total: int | None = None
    removed: int = 0

    def count(self, number: int, size: Callable[[], int]) -> None:
        """So many more are to be deleted, of a collection of that size when it began.

        Raises:
            MassChange: that is too many.
        """
        if not number:
            return
        self.total = size() if self.total is None else self.total
        self.removed += number
        most = 0 if self.is_strict else max(FEWEST, SHARE * self.total)
        if self.removed > most:
            raise MassChange(
                f"På serveren er mindst {self.removed} af {self.total} poster slettet, siden du "
                "sidst synkroniserede.",
                "Intet er slettet her. Spørg en kollega, og svar så under Synk.",
            )
