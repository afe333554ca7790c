"""Changes worked out in memory and then written: each record once, however often it is named.

Part of the write path: call `commands.apply`, not this.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, bindparam, delete, func, select, update
from sqlmodel import Session

from kombit_tui.db import values
from kombit_tui.db.bulk import insert_rows
from kombit_tui.db.changes import Change, Create, Delete, Intent, Stamp, Update, Upsert
from kombit_tui.db.models import MODELS, RecordIndex
from kombit_tui.domain.fields import Kind
from kombit_tui.domain.ids import bucket_of, new_id
from kombit_tui.domain.records import KINDS
from kombit_tui.errors import RecordInvalid, RecordNotFound

CHUNK = 500
"""Ids asked for at once: below SQLite's limit of bound parameters, whatever its build."""

INDEX: Table = RecordIndex.__table__  # type: ignore[attr-defined]
TABLES: dict[str, Table] = {
    name: model.__table__  # type: ignore[attr-defined]
    for name, model in MODELS.items()
}


@dataclass(slots=True)
class Draft:
    """A record as it was and as it will be; None where it is not there."""

    id: str
    kind: Kind
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    seq: int = 0
    held: Stamp | None = None
    """Who made it what it was; None for a new record."""
    stamp: Stamp | None = None
    """Who makes it what it will be; None for whoever asks for the step."""
    bucket: str | None = None
    """Where a new record is at home; None for the municipality."""


def chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """`ids` in pieces that one statement can name."""
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def load(session: Session, ids: Iterable[str]) -> dict[str, Draft]:
    """The records called `ids` as they are now; those that are not there are left out."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for piece in chunks(list(dict.fromkeys(ids))):
        for found in session.execute(select(INDEX.c.id, INDEX.c.kind).where(INDEX.c.id.in_(piece))):
            by_kind[found.kind].append(found.id)
    loaded: dict[str, Draft] = {}
    for name, of_kind in by_kind.items():
        kind, table = KINDS[name], TABLES[name]
        for piece in chunks(of_kind):
            for row in session.execute(select(table).where(table.c.id.in_(piece))).mappings():
                before = values.whole(kind, {n: row[n] for n in kind.columns()})
                held = Stamp(row["created_at"], row["modified_at"], row["modified_by"])
                loaded[row["id"]] = Draft(row["id"], kind, before, before, row["seq"], held)
    return loaded


def draft(session: Session, changes: Iterable[Change], intent: Intent) -> list[Draft]:
    """What `changes` come to, record by record, in the order they were first named."""
    wanted = list(changes)
    named = [change.id for change in wanted if change.id is not None]
    known = load(session, named)
    touched: dict[str, Draft] = {}
    for change in wanted:
        made = _draft_one(change, known, intent)
        known[made.id] = touched[made.id] = made
    for made in touched.values():
        if made.after is not None:
            values.check(made.kind, made.after)
    return list(touched.values())


def _draft_one(change: Change, known: dict[str, Draft], intent: Intent) -> Draft:
    found = known.get(change.id) if change.id is not None else None
    exists = found is not None and found.after is not None
    match change:
        case Create(kind, given, record_id):
            if exists:
                raise RecordInvalid(f"Der findes allerede en post med id {record_id}.")
            return _created(values.kind_called(kind), given, record_id, found, intent)
        case Upsert(kind, record_id, given, only_new) if not exists:
            combined = {**only_new, **given}
            return _created(values.kind_called(kind), combined, record_id, found, intent)
    if found is None or found.after is None:
        raise RecordNotFound(f"Posten {change.id} er ikke i lageret.")
    match change:
        case Delete():
            found.after = None
        case Upsert(kind) if kind != found.kind.name:
            raise RecordInvalid(f"Posten {found.id} er af en anden slags: {found.kind.danish}.")
        case Update(_, given) | Upsert(_, _, given):
            found.after = {**found.after, **values.tidy(found.kind, given)}
    return found


def _created(
    kind: Kind, given: Any, record_id: str | None, found: Draft | None, intent: Intent
) -> Draft:
    if found is not None and found.kind is not kind:
        raise RecordInvalid(f"Posten {found.id} er af en anden slags: {found.kind.danish}.")
    defaults = {field.name: field.default for field in kind.fields if field.default is not None}
    after = values.whole(kind, {**defaults, **values.tidy(kind, given)})
    if found is None:
        return Draft(record_id or new_id(intent.municipality), kind, None, after)
    return Draft(found.id, kind, found.before, after, found.seq)  # deleted earlier in the same step


def store(session: Session, made: Sequence[Draft], intent: Intent) -> None:
    """Write the records themselves, kind by kind."""
    _number(session, made)
    by_kind: dict[str, list[Draft]] = defaultdict(list)
    for one in made:
        by_kind[one.kind.name].append(one)
    for name, of_kind in by_kind.items():
        _store_kind(session, TABLES[name], of_kind, intent)


def _number(session: Session, made: Sequence[Draft]) -> None:
    """Give new records their row number, the same in their table, the index and the search."""
    following = session.execute(select(func.coalesce(func.max(INDEX.c.seq), 0))).scalar_one()
    for one in made:
        if one.before is None:
            following += 1
            one.seq = following


def _store_kind(session: Session, table: Table, made: Sequence[Draft], intent: Intent) -> None:
    now, home = intent.now.isoformat(), bucket_of(intent.municipality)
    asking = Stamp(now, now, intent.who)
    new, changed, gone = [], [], []
    for one in made:
        if one.after is None:
            gone.append(one.id)
            continue
        created_at, modified_at, modified_by = one.stamp or asking
        content = {
            "modified_at": modified_at,
            "modified_by": modified_by,
            **one.after,
            **values.derived(one.kind, one.after),
        }
        if one.before is None:
            bucket = one.bucket or home
            born = {"seq": one.seq, "id": one.id, "bucket": bucket, "created_at": created_at}
            new.append({**born, **content})
        else:
            created = created_at if one.stamp or one.held is None else one.held.created_at
            changed.append({"b_id": one.id, "created_at": created, **content})
    insert_rows(session, table, new)
    if changed:
        # On the connection: the session would take a list of values for an update by primary key.
        session.connection().execute(update(table).where(table.c.id == bindparam("b_id")), changed)
    for piece in chunks(gone):
        session.execute(delete(table).where(table.c.id.in_(piece)))
