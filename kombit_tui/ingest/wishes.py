"""What a candidate asks of the plan: a record, and by which fields it is known again. Data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kombit_tui.ingest.candidates import Candidate, DeadlineChange


@dataclass(frozen=True, slots=True)
class Reference:
    """A field that points to another record, which the plan finds or makes by its name."""

    kind: str
    name: str
    makes: bool = False
    """Whether a record is made when none has the name."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """What a record that is made has beside its name."""
    scope: Mapping[str, Any] = field(default_factory=dict)
    """What a known record must have beside the name: meetings of one title come again and again."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A record that a candidate asks for."""

    kind: str
    values: Mapping[str, Any]
    """Declared fields; a `Reference` where a record is pointed to."""
    candidate: Candidate
    scope: tuple[str, ...] = ()
    """Fields in which a known record must agree to be the same."""
    text: str = "title"
    """The field whose text tells records of a scope apart."""
    code: str | None = None
    """The field that identifies a record within its scope on its own."""
    changes: tuple[DeadlineChange, ...] = ()
    record: str | None = None
    """The id of the record that is meant, where the file has it."""
    beside: "Beside | None" = None


@dataclass(frozen=True, slots=True)
class Beside:
    """What we do about a record, in a record of its own."""

    kind: str
    pointing: str
    """The field that points to the record."""
    key: tuple[str, ...]
    """What tells it from others that point to the same."""
    values: Mapping[str, Any]
