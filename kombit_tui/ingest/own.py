"""What a row of a spreadsheet says of what we do about a record: what of it is news. Pure.

Our own state is never written over unseen: where it says something else already, somebody looks.
"""

from dataclasses import dataclass
from typing import Any

from kombit_tui.domain.fields import Home
from kombit_tui.domain.ids import natural_id, task_state_id
from kombit_tui.domain.records import KINDS
from kombit_tui.ingest.likeness import Values, news
from kombit_tui.ingest.wanted import Beside

DOUBTED = 0.7
"""How sure it is at most that what we have written ourselves is to be changed."""
CHANGES_OURS = "Ændrer det, I selv har skrevet."
_WITHOUT = {"task_state": {"status": "open"}, "agreement_state": {"state": "missing"}}
"""What is so where there is no record: it is worth none."""


@dataclass(frozen=True)
class OwnNews:
    """What would be written."""

    id: str
    values: Values
    before: Values
    is_new: bool
    flags: tuple[str, ...] = ()


def own_news(
    beside: Beside, values: Values, known: tuple[str, Values] | None, municipality: str
) -> OwnNews | None:
    """What `values` add to what is known; None where they add nothing.

    Args:
        values: of the record, with what it points to.
        known: its id and values, if there is one.
    """
    held = known[1] if known is not None else {}
    usual = _WITHOUT.get(beside.kind, {})
    told = {
        name: value
        for name, value in values.items()
        if usual.get(name) != value or held.get(name) is not None
    }
    if known is None:
        if not set(told) - {beside.pointing}:
            return None
        return OwnNews(_new_id(beside, values, municipality), told, {}, is_new=True)
    changed = news(KINDS[beside.kind], held, told, only_blank=False)
    if not changed:
        return None
    before: dict[str, Any] = {name: held.get(name) for name in changed}
    flags = (CHANGES_OURS,) if changes_ours(beside.kind, before) else ()
    return OwnNews(known[0], changed, before, is_new=False, flags=flags)


def changes_ours(kind: str, before: Values) -> bool:
    """Whether something would be written over that the municipality itself has said."""
    is_ours = KINDS[kind].home is Home.MUNICIPALITY
    return is_ours and any(value is not None for value in before.values())


def _new_id(beside: Beside, values: Values, municipality: str) -> str:
    about = str(values[beside.pointing])
    if beside.kind == "task_state":
        return task_state_id(municipality, about)
    others = (str(values.get(name) or "") for name in beside.key)
    return natural_id(municipality, beside.kind, about, *others)
