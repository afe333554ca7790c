"""Random changes, undone and redone, held against a dict: everything derived stays true."""

import json
import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import text
from sqlmodel import Session

from kombit_tui.db import meta
from kombit_tui.db.changes import Change, Create, Delete, Update, Upsert
from kombit_tui.db.engine import reading, writing
from kombit_tui.db.queries.matching import matching
from kombit_tui.db.store import Store
from kombit_tui.db.task_rows import _NAMES, found_by, row_of, shown
from kombit_tui.db.values import whole
from kombit_tui.domain.fields import FieldType
from kombit_tui.domain.folding import fold
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.waves import ours_of
from tests.conftest import now

Records = dict[str, dict[str, Any]]

IDS = {
    "project": ("0999-p1", "0999-p2"),
    "person": ("0999-a", "0999-b"),
    "task": ("0999-t1", "0999-t2", "0999-t3"),
    "task_state": ("0999-t-0999-t1",),
    "task_change": ("0999-c1",),
    "profile": ("0999-pr",),
}
KIND_OF = {record_id: kind for kind, ids in IDS.items() for record_id in ids}
NAMES = st.sampled_from(["Ærø", "Borgersystem", "SF1500 [/x]", 'Å"%', "Ida Bro", "x"])
MAYBE = st.one_of(st.none(), NAMES)
DATES = st.sampled_from([None, "2026-08-19", "2026-09", "../2027", "2027/.."])
FIELDS: Mapping[str, dict[str, st.SearchStrategy[Any]]] = {
    "project": {"name": NAMES, "code": MAYBE},
    "person": {"name": NAMES, "unit": MAYBE},
    "task": {
        "title": NAMES,
        "project": st.sampled_from([None, *IDS["project"]]),
        "due": DATES,
        "due_text": MAYBE,
        "due_real": DATES,
        "wave": st.sampled_from([None, "B3", "B4"]),
        "involved": st.one_of(st.none(), st.lists(NAMES, min_size=1, max_size=2)),
    },
    "task_state": {
        "task": st.sampled_from(IDS["task"]),
        "status": st.sampled_from([None, "open", "done"]),
        "responsible": st.sampled_from([None, *IDS["person"]]),
        "own_due": DATES,
    },
    "task_change": {
        "task": st.sampled_from(IDS["task"]),
        "field": st.sampled_from(["due", "kind"]),
    },
    "profile": {"code": NAMES, "name": NAMES, "waves": st.sampled_from([None, ["B3"], ["B4"]])},
}


@cache
def blank() -> bytes:
    """A store without records, to be copied."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "store.sqlite3", who="tester", clock=now)
        store.remember({meta.MUNICIPALITY: "0999"})
        store.close()
        return store.path.read_bytes()


@st.composite
def changes(draw: st.DrawFn, record_id: str, *, exists: bool) -> Change:
    """A change that is possible as things stand."""
    kind = KIND_OF[record_id]
    fields = FIELDS[kind]
    every = draw(st.fixed_dictionaries(fields))
    possible: list[Change] = [Create(kind, every, record_id), Upsert(kind, record_id, every)]
    names = draw(st.sets(st.sampled_from(sorted(fields)), min_size=1))
    some = {name: every[name] for name in names}
    if exists:
        possible = [Delete(record_id), Update(record_id, some), Upsert(kind, record_id, some)]
    return possible[draw(st.integers(0, len(possible) - 1))]


def carried_out(records: Records, change: Change) -> Records:
    """What `records` are after `change`: the rules of the write path said over again."""
    if isinstance(change, Delete):
        return {name: values for name, values in records.items() if name != change.id}
    assert change.id is not None
    given = dict(change.values)
    kind = KINDS[KIND_OF[change.id]]
    for field in kind.fields:
        if field.type is FieldType.DATE and field.name in given:
            given.setdefault(f"{field.name}_text", None)
    return {**records, change.id: {**records.get(change.id, whole(kind, {})), **given}}


def _folded(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of which one of each family is listed."""
    for row in rows:
        row |= {"is_folded": 0, "folded": 0}
    for family in {row["family"] for row in rows if row["family"]}:
        ours = [row for row in rows if row["family"] == family and row["is_ours"]]
        first, *others = sorted(ours, key=itemgetter("is_done", "due_day", "seq")) or [{}]
        first["folded"] = len(others)
        for one in others:
            one |= {"is_ours": 0, "is_folded": 1}
    return rows


class WritePath(RuleBasedStateMachine):
    """A store beside what it should hold, with the states that undo and redo go to."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        path = self.folder / "store.sqlite3"
        path.write_bytes(blank())
        self.store = Store(path, who="tester", clock=now)
        self.records: Records = {}
        self.undos: list[Records] = []
        self.redos: list[Records] = []

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.store.close()
        shutil.rmtree(self.folder)

    @rule(data=st.data(), number=st.integers(1, 4))
    def change(self, data: st.DataObject, number: int) -> None:
        """A step of some changes."""
        after, step = self.records, []
        for _ in range(number):
            record_id = data.draw(st.sampled_from(sorted(KIND_OF)))
            one = data.draw(changes(record_id, exists=record_id in after))
            after = carried_out(after, one)
            step.append(one)
        applied = self.store.apply(step, "Et skridt")
        assert (applied.group is None) == (after == self.records)
        if applied.group is not None:
            self.undos.append(self.records)
            self.redos.clear()
        self.records = after

    @precondition(lambda self: self.undos)
    @rule()
    def undo(self) -> None:
        """One step back."""
        assert self.store.undo().refused == ()
        self.redos.append(self.records)
        self.records = self.undos.pop()

    @precondition(lambda self: self.redos)
    @rule()
    def redo(self) -> None:
        """One step forth."""
        assert self.store.redo().refused == ()
        self.undos.append(self.records)
        self.records = self.redos.pop()

    @invariant()
    def records_equal_the_model(self) -> None:
        """Tables, index and sync state hold the records of the model and no others."""
        with reading(self.store.engine) as session:
            assert stored(session) == self.records
        reader = self.store.reader
        index = {row[0] for row in reader.execute("SELECT id FROM record_index")}
        dirty = {row[0] for row in reader.execute("SELECT id FROM sync_state WHERE dirty")}
        assert index == dirty == set(self.records)

    @invariant()
    def search_finds_what_is_there(self) -> None:
        """Each record by its title and its first letter, and no record that is gone."""
        for record_id, values in self.records.items():
            title = values.get(KINDS[KIND_OF[record_id]].title)
            for words in (title, fold(title)[:1]) if title and title.isalnum() else (title,):
                if words and KIND_OF[record_id] not in ("task_state", "task_change", "profile"):
                    assert record_id in (matching(self.store.reader, words) or ())
        live = {row[0] for row in self.store.reader.execute("SELECT seq FROM record_index")}
        for table, words in (("search_prefix", '"b" *'), ("search_trigram", '"system"')):
            query = f"SELECT rowid FROM {table} WHERE {table} MATCH ?"
            assert {row[0] for row in self.store.reader.execute(query, (words,))} <= live

    @invariant()
    def search_tables_match_the_index(self) -> None:
        """SQLite's own check of both search tables against `record_index`."""
        with writing(self.store.engine) as session:
            for table in ("search_prefix", "search_trigram"):
                session.execute(
                    text(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
                )

    @invariant()
    def task_rows_are_as_if_made_anew(self) -> None:
        """The list's rows, and what finds a task, equal those worked out from scratch."""
        ids = [name for name in self.records if KIND_OF[name] == "task"]
        with reading(self.store.engine) as session:
            anew = shown(session, ids)
            held = session.execute(text("SELECT * FROM task_row ORDER BY seq")).mappings()
            profiles = [self.records[name] for name in IDS["profile"] if name in self.records]
            waves = ours_of(wave for one in profiles for wave in one["waves"] or ())
            made = [row_of(one, waves) for one in anew]
            expected = _folded([{n: one[n] for n in _NAMES} for one in made])
            assert [dict(row) for row in held] == sorted(expected, key=lambda one: one["seq"])
            rows = session.execute(text("SELECT seq, folded FROM record_index"))
            index = {row.seq: row.folded for row in rows}
            assert all(found_by(index[one["seq"]], one) == index[one["seq"]] for one in anew)

    @invariant()
    def the_journal_tells_it_all(self) -> None:
        """Replayed from nothing, it ends with the records."""
        replayed: Records = {}
        query = "SELECT record_id, kind, operation, after FROM journal_entry ORDER BY seq"
        for record_id, kind, operation, after in self.store.reader.execute(query):
            if operation == "delete":
                del replayed[record_id]
                continue
            before = replayed.get(record_id, whole(KINDS[kind], {}))
            replayed[record_id] = {**before, **json.loads(after)}
        assert replayed == self.records


def stored(session: Session) -> Records:
    """The declared fields of all records in the tables."""
    from kombit_tui.db.drafts import load

    ids = [
        name for kind in IDS for name in session.execute(text(f"SELECT id FROM {kind}")).scalars()
    ]
    return {name: found.before or {} for name, found in load(session, ids).items()}


TestWritePath = WritePath.TestCase
TestWritePath.settings = settings(
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    phases=set(Phase) - {Phase.shrink},  # which would take longer than a test may
    suppress_health_check=[HealthCheck.too_slow],
)
