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
from kombit_tui.db.queries.sync_words import CONFLICT, standing
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
    for record, words in standing(connection, today).items():
        if record in found:
            found[record] |= {"sync": words, "conflict": CONFLICT in words}
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
    from kombit_tui.db.queries.roles import roles
    from kombit_tui.domain.roles import RULE_WORDS, UNUSED_WORD

    me = meta.read(connection, meta.ME)
    for row in roles(connection, today.isoformat()):
        facts = found[row.id]
        words = [RULE_WORDS[rule] for rule in row.broken] + [UNUSED_WORD] * row.is_unused
        facts |= {"vacant": row.is_vacant, "tag": words}
        facts["mine"] = me is not None and any(one.id == me for one in row.holders)
        _found_also(facts, *words)
        for one in row.holders:
            _add(facts, "owner", one.name)
            _found_also(facts, one.name, one.unit, one.mail)


RISK = "risiko"
"""Tag and word: something endangers the move of a system."""


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
            facts["tag"] = [RISK] * bool(row.risks)
            facts["risk"] = [risk.name.lower() for risk in row.risks]
            words = (*facts["tag"], *row.risks)
            _found_also(facts, row.name, row.vendor, row.owner, row.service_desk, *words)


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


UNANSWERED = "ubesvaret"
"""The tag of a question without an answer."""


def _questions(connection: sqlite3.Connection, found: ById, today: date) -> None:
    from kombit_tui.db.queries.agenda import QuestionRow, agenda, next_meeting

    coming = next_meeting(connection, today)
    for row in agenda(connection, today):
        if isinstance(row, QuestionRow) and row.id in found:
            facts = found[row.id]
            facts |= {"title": row.question, "due": row.promised_for, "owner": row.asked_by}
            facts["tag"] = [] if row.answer else [UNANSWERED]
            if coming is not None and row.stands_under == coming.id:
                _add(facts, "meeting", NEXT)


def _news(connection: sqlite3.Connection, found: ById, today: date) -> None:
    for row in connection.execute("SELECT id, text, date FROM news"):
        found[row["id"]] |= {"title": row["text"], "start": row["date"]}


WAITS, FETCH, STILL = "venter", "hent", "stille"
"""Tags: an agreement that waits for us, one that is to be fetched, a case that stands still."""


def _agreements(connection: sqlite3.Connection, found: ById, today: date) -> None:
    from kombit_tui.db.queries.agreements import agreements
    from kombit_tui.domain.agreements import Fetching

    me = meta.read(connection, meta.ME)
    for row in agreements(connection, today):
        facts = found[row.id]
        facts |= {"status": row.state, "owner": row.signer, "start": row.sent}
        facts["mine"] = me is not None and row.signer_id == me
        facts["tag"] = [WAITS] * row.waits + [FETCH] * (row.document is not Fetching.NONE)
        _found_also(facts, row.signer, row.stored)


def _incidents(connection: sqlite3.Connection, found: ById, today: date) -> None:
    from kombit_tui.db.queries.incidents import incidents

    for row in incidents(connection, today):
        facts = found[row.id]
        facts |= {"system": row.system, "vendor": row.vendor, "start": row.since}
        facts["status"] = "done" if row.is_closed else "started"
        facts["tag"] = [STILL] * row.stands_still
        _found_also(facts, row.system, row.vendor, row.desk, *row.chain)


def _prices(connection: sqlite3.Connection, found: ById, today: date) -> None:
    query = "SELECT r.id, r.year, p.name FROM price r LEFT JOIN project p ON p.id = r.project"
    for record_id, year, project in connection.execute(query):
        _add(found[record_id], "tag", str(year) if year else None)
        _found_also(found[record_id], str(year or ""), project)


_More = Callable[[sqlite3.Connection, ById, date], None]
_MORE: Mapping[str, _More] = {
    "role": _roles,
    "campaign_system": _systems_in_campaigns,
    "agenda_item": _items,
    "question": _questions,
    "news": _news,
    "agreement": _agreements,
    "incident": _incidents,
    "price": _prices,
}


def facts_of_all(connection: sqlite3.Connection, kinds: Iterable[str], today: date) -> ById:
    """The facts of every record of several kinds, by id."""
    found: ById = {}
    for kind in kinds:
        found |= facts_of(connection, kind, today)
    return found
