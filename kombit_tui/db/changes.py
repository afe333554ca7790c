"""What can be asked of the store, as plain values: changes, why they are made, what came of them.

Light on purpose: screens and the command line build these before the write path is loaded.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from kombit_tui.domain.ids import NO_MUNICIPALITY


class Create(NamedTuple):
    """A new record. Without an id one is made."""

    kind: str
    values: Mapping[str, Any]
    id: str | None = None


class Update(NamedTuple):
    """New values for some fields of a record."""

    id: str
    values: Mapping[str, Any]


class Delete(NamedTuple):
    """A record goes to the bin: the journal keeps all of it."""

    id: str


class Upsert(NamedTuple):
    """New values for a record that is made if it is not there: our state of something announced."""

    kind: str
    id: str
    values: Mapping[str, Any]
    only_new: Mapping[str, Any] = MappingProxyType({})
    """Values that matter only when the record is made."""


Change = Create | Update | Delete | Upsert


class Origin(StrEnum):
    """Where a step came from; undo takes back what the user did, not what undo did."""

    USER = "user"
    IMPORT = "import"
    SEED = "seed"
    """Demo data: the ground that undo never takes away."""
    UNDO = "undo"
    REDO = "redo"
    SYNC = "sync"
    """What colleagues did, as the server told it."""


DONE_HERE = (Origin.USER, Origin.IMPORT, Origin.REDO)
"""Of what was done here and not taken back."""


class Stamp(NamedTuple):
    """Who made a record what it is, and when; shown, never decided by."""

    created_at: str
    modified_at: str
    modified_by: str


class Intent(NamedTuple):
    """Who asks for a step, when, and what it is called in the undo message."""

    label: str
    """Danish, as in «Fortrudt: Status på Opdatér certifikat»."""
    who: str
    now: datetime
    """Aware."""
    municipality: str = NO_MUNICIPALITY
    origin: Origin = Origin.USER
    reverts: str | None = None
    """For undo and redo: the id of the step that is taken back."""
    decides: tuple[str, ...] = ()
    """Conflicts that the step decides, even where no record changes; undo opens them again."""


class Applied(NamedTuple):
    """What a step changed; `group` is None when nothing was to be changed."""

    group: str | None
    ids: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    label: str = ""
    refused: tuple[str, ...] = ()
    """Danish sentences: what an undo left alone, because it was changed again since."""
