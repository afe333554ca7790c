"""Search in all records at once: the best of each kind, and how many there are of it.

Where much is found, the records whose title stands first in their text come first; where little
is, by how well they fit (bm25).
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kombit_tui.db.queries.belonging import OWNER, marks, owner_of, titles
from kombit_tui.db.queries.matching import conditions
from kombit_tui.domain.dates import VagueDate, show
from kombit_tui.domain.fields import FieldType
from kombit_tui.domain.folding import fold
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.snippets import snippet, words_of

PER_KIND = 8
IN_ALL = 60
_FEW = 2_000
"""Up to so many are ranked by how well they fit; beyond that by where the word stands."""
_CANDIDATES = 200
_LONG = 3
"""Letters from which on a word is in the index that knows how well a record fits."""
_TASK_FACTS = (
    "SELECT project, responsible_name, performer_name FROM task_row WHERE id = ? "
    "AND NOT (project IS NULL AND responsible_name IS NULL AND performer_name IS NULL)"
)
_BESIDE = {
    "price": "SELECT year, NULL FROM price WHERE id = ?",
    "meeting": "SELECT date, date_text FROM meeting WHERE id = ?",
    "milestone": "SELECT date, date_text FROM milestone WHERE id = ?",
    "agenda_item": "SELECT m.date, m.date_text FROM agenda_item i "
    "JOIN meeting m ON m.id = i.meeting WHERE i.id = ?",
    "question": "SELECT m.date, m.date_text FROM question q "
    "JOIN meeting m ON m.id = q.meeting WHERE q.id = ?",
}
"""What tells records of one title apart: the year or the day."""


class Hit(NamedTuple):
    """A record that was found."""

    id: str
    kind: str
    title: str
    snippet: str
    """The piece of its text that holds the words, where the title does not; its day before it."""


class _Candidate(NamedTuple):
    seq: int
    id: str
    kind: str
    title: str
    at: int


def counts(connection: sqlite3.Connection, text: str) -> dict[str, int]:
    """How many records of each kind the words find."""
    condition, parameters = conditions(text)
    if not condition:
        return {}
    query = f"SELECT kind, count(*) FROM record_index WHERE {condition} GROUP BY kind"
    return {row[0]: row[1] for row in connection.execute(query, parameters) if row[0] in KINDS}


def search(
    connection: sqlite3.Connection, text: str, limit: int = IN_ALL, per_kind: int = PER_KIND
) -> list[Hit]:
    """The records that all words of `text` are found in, the best first; none for no words."""
    return found_among(connection, text, counts(connection, text), limit, per_kind)


def found_among(
    connection: sqlite3.Connection,
    text: str,
    counted: Mapping[str, int],
    limit: int = IN_ALL,
    per_kind: int = PER_KIND,
) -> list[Hit]:
    """As `search`, where `counts` has been asked already."""
    words = words_of(text)
    candidates = _candidates(connection, text, words, counted)
    named = titles(connection, [one.id for one in candidates if one.kind in OWNER])
    candidates = [one._replace(title=named.get(one.id, one.title)) for one in candidates]
    fit = _fits(connection, words) if sum(counted.values()) <= _FEW else {}
    candidates.sort(key=lambda one: (*_rank(one, words), fit.get(one.seq, 0.0), one.at, one.seq))
    taken: dict[str, int] = {}
    chosen: list[_Candidate] = []
    for one in candidates:
        taken[one.kind] = taken.get(one.kind, 0) + 1
        if taken[one.kind] <= per_kind and len(chosen) < limit:
            chosen.append(one)
    return [_hit(connection, one, words) for one in chosen]


def _candidates(
    connection: sqlite3.Connection, text: str, words: Sequence[str], counted: Mapping[str, int]
) -> list[_Candidate]:
    """Few kinds are read whole, of large ones the records where the word stands foremost."""
    condition, parameters = conditions(text)
    large = [kind for kind, number in counted.items() if number > _FEW]
    small = [kind for kind in counted if kind not in large]
    columns = "SELECT seq, id, kind, title, instr(folded, ?) AS at FROM record_index"
    found: list[_Candidate] = []
    for kinds, limit in [(small, -1), *(([kind], _CANDIDATES) for kind in large)]:
        if kinds:
            query = f"{columns} WHERE {condition} AND kind IN ({marks(kinds)})"
            asked = (words[0], *parameters, *kinds, limit)
            rows = connection.execute(f"{query} ORDER BY at, seq LIMIT ?", asked)
            found += [_Candidate(*row) for row in rows]
    return found


def _rank(one: _Candidate, words: Sequence[str]) -> tuple[int, bool]:
    """Titles that hold the words first, those that begin with one before the others."""
    title = fold(one.title)
    missing = sum(word not in title for word in words)
    return missing, not title.startswith(words[0])


def _fits(connection: sqlite3.Connection, words: Sequence[str]) -> dict[int, float]:
    """How well records fit the longer words; less is better."""
    quoted = " AND ".join(
        f'"{one.replace(chr(34), chr(34) * 2)}"' for one in words if _is_long(one)
    )
    if not quoted:
        return {}
    query = "SELECT rowid, bm25(search_trigram) FROM search_trigram WHERE search_trigram MATCH ?"
    return dict(tuple(row) for row in connection.execute(query, (quoted,)))


def _is_long(word: str) -> bool:
    return len(word) >= _LONG


def _hit(connection: sqlite3.Connection, one: _Candidate, words: Sequence[str]) -> Hit:
    title = fold(one.title)
    hidden = [word for word in words if word not in title]
    found = snippet(_texts(connection, one), hidden) if hidden else ""
    shown = " · ".join(part for part in (_beside(connection, one), found) if part)
    return Hit(one.id, one.kind, one.title, shown)


def _beside(connection: sqlite3.Connection, one: _Candidate) -> str:
    if one.kind not in _BESIDE:
        return ""
    value, words = connection.execute(_BESIDE[one.kind], (one.id,)).fetchone() or (None, None)
    if value is None or one.kind == "price":
        return str(value or words or "")
    return show(VagueDate(value, words))


def _texts(connection: sqlite3.Connection, one: _Candidate) -> list[str]:
    """All that a record is found by, field by field."""
    kind = KINDS[one.kind]
    fields = [field for field in kind.fields if field.searched]
    texts: list[str] = []
    if fields:
        columns = ", ".join(f'"{field.name}"' for field in fields)
        row = connection.execute(f'SELECT {columns} FROM "{kind.name}" WHERE id = ?', (one.id,))
        for field, value in zip(fields, row.fetchone() or (), strict=False):
            texts += _text(field.type, value)
    if one.kind == "task":
        facts = connection.execute(_TASK_FACTS, (one.id,)).fetchone() or ()
        texts += [fact for fact in facts if fact]
    return texts


def _text(of_type: FieldType, value: Any) -> list[str]:
    if not value:
        return []
    return [", ".join(json.loads(value) or ())] if of_type is FieldType.LIST else [str(value)]


def place_of(connection: sqlite3.Connection, record_id: str, kind: str) -> tuple[str, str]:
    """The record under which a list shows this one, and its kind: a part by its owner.

    A system stands in its first campaign, a milestone under its campaign.
    """
    if kind == "campaign_system":
        return record_id, kind
    if kind == "milestone":
        query = "SELECT c.id, 'campaign' FROM milestone m JOIN campaign c ON c.id = m.campaign"
        found = connection.execute(f"{query} WHERE m.id = ?", (record_id,)).fetchone()
    elif kind == "system":
        query = "SELECT id, 'campaign_system' FROM campaign_system WHERE system = ?"
        found = connection.execute(f"{query} ORDER BY seq LIMIT 1", (record_id,)).fetchone()
    else:
        owner = owner_of(connection, record_id, kind)
        query = "SELECT id, kind FROM record_index WHERE id = ?"
        found = connection.execute(query, (owner,)).fetchone()
    return (found[0], found[1]) if found is not None else (record_id, kind)


def has_roles(connection: sqlite3.Connection, person: str) -> bool:
    """Whether a person holds a role."""
    query = "SELECT 1 FROM assignment WHERE person = ? LIMIT 1"
    return connection.execute(query, (person,)).fetchone() is not None


def record_of(
    connection: sqlite3.Connection, record_id: str, kind: str
) -> tuple[dict[str, Any], dict[str, str]]:
    """The values of a record, and the titles of the records it names; empty when it is gone."""
    declared = KINDS[kind]
    row = connection.execute(f'SELECT * FROM "{kind}" WHERE id = ?', (record_id,)).fetchone()
    if row is None:
        return {}, {}
    values = {name: row[name] for name in declared.columns()}
    for field in declared.fields:
        if field.type in (FieldType.LIST, FieldType.TABLE) and values[field.name]:
            values[field.name] = json.loads(values[field.name])
    refers = [values[f.name] for f in declared.fields if f.refers or f.name == "about"]
    return values, titles(connection, (one for one in refers if one))
