"""Records as lines of text, for a terminal or a pipe."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kombit_tui.domain.choices import TASK_STATUS
from kombit_tui.domain.text import squeeze
from kombit_tui.wording.task_rows import DUE_SIGNS
from kombit_tui.wording.values import day_text

if TYPE_CHECKING:
    from kombit_tui.domain.fields import Field, Kind

SHORT_ID = 8
"""So many of the last letters of an id are as good as all of them."""
_SHOWN = 5
"""How many fields beside the title a line tells."""
_DAYS = 4_000
"""Deadlines that are remembered: many tasks share one."""


def lines(name: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """One line per record of a kind: the title and its first fields, then the end of its id.

    All are separated by tabs.
    """
    from kombit_tui.domain.records import KINDS

    kind = KINDS[name]
    return ("\t".join([*_record(kind, row), row["id"][-SHORT_ID:]]) for row in rows)


def task_lines(tasks: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The same of tasks: deadline, status, project, who is responsible, title, end of the id."""
    day = lru_cache(_DAYS)(_day)
    for due, words, of, status, project, responsible, code, title, record_id in tasks:
        yield (
            f"{day(due, words, of)}\t{TASK_STATUS.get(status, status)}\t{project or '-'}\t"
            f"{responsible or '-'}\t{squeeze(f'{code} {title}' if code else title)}\t"
            f"{record_id[-SHORT_ID:]}"
        )


def _day(deadline: str | None, words: str | None, of: str | None) -> str:
    return " ".join(filter(None, (day_text(deadline, words), DUE_SIGNS.get(of or "")))) or "-"


def _record(kind: "Kind", row: Mapping[str, Any]) -> list[str]:
    told = [squeeze(str(row[kind.title] or "-"))]
    for field in kind.fields:
        if field.name == kind.title or field.type in ("ref", "table"):
            continue
        if (text := _text(field, row)) and len(told) <= _SHOWN:
            told.append(f"{field.label}: {text}")
    return told


def _text(field: "Field", row: Mapping[str, Any]) -> str:
    if field.type in ("date", "day"):
        return day_text(row[field.name], row.get(f"{field.name}_text"))
    if field.name.startswith("source"):
        return ""
    from kombit_tui.domain.fields import label_of

    return squeeze(label_of(field, row[field.name]))
