"""Rows under headings, chosen and ordered by a query as `domain.query.evaluation` defines it.

For lists that are held in memory; the tasks have SQL of their own.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from kombit_tui.domain.folding import fold
from kombit_tui.domain.query import Query, group_of, matches, ordered


class GroupRow(NamedTuple):
    """A heading that is no record: what the rows below it have in common."""

    id: str
    title: str
    note: str = ""


class Part(NamedTuple):
    """A heading with the rows under it."""

    heading: Any
    rows: list[Any]


def group_row(title: str, note: str = "") -> GroupRow:
    """A heading called `title`; its id tells that it is no record."""
    return GroupRow(f"group:{title}", title, note)


def parted(rows: Iterable[Any], is_heading: Callable[[Any], bool]) -> list[Part]:
    """Rows of which each heading stands before what it heads, as parts."""
    parts: list[Part] = []
    for row in rows:
        if is_heading(row):
            parts.append(Part(row, []))
        else:
            parts[-1].rows.append(row)
    return parts


def selected(
    parts: Sequence[Part], query: Query, facts: Mapping[str, Mapping[str, Any]], today: date
) -> list[Part]:
    """The parts with the rows that `query` lets through, in its order and under its groups.

    A row is also found by the words of its heading, and has what its heading has where it has
    nothing itself: the systems of a campaign are due when it stops. A heading without rows stays
    where it is found itself.
    """
    kept = [Part(one.heading, _kept(one, query, facts, today)) for one in parts]
    if query.group is not None:
        flat = [one for part in parts for one in _facts(part, facts)]
        return list(_grouped(query, [one for one in flat if matches(query, one, today)]))
    return [
        part
        for part, before in zip(kept, parts, strict=True)
        if part.rows
        or (not before.rows and matches(query, _of_heading(before.heading, facts), today))
    ]


def _kept(
    part: Part, query: Query, facts: Mapping[str, Mapping[str, Any]], today: date
) -> list[Any]:
    found = [one for one in _facts(part, facts) if matches(query, one, today)]
    return [one["row"] for one in ordered(query, found)]


def _facts(part: Part, facts: Mapping[str, Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    above = _of_heading(part.heading, facts)
    for row in part.rows:
        own = {key: value for key, value in facts.get(row.id, {}).items() if value}
        yield {**above, **own, "row": row, "text": f"{own.get('text', '')} {above['text']}"}


def _of_heading(heading: Any, facts: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    return facts.get(heading.id) or {"text": fold(heading.title), "title": heading.title}


def _grouped(query: Query, found: Sequence[Mapping[str, Any]]) -> Iterator[Part]:
    groups: dict[str, list[Any]] = {}
    for one in ordered(query, found):
        groups.setdefault(group_of(str(query.group), one), []).append(one["row"])
    for title, rows in groups.items():
        yield Part(group_row(title), rows)
