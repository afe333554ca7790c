"""Records as lines of text, for a terminal or a pipe."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kombit_tui.db.queries.listing import KINDS_LISTED
from kombit_tui.domain.choices import TASK_STATUS
from kombit_tui.domain.fields import Field, FieldType, Kind, label_of
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.text import squeeze
from kombit_tui.wording.task_rows import DUE_SIGNS
from kombit_tui.wording.values import day_text

_SHOWN = 5
"""How many fields beside the title a line tells."""


def lines(listed: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """One line per record: the title, then its first fields, separated by tabs."""
    kind = KINDS[KINDS_LISTED[listed]]
    for row in rows:
        yield "\t".join(_task(row) if kind.name == "task" else _record(kind, row))


def _task(row: Mapping[str, Any]) -> list[str]:
    day = day_text(row["deadline"], row["deadline_text"])
    return [
        " ".join(filter(None, (day, DUE_SIGNS.get(row["deadline_of"])))) or "-",
        TASK_STATUS.get(row["status"], row["status"]),
        row["project_name"] or "-",
        row["responsible"] or "-",
        squeeze(str(row["title"])),
    ]


def _record(kind: Kind, row: Mapping[str, Any]) -> list[str]:
    told = [squeeze(str(row[kind.title] or "-"))]
    for field in kind.fields:
        if field.name == kind.title or field.type in (FieldType.REF, FieldType.TABLE):
            continue
        if (text := _text(field, row)) and len(told) <= _SHOWN:
            told.append(f"{field.label}: {text}")
    return told


def _text(field: Field, row: Mapping[str, Any]) -> str:
    if field.type in (FieldType.DATE, FieldType.DAY):
        return day_text(row[field.name], row.get(f"{field.name}_text"))
    if field.name.startswith("source"):
        return ""
    return squeeze(label_of(field, row[field.name]))
