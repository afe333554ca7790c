"""What a task is ordered and filtered by, worked out when it is written: see `0002_*.sql`, and for
the deadline that counts and whose waves it is for `0004_*.sql`, and of which task it is a variant
`0007_*.sql`.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from kombit_tui.domain.choices import TASK_KINDS, TASK_STATUS
from kombit_tui.domain.folding import fold, sort_key
from kombit_tui.domain.tasks import DEADLINES, Deadline, nearest
from kombit_tui.domain.waves import Ours, is_ours, ours_of, waves_of, without_wave

LOCAL = "lokal"
_APART = "\x1f"
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
        Deadline(field, row[field], row[words], row[first], row[last])
        for field, words, first, last in _OF_DEADLINES
        if row[field] or row[words]
    )


_OF_DEADLINES = [(one, f"{one}_text", f"{one}_first", f"{one}_last") for one in DEADLINES]


def our_waves(profiles: Iterable[str | None]) -> Ours:
    """The waves we are in, from the JSON lists of the profiles there are."""
    held = (json.loads(one) if one else None for one in profiles)
    return ours_of(str(entry) for entries in held for entry in entries or ())


def project_names(aliases: str | None, *names: str | None) -> tuple[str, ...]:
    """All that a project is called, its aliases as the JSON list they are stored as."""
    others = json.loads(aliases) if aliases else None
    return tuple(str(name) for name in (*names, *(others or ())) if name)


def is_for_us(row: Mapping[str, Any], ours: Ours) -> bool:
    """Whether a task with its `kind`, `wave`, `title` and the names of its project is ours.

    A local one always is.
    """
    if row["kind"] == LOCAL:
        return True
    named = waves_of(row["wave"], row["title"])
    if not named or not (ours.everywhere or ours.by_project):
        return True
    projects = project_names(row["aliases"], row["project_code"], row["project_name"])
    return is_ours(named, ours.of(*projects))


def family_of(
    kind: str | None, project: str | None, code: str | None, title: str, wave: str | None
) -> str | None:
    """The same text for all variants of one task that name their waves; None for a task of no wave.

    Args:
        project: the id of it.
    """
    if kind == LOCAL or not waves_of(wave, title):
        return None
    return _APART.join((project or "", fold(code or ""), fold(without_wave(title))))


def _nearest_of(*columns: Any) -> str:
    """EDTF, words and last day of every deadline, in their order."""
    given = zip(DEADLINES, columns[::3], columns[1::3], columns[2::3], strict=True)
    return nearest(
        Deadline(field, edtf, words, None, last) for field, edtf, words, last in given
    ).field


def _is_ours_of(kind: str | None, wave: str | None, title: str, profiles: str) -> bool:
    """As stores of that time knew it: no project was named then."""
    return kind == LOCAL or is_ours(waves_of(wave, title), our_waves(json.loads(profiles)).of())


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "sort_key": key_of,
    "fold": folded,
    "kind_place_of": _KINDS.get,
    "status_place_of": _STATUS.get,
    "nearest_of": _nearest_of,
    "is_ours_of": _is_ours_of,
    "family_of": family_of,
}
"""The same as functions of SQL, for the migrations that add the columns."""


def keys(row: Mapping[str, Any], due_last: int | None) -> dict[str, Any]:
    """The keys of a task with these columns of `task_row`, `project_name`, and that last day."""
    return {
        "due_place": due_last,
        "kind_place": _KINDS.get(row["kind"]),
        "status_place": _STATUS.get(row["status"]),
        "title_key": key_of(row["title"]),
        "project_key": _name_key(row["project"]),
        "wave_key": _name_key(row["wave"]),
        "responsible_key": _name_key(row["responsible_name"]),
        "performer_key": _name_key(row["performer_name"]),
        "title_fold": folded(row["title"]),
        "project_fold": _name_fold(row["project"]),
        "project_name_fold": _name_fold(row["project_name"]),
        "wave_fold": _name_fold(row["wave"]),
        "responsible_fold": _name_fold(row["responsible_name"]),
        "performer_fold": _name_fold(row["performer_name"]),
    }


# Names that many tasks share.
_name_key = lru_cache(maxsize=2_048)(key_of)
_name_fold = lru_cache(maxsize=2_048)(folded)
