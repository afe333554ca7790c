"""Records as the content of a file, in each of the formats: for the command line and for `x`."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from kombit_tui.db.queries.belonging import kinds_of
from kombit_tui.db.queries.listing import KINDS_LISTED, listing_of
from kombit_tui.domain.records import KINDS
from kombit_tui.export import CALENDAR, FORMATS, WITH_ALL_FIELDS
from kombit_tui.export.records import record_table
from kombit_tui.export.table import Line, Table, text_of

LISTED_AS: Mapping[str, str] = {kind: listed for listed, kind in KINDS_LISTED.items()}
"""Kind -> its word on the command line, for those that have one."""


Tell = Callable[[int], None]
"""Is told from time to time how many records are read, and once when all are."""
_TOLD_EVERY = 500


def _unheard(done: int) -> None:
    """Nobody asks how far it is."""


class Exported(NamedTuple):
    """The content of a file."""

    content: bytes
    number: int
    """Records, or events, that are in it."""
    left_out: int = 0
    """Records without a day, of which a calendar has nothing to tell."""


def whole_table(
    connection: sqlite3.Connection,
    kind: str,
    ids: Sequence[str],
    asked: str,
    now: datetime,
    tell: Tell = _unheard,
) -> Table:
    """Records of one kind with all their fields."""
    records = _counted(listing_of(connection, kind, ids), tell)
    labels, rows = record_table(connection, kind, records)
    lines = tuple(
        Line(str(row[-1]), tuple(map(text_of, row[:-1])), values=row[:-1]) for row in rows
    )
    return Table(KINDS[kind].plural, labels[:-1], lines, asked, now)


def _counted(records: Iterable[Mapping[str, Any]], tell: Tell) -> Iterator[Mapping[str, Any]]:
    done = 0
    for done, record in enumerate(records, start=1):
        if done % _TOLD_EVERY == 0:
            tell(done)
        yield record
    tell(done)


def as_calendar(
    connection: sqlite3.Connection, title: str, ids: Sequence[str], now: datetime
) -> Exported:
    """The days of records of any kind."""
    from kombit_tui.db.queries.calendar import events
    from kombit_tui.export.ics_file import ics_bytes

    found = events(connection, ids)
    with_day = {one.record for one in found}
    return Exported(ics_bytes(title, found, now), len(found), len(set(ids) - with_day))


def as_file(
    connection: sqlite3.Connection,
    ending: str,
    kind: str,
    ids: Sequence[str],
    asked: str,
    now: datetime,
    tell: Tell = _unheard,
) -> Exported:
    """Records of one kind in a format."""
    if ending == CALENDAR:
        tell(len(ids))
        return as_calendar(connection, KINDS[kind].plural, ids, now)
    if ending == "json":
        from kombit_tui.export.json_file import json_lines

        lines = json_lines(_counted(listing_of(connection, kind, ids), tell))
        return Exported("".join(f"{line}\n" for line in lines).encode(), len(ids))
    if (ending, kind) == ("md", "meeting"):
        return Exported(_notes(connection, ids, now), len(ids))
    table = whole_table(connection, kind, ids, asked, now, tell)
    return Exported(FORMATS[ending].make(table), len(table.lines))


def of_list(connection: sqlite3.Connection, ending: str, shown: Table) -> Exported:
    """What a list shows in a format.

    Records of one kind go into spreadsheets with all their fields, so that they can be read in
    again; lists of several kinds, and what is for people to read, as they are on the screen.
    """
    ids = list(dict.fromkeys(line.id for line in shown.records))
    if ending == CALENDAR:
        assert shown.made is not None
        return as_calendar(connection, shown.title, ids, shown.made)
    kinds = kinds_of(connection, ids) if ending in WITH_ALL_FIELDS else {}
    kind = next(iter(kinds.values()), "")
    is_one_kind = len(set(kinds.values())) == 1 and len(kinds) == len(shown.records)
    if is_one_kind and kind in LISTED_AS and shown.made is not None:
        whole = whole_table(connection, kind, ids, shown.filter, shown.made)
        shown = whole._replace(title=shown.title)
    return Exported(FORMATS[ending].make(shown), len(shown.records))


def _notes(connection: sqlite3.Connection, ids: Sequence[str], now: datetime) -> bytes:
    """The notes of each meeting: agenda, decisions, questions, our tasks."""
    from kombit_tui.db.queries.beside import papers
    from kombit_tui.export.meeting_notes import meeting_notes

    found = [papers(connection, one, now.date()) for one in ids]
    told = [meeting_notes(one, now.date()) for one in found if one is not None]
    return "\n".join(told).encode()
