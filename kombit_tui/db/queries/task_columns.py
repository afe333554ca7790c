"""Where each field of a filter is found for a task: SQL over `task_row`, and over other tables row
by row where it holds too little.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Dates(NamedTuple):
    """SQL for a date: its first and last day as numbers, and whether it is known."""

    first: str
    last: str
    is_known: str


class Text(NamedTuple):
    """SQL for a text, and the columns that hold it ready-made, where there are such."""

    shown: str
    folded: str = ""
    key: str = ""


def _of_task(column: str) -> str:
    return f"(SELECT {column} FROM task t WHERE t.seq = task_row.seq)"


def _day_number(moment: str) -> str:
    """The day of an ISO time, on its own clock, as `date.toordinal` counts."""
    return f"CAST(julianday(substr({moment}, 1, 10)) - 1721424.5 AS INTEGER)"


_CREATED = _day_number(_of_task("t.created_at"))
_CHANGED = _day_number(
    f"max({_of_task('t.modified_at')}, coalesce("
    "(SELECT max(s.modified_at) FROM task_state s WHERE s.task = task_row.id), ''))"
)
_PROJECT_NAME = (
    "(SELECT p.name FROM task t JOIN project p ON p.id = t.project WHERE t.seq = task_row.seq)"
)
TEXTS: Mapping[str, tuple[Text, ...]] = {
    "id": (Text("task_row.id"), Text("code")),
    "title": (Text("title", "title_fold", "title_key"),),
    "owner": (Text("responsible_name", "responsible_fold", "responsible_key"),),
    "performer": (Text("performer_name", "performer_fold", "performer_key"),),
    "role": (Text(_of_task("t.performer_role")),),
    "project": (
        Text("project", "project_fold", "project_key"),
        Text(_PROJECT_NAME, "project_name_fold"),
    ),
    "wave": (Text("wave", "wave_fold", "wave_key"),),
}
"""Where the texts of a field are. Fields that are in none of these tables no task has."""
CHOICES: Mapping[str, str] = {"type": "kind", "status": "status"}
PLACES: Mapping[str, str] = {
    "due": "due_place",
    "type": "kind_place",
    "status": "status_place",
    **{field: texts[0].key for field, texts in TEXTS.items() if texts[0].key},
}
"""The columns that there is an index of, to list all tasks in their order."""
DATES: Mapping[str, Dates] = {
    "due": Dates("due_first", "due_place", "due IS NOT NULL"),
    "start": Dates(
        _of_task("t.start_first"), _of_task("t.start_last"), f"{_of_task('t.start')} IS NOT NULL"
    ),
    "created": Dates(_CREATED, _CREATED, "1"),
    "changed": Dates(_CHANGED, _CHANGED, "1"),
}
FLAGS: Mapping[str, str] = {"local": "kind IS 'lokal'", "moved": "is_moved"}
