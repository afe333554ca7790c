"""The tasks that a query finds: their numbers in its order, and the groups they stand in.

Which tasks and in what order are two questions, and the second one has few answers: an order is
read once and kept while the store stands still, so that a letter more in the filter only asks the
first one. All numbers come as one row, because the lock on the interpreter is free while SQLite
works.
"""

import json
import sqlite3
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from kombit_tui.db import meta
from kombit_tui.db.queries.filtering import (
    EVERYTHING,
    Filter,
    compile_tasks,
    group_columns,
    only_place,
)
from kombit_tui.db.queries.matching import selects
from kombit_tui.db.queries.numbers import Numbers
from kombit_tui.db.queries.ranked import Ranked
from kombit_tui.db.queries.task_pages import Whole, number_of
from kombit_tui.db.reader import Reader
from kombit_tui.domain.query import FIELDS, And, Query, ValueType, Word
from kombit_tui.domain.query.grouping import month_of, without

FEW = 2_000
"""So many are put in order by SQLite sooner than they are picked out of an order of all."""

_MOST_KEPT = 6
"""Answers: an order, whose tasks it is, and the words that are typed. At a million tasks each is
one or four megabytes."""


class Found(NamedTuple):
    """What a query finds."""

    seqs: Sequence[int] | Whole
    """The numbers of the tasks, in order, or that it is all of them: for `TaskPages`."""
    groups: Sequence[tuple[str, int]] = ()
    """Headings in order, each with how many of the tasks stand below it; they are all of them."""


def find(
    connection: sqlite3.Connection, query: Query, today: date, *, every_wave: bool = False
) -> Found:
    """The tasks that `query` finds, of every wave or of ours."""
    me = meta.read(connection, meta.ME)
    asked = compile_tasks(query, today, me, every_wave=every_wave)
    with _standing_still(connection):
        groups = list(_groups(connection, asked, query.group)) if query.group else ()
        return Found(_seqs(connection, query, asked), groups)


@contextmanager
def _standing_still(connection: sqlite3.Connection) -> Iterator[None]:
    """All is read from one state of the store. For a moment: a long one keeps the log growing.

    A thread whose answer nobody waits for any longer may still be reading on the same connection.
    """
    with connection.alone if isinstance(connection, Reader) else nullcontext():
        connection.execute("BEGIN")
        try:
            yield
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


def _seqs(connection: sqlite3.Connection, query: Query, asked: Filter) -> Sequence[int] | Whole:
    place = only_place(query)
    if place is not None:
        every_wave = asked.scope == EVERYTHING
        count = number_of(connection, every_wave=every_wave)
        return Whole(count, place[0], is_descending=place[1], every_wave=every_wave)
    if query.expression is None:
        return _in_order(connection, asked)
    hits = _hits(connection, query, asked)
    if len(hits) > FEW:
        return Ranked(_in_order(connection, asked), hits)
    chosen = f"seq IN (SELECT value FROM json_each(?)) ORDER BY {asked.order}"
    return _numbers(connection, f"SELECT seq FROM task_row WHERE {chosen}", json.dumps([*hits]))


def _in_order(connection: sqlite3.Connection, asked: Filter) -> Sequence[int]:
    """The numbers of all tasks, or all of ours, in the order that is asked for."""
    select = f"SELECT seq FROM task_row WHERE {asked.scope} ORDER BY {asked.order}"
    found: Sequence[int] = _kept(connection, select, partial(array, "I"))
    return found


def _kept(
    connection: sqlite3.Connection,
    select: str,
    held_as: Callable[[Sequence[int]], Any],
    *words: str,
) -> Any:
    """What SQL finds, read again only when the store has changed, if the connection can tell.

    What was asked for last is kept: a letter more changes one word of those that are typed.
    """
    kept: dict[Any, Any] = connection.kept() if isinstance(connection, Reader) else {}
    asked = (select, *words)
    found = kept.pop(asked, None)
    kept[asked] = held_as(_numbers(connection, select, *words)) if found is None else found
    if len(kept) > _MOST_KEPT:
        del kept[next(iter(kept))]
    return kept[asked]


def _hits(connection: sqlite3.Connection, query: Query, asked: Filter) -> Numbers:
    """The numbers of the tasks that are found, in no order."""
    (last,) = connection.execute("SELECT max(seq) FROM record_index").fetchone()
    held_as = partial(Numbers, bound=(last or 0) + 1)
    words = _only_words(query)
    if words is None:
        select = f"SELECT seq FROM task_row WHERE {asked.where}"
        return held_as(_numbers(connection, select, *asked.parameters))
    scope = f"SELECT seq FROM task_row WHERE {asked.scope}"
    hits: Numbers = _kept(connection, scope, held_as)
    for select, word in words:
        hits &= _kept(connection, select, held_as, word)
    return hits


def _only_words(query: Query) -> list[tuple[str, str]] | None:
    """What to ask the search tables when a query is nothing but words; else None."""
    parts = query.expression.operands if isinstance(query.expression, And) else [query.expression]
    found = [selects(one.text) if isinstance(one, Word) else [] for one in parts]
    return [one for (one,) in found] if all(len(one) == 1 for one in found) else None


def _numbers(connection: sqlite3.Connection, select: str, *parameters: str | int) -> list[int]:
    (joined,) = connection.execute(
        f"SELECT group_concat(seq) FROM ({select})", parameters
    ).fetchone()
    numbers: list[int] = json.loads(f"[{joined or ''}]")
    return numbers


def _groups(connection: sqlite3.Connection, asked: Filter, field: str) -> Iterator[tuple[str, int]]:
    place, shown = group_columns(field)
    if asked.where != asked.scope:
        place = f"+{place}"  # no index: it would send SQLite to every row in a scattered order
    rows = connection.execute(
        f"SELECT place, number, (SELECT {shown} FROM task_row WHERE seq = first) FROM "
        f"(SELECT {place} AS place, count(*) AS number, min(seq) AS first FROM task_row "
        f"WHERE {asked.where} GROUP BY 1) ORDER BY place NULLS LAST",
        asked.parameters,
    )
    before, count = "", 0
    for at, number, text in rows:
        heading = without(field) if at is None else _heading(field, text)
        if before and heading != before:
            yield before, count
            count = 0
        before, count = heading, count + number
    if before:
        yield before, count


def _heading(field: str, shown: str | int) -> str:
    declared = FIELDS[field]
    if declared.type is ValueType.DATE:
        return month_of(int(shown))
    return str((declared.choices or {}).get(str(shown), shown))
