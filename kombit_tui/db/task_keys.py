"""What a task is ordered and filtered by, worked out when it is written: see `0002_*.sql`, and for
the deadline that counts and whose waves it is for `0004_*.sql`.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kombit_tui.domain.choices import TASK_KINDS, TASK_STATUS
from kombit_tui.domain.folding import fold, sort_key
from kombit_tui.domain.tasks import DEADLINES, Deadline, nearest
from kombit_tui.domain.waves import is_ours, ours_of, waves_of

LOCAL = "lokal"
_KINDS = {name: place for place, name in enumerate(TASK_KINDS)}
_STATUS = {name: place for place, name in enumerate(TASK_STATUS)}


def key_of(text: str | None) -> str | None:
    """What a text is ordered by; None for none."""
    return sort_key(text) if text else None


def folded(text: str | None) -> str | None:
    """What a part is looked for in; None for no text."""
    return fold(text) if text else None


def counting(row: Mapping[str, Any]) -> Deadline:
    """The deadline that counts of a task with the columns of all of them."""
    return nearest(
        Deadline(
            field, row[field], row[f"{field}_text"], row[f"{field}_first"], row[f"{field}_last"]
        )
        for field in DEADLINES
    )


def our_waves(profiles: Iterable[str | None]) -> frozenset[str]:
    """The waves we are in, from the JSON lists of the profiles there are."""
    held = (json.loads(one) if one else None for one in profiles)
    return ours_of(str(entry) for entries in held for entry in entries or ())


def is_for_us(kind: str | None, wave: str | None, title: str, ours: frozenset[str]) -> bool:
    """Whether a task is ours: a local one always."""
    return kind == LOCAL or is_ours(waves_of(wave, title), ours)


def _nearest_of(*columns: Any) -> str:
    """EDTF, words and last day of every deadline, in their order."""
    given = zip(DEADLINES, columns[::3], columns[1::3], columns[2::3], strict=True)
    return nearest(
        Deadline(field, edtf, words, None, last) for field, edtf, words, last in given
    ).field


def _is_ours_of(kind: str | None, wave: str | None, title: str, profiles: str) -> bool:
    return is_for_us(kind, wave, title, our_waves(json.loads(profiles)))


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "sort_key": key_of,
    "fold": folded,
    "kind_place_of": _KINDS.get,
    "status_place_of": _STATUS.get,
    "nearest_of": _nearest_of,
    "is_ours_of": _is_ours_of,
}
"""The same as functions of SQL, for the migrations that add the columns."""


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
