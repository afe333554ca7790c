"""One file imported as the command line does it, step by step."""

from collections.abc import Collection
from pathlib import Path
from types import MappingProxyType

from kombit_tui.db.changes import Applied
from kombit_tui.db.store import Store
from kombit_tui.ingest.candidates import Extraction
from kombit_tui.ingest.mapping import NOTHING_SAID, Said
from kombit_tui.ingest.pipeline import Chosen, apply_together, plan_in_turn, read_whole
from kombit_tui.ingest.planned import Edits, Plan


def read_file(path: Path) -> Extraction:
    """What is in the file itself, without the sheets attached to a mail."""
    return read_whole(path)[0]


def plan_file(store: Store, path: Path, said: Said = NOTHING_SAID) -> Plan:
    """What an import of the file would do."""
    return plan_in_turn(store, [read_file(path)], 0, said)[0].plan


def apply(
    store: Store,
    plan: Plan,
    accepted: Collection[str] | None = None,
    edited: Edits = MappingProxyType({}),
) -> Applied:
    """Write what is accepted of a plan, with what somebody put in the place of what was read."""
    return apply_together(store, [Chosen(plan, (), plan.accepted(accepted, edited))])


def carry_out(store: Store, plan: Plan) -> Applied:
    """Write all that a plan says."""
    return apply(store, plan)
