"""What a task is ordered and filtered by, worked out when it is written: see `0002_*.sql`."""

from collections.abc import Callable, Mapping
from typing import Any

from kombit_tui.domain.choices import TASK_KINDS, TASK_STATUS
from kombit_tui.domain.folding import fold, sort_key

_KINDS = {name: place for place, name in enumerate(TASK_KINDS)}
_STATUS = {name: place for place, name in enumerate(TASK_STATUS)}


def key_of(text: str | None) -> str | None:
    """What a text is ordered by; None for none."""
    return sort_key(text) if text else None


def folded(text: str | None) -> str | None:
    """What a part is looked for in; None for no text."""
    return fold(text) if text else None


FUNCTIONS: Mapping[str, Callable[[Any], Any]] = {
    "sort_key": key_of,
    "fold": folded,
    "kind_place_of": _KINDS.get,
    "status_place_of": _STATUS.get,
}
"""The same as functions of SQL, for the migration that adds the columns."""


def keys(row: Mapping[str, Any]) -> dict[str, Any]:
    """The keys of a task with these columns of `task_row`, `project_name` and `due_last`."""
    return {
        "due_place": row["due_last"],
        "kind_place": _KINDS.get(row["kind"]),
        "status_place": _STATUS.get(row["status"]),
        "title_key": key_of(row["title"]),
        "project_key": key_of(row["project"]),
        "wave_key": key_of(row["wave"]),
        "responsible_key": key_of(row["responsible_name"]),
        "performer_key": key_of(row["performer_name"]),
        "title_fold": folded(row["title"]),
        "project_fold": folded(row["project"]),
        "project_name_fold": folded(row["project_name"]),
        "wave_fold": folded(row["wave"]),
        "responsible_fold": folded(row["responsible_name"]),
        "performer_fold": folded(row["performer_name"]),
    }
