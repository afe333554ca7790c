"""What a filter may ask of a record, read from the tables by the declarations of its fields.

Keys and values are those that `domain.query.evaluation` describes. What is not declared of the kind
itself but of what hangs on it (holders of a role, the vendor of a system in a campaign) is added
here, once, for the lists and the command line alike.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from kombit_tui.db import meta
from kombit_tui.domain.fields import FieldType, Kind
from kombit_tui.domain.folding import fold
from kombit_tui.domain.query.names import FIELD_NAMES
from kombit_tui.domain.records import KINDS

Facts = dict[str, Any]
ById = dict[str, Facts]


def facts_of(connection: sqlite3.Connection, kind: str, today: date) -> ById:
    """The facts of every record of a kind, by id."""
    declared = KINDS[kind]
    titles = _titles(connection, declared)
    query = f'SELECT r.*, i.folded FROM "{kind}" r JOIN record_index i ON i.id = r.id'
    found = {
        row["id"]: _declared(declared, row, titles)
        for row in connection.execute(f"{query} ORDER BY r.seq")
    }
    if kind in _MORE:
        _MORE[kind](connection, found, today)
    return found


def _titles(connection: sqlite3.Connection, kind: Kind) -> Mapping[str, str]:
    """What the records are called that records of `kind` refer to."""
    kinds = {field.refers for field in kind.fields if field.filter and field.refers}
    marks = ",".join("?" * len(kinds))
    query = f"SELECT id, title FROM record_index WHERE kind IN ({marks})"
    return dict(tuple(row) for row in connection.execute(query, sorted(kinds)))


def _declared(kind: Kind, row: sqlite3.Row, titles: Mapping[str, str]) -> Facts:
    facts: Facts = {
        "id": [row["id"]],
        "text": row["folded"],
        "created": row["created_at"][:10],
        "changed": row["modified_at"][:10],
    }
    for field in kind.fields:
        for name in field.filter[:1]:
            value = row[field.name]
            if field.type is FieldType.LIST:
                value = json.loads(value) if value else None
            elif field.refers is not None:
                value = titles.get(value or "")
            facts[FIELD_NAMES[fold(name)].key] = value
    return facts


def _add(facts: Facts, key: str, *values: str | None) -> None:
    """More values for a field that may have several."""
    held = facts.get(key) or []
    facts[key] = [*([held] if isinstance(held, str) else held), *filter(None, values)]


def _found_also(facts: Facts, *texts: str | None) -> None:
    """More that plain words find a record by."""
    facts["text"] = f"{facts['text']} {fold(' '.join(filter(None, texts)))}"


def _roles(connection: sqlite3.Connection, found: ById, today: date) -> None:
    me = meta.read(connection, meta.ME)
    held = connection.execute(
        "SELECT a.role, p.id, p.name, p.unit, p.mail FROM assignment a "
        "JOIN person p ON p.id = a.person WHERE a.until IS NULL OR a.until >= ? ORDER BY p.name",
        (today.isoformat(),),
    )
    for role, person, *words in held:
        if role in found:
            _add(found[role], "owner", words[0])
            _found_also(found[role], *words)
            found[role]["mine"] = found[role].get("mine") or person == me
    query = "SELECT id FROM role WHERE retired_in IS NULL"
    for (role,) in connection.execute(query):
        found[role]["vacant"] = not found[role].get("owner")


def _systems_in_campaigns(connection: sqlite3.Connection, found: ById, today: date) -> None:
    from kombit_tui.db.queries.phase_outs import SystemRow, phase_outs

    me = meta.read(connection, meta.ME)
    for row in phase_outs(connection, today):
        if isinstance(row, SystemRow) and row.id in found:
            facts = found[row.id]
            facts |= {"title": row.name, "system": row.name, "vendor": row.vendor}
            facts |= {"owner": row.owner, "interface": list(row.interfaces)}
            facts |= {"start": row.plan_date, "due": row.follow_up}
            facts["moved"] = is_over = row.is_moved or row.excused is not None
            facts["status"] = "done" if is_over else "started" if any(row.done) else "open"
            facts["mine"] = me is not None and row.owner_id == me
            _found_also(facts, row.name, row.vendor, row.owner, row.service_desk)


NEXT = "næste"
"""What the next meeting is called in a filter, beside its title."""


def _items(connection: sqlite3.Connection, found: ById, today: date) -> None:
    from kombit_tui.db.queries.agenda import ItemRow, agenda, next_meeting

    coming = next_meeting(connection, today)
    for row in agenda(connection, today):
        if isinstance(row, ItemRow) and row.id in found:
            facts = found[row.id]
            facts |= {"status": row.state, "unread": row.state == "unread"}
            facts["owner"] = list(row.presenters)
            if coming is not None and row.meeting == coming.id:
                _add(facts, "meeting", NEXT)


def _questions(connection: sqlite3.Connection, found: ById, today: date) -> None:
    for row in connection.execute("SELECT id, question, promised_for FROM question"):
        found[row["id"]] |= {"title": row["question"], "due": row["promised_for"]}


_More = Callable[[sqlite3.Connection, ById, date], None]
_MORE: Mapping[str, _More] = {
    "role": _roles,
    "campaign_system": _systems_in_campaigns,
    "agenda_item": _items,
    "question": _questions,
}


def facts_of_all(connection: sqlite3.Connection, kinds: Iterable[str], today: date) -> ById:
    """The facts of every record of several kinds, by id."""
    found: ById = {}
    for kind in kinds:
        found |= facts_of(connection, kind, today)
    return found
