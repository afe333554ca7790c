"""What the sync did to the records of a list: a sign before the row, a sentence in the detail."""

from collections.abc import Mapping, Sequence
from typing import Any

from textual.app import App

from kombit_tui.db.queries.signs import CONFLICT, MERGED, signs
from kombit_tui.db.store import Store
from kombit_tui.widgets.bindings import with_keys
from kombit_tui.widgets.detail import Block, Paragraph, Title

SIGNS: Mapping[str, str] = {CONFLICT: "≠", MERGED: "~"}
_TOLD: Mapping[str, tuple[str, str]] = {
    CONFLICT: (
        "≠ Konflikt: en kollega har ændret det samme. {app.conflict}: vælg, hvad der gælder.",
        "warning",
    ),
    MERGED: (
        "~ Flettet med en kollegas ændring. {list.history}: hvem ændrede hvad.",
        "muted",
    ),
}


def signs_now(store: Store) -> Mapping[str, str]:
    """The sign of each record that has one."""
    found = signs(store.reader, store.clock().date())
    return {record: SIGNS[what] for record, what in found.items()}


def with_sign(app: App[Any], blocks: Sequence[Block], sign: str | None) -> Sequence[Block]:
    """A detail that tells what a sign means, below its title."""
    text, tone = next((told for what, told in _TOLD.items() if SIGNS[what] == sign), ("", ""))
    if not text:
        return blocks
    at = 1 if blocks and isinstance(blocks[0], Title) else 0
    return [*blocks[:at], Paragraph(with_keys(app, text), tone), *blocks[at:]]
