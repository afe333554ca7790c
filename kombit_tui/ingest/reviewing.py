"""From files to a review, and from its decisions to changes of the store.

Several files are one review: each is planned against the store as the ones before it would leave
it. What was read is kept, not the plan: the store may change while somebody thinks.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kombit_tui.db.changes import Change, Update
from kombit_tui.db.queries.known import known_records
from kombit_tui.db.queries.records import subjects
from kombit_tui.domain.fields import FieldType
from kombit_tui.domain.ids import natural_id
from kombit_tui.domain.places import place_in
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.review import Decisions, Entry, Loss, Review, State, Unread
from kombit_tui.domain.review_columns import Table
from kombit_tui.ingest.candidates import Extraction
from kombit_tui.ingest.pipeline import IMPORTED, change_of
from kombit_tui.ingest.plan import make_plan
from kombit_tui.ingest.planned import Plan, Planned
from kombit_tui.ingest.reviewed_columns import said_of, shown_table

_NAMED = ("project", "meeting", "agenda_item", "campaign")
"""Kinds that others point to."""
Known = dict[str, dict[str, dict[str, Any]]]


@dataclass(frozen=True)
class ReadFile:
    """What was read in a file."""

    found: Extraction
    is_first: bool = True
    """Whether the store did not know the file when it was read."""


@dataclass(frozen=True)
class Material:
    """All that a review is about."""

    files: tuple[ReadFile, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    """Files that could not be read, and why."""

    def with_files(self, more: Sequence[ReadFile], failed: Sequence[tuple[str, str]]) -> "Material":
        """More files; one that was read before is taken as it is now."""
        again = {one.found.source.sha256 for one in more}
        kept = (one for one in self.files if one.found.source.sha256 not in again)
        return Material((*kept, *more), tuple(failed))


@dataclass(frozen=True)
class Draft:
    """A review with the plans behind it."""

    review: Review
    plans: tuple[Plan, ...]
    keys: Mapping[str, tuple[int, str]]
    """Entry -> the number of its plan, and the key of its record in it."""


def read_before(connection: sqlite3.Connection, found: Extraction, municipality: str) -> bool:
    """Whether the store knows the file already."""
    source = natural_id(municipality, "source", found.source.sha256)
    return source in known_records(connection, ("source",))["source"]


def review_of(
    connection: sqlite3.Connection,
    material: Material,
    decisions: Decisions,
    municipality: str,
    today: date,
) -> Draft:
    """Hold what was read against what the store knows now. Reads only; blocks."""
    known: Known = known_records(connection, IMPORTED)
    _teach(known, decisions.taught)
    maker = _Maker(known, municipality, decisions)
    plans = tuple(maker.plan(one, today) for one in material.files)
    failed = (Unread(f"failed:{name}", name, "", why, Loss.FAILED) for name, why in material.failed)
    order = {kind: place for place, kind in enumerate(IMPORTED)}
    review = Review(
        tuple(sorted(maker.entries, key=lambda one: order.get(one.kind, len(order)))),
        (*failed, *maker.lost),
        tuple(plan.file for plan in plans),
        tuple(maker.tables),
        decisions,
    )
    return Draft(review, plans, maker.keys)


def _teach(known: Known, taught: Mapping[str, str]) -> None:
    """Let projects be known by the names that somebody has given them."""
    for name, project in taught.items():
        record = known["project"].get(project)
        if record is not None and name not in (record.get("aliases") or ()):
            record["aliases"] = [*(record.get("aliases") or ()), name]


class _Maker:
    """Makes the entries of one file after the other."""

    def __init__(self, known: Known, municipality: str, decisions: Decisions) -> None:
        self.known, self.municipality, self.decisions = known, municipality, decisions
        self.entries: list[Entry] = []
        self.lost: list[Unread] = []
        self.tables: list[Table] = []
        self.keys: dict[str, tuple[int, str]] = {}
        self._plans = 0
        self._named = {
            key: str(record.get(KINDS[kind].title) or "")
            for kind in _NAMED
            for key, record in known.get(kind, {}).items()
        }
        self._made_by: dict[str, str] = {}
        """New record -> the entry that makes it."""
        self._seen: Counter[str] = Counter()

    def plan(self, one: ReadFile, today: date) -> Plan:
        """The plan of a file, whose entries are noted."""
        known = self.known
        source = natural_id(self.municipality, "source", one.found.source.sha256)
        if one.is_first:  # what was stored of it in this very review is no earlier reading
            others = {key: value for key, value in known["source"].items() if key != source}
            known = {**known, "source": others}
        said = said_of(one.found, self.decisions)
        plan = make_plan(one.found, known, self.municipality, today, said)
        self.tables += [shown_table(one.found, table) for table in plan.tables]
        new = {
            p.key: p.title
            for p in plan.records
            if p.kind == "project" and p.verdict is State.NEW and p.goes_along
        }
        self._named |= {p.key: p.title for p in plan.records}
        noted = tuple(self._noted(plan, one.found, p, new) for p in plan.records)
        self._plans += 1
        plan = replace(plan, records=noted)
        for p in plan.changes:
            records = self.known.setdefault(p.kind, {})
            records[p.id] = {**records.get(p.id, {}), **p.values}
        self.lost += _lost(plan, one.found.source.sha256)
        return plan

    def _noted(self, plan: Plan, found: Extraction, p: Planned, new: Mapping[str, str]) -> Planned:
        """Note the entry of a planned record; what is mended gets an id of its own."""
        if p.goes_along and not self._stands_alone(plan, p):
            return p
        entry_id = self._entry_id(found.source.sha256, p)
        typed = self.decisions.typed.get(entry_id)
        if p.verdict is State.UNREADABLE and typed:
            p = replace(p, id=natural_id(self.municipality, p.kind, entry_id))
        entry = self._entry(plan, p, entry_id, new)
        if p.reason and entry.with_typed(typed).state is not State.UNREADABLE:
            verdict = State.NEW if entry.known is None else State.CHANGED
            p = replace(p, verdict=verdict, values={**p.values, **(typed or {})}, reason="")
        if entry.known is None:
            self._made_by.setdefault(p.id, entry_id)
        self.entries.append(entry)
        self.keys[entry_id] = self._plans, p.key
        return p

    def _stands_alone(self, plan: Plan, p: Planned) -> bool:
        """Whether it is the history of a record that has itself nothing new."""
        if p.follows is None or not p.is_stored:
            return False
        return any(one.key == p.follows and not one.is_stored for one in plan.records)

    def _entry_id(self, sha256: str, p: Planned) -> str:
        first = str(p.lines[0] if p.lines else "")
        key = natural_id(sha256[:8], "entry", p.kind, first, p.title, p.excerpt)
        self._seen[key] += 1
        return key if self._seen[key] == 1 else f"{key}-{self._seen[key]}"

    def _entry(self, plan: Plan, p: Planned, entry_id: str, new: Mapping[str, str]) -> Entry:
        known = self.known.get(p.kind, {}).get(p.id)
        refs = dict(_references(p.kind, p.values))
        pointed = {*refs.values(), *dict(_references(p.kind, known or {})).values()}
        needs = [self._made_by[ref] for ref in (*refs.values(), p.id) if ref in self._made_by]
        return Entry(
            entry_id,
            p.kind,
            {**(known or {}), **p.values},
            known,
            p.title,
            plan.file,
            plan.place(p),
            p.confidence,
            p.rule,
            p.excerpt,
            p.flags,
            p.reason,
            tuple(needs),
            {ref: self._named[ref] for ref in pointed if ref in self._named},
            {name: new[ref] for name, ref in refs.items() if ref in new},
        )


def _references(kind: str, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Field and record, for whatever points to one."""
    for one in KINDS[kind].fields:
        if one.type is FieldType.REF and values.get(one.name):
            yield one.name, str(values[one.name])


def _lost(plan: Plan, sha256: str) -> Iterator[Unread]:
    for loss, lines in ((Loss.UNREAD, plan.unread), (Loss.UNUSED, plan.unused)):
        for number, (place, text) in enumerate(lines):
            key = f"{loss}:{sha256[:8]}:{number}"
            yield Unread(key, plan.file, place_in(plan.file, place), text, loss)
    for text in plan.cut:
        yield Unread(f"{Loss.CUT}:{text}", plan.file, "", text, Loss.CUT)


def changes_in(connection: sqlite3.Connection, draft: Draft) -> list[Change]:
    """What is to be written for what is taken, with the names that were taught."""
    review = draft.review
    known = known_records(connection, ("project", "source"))
    changes: list[Change] = list(_taught(connection, known["project"], review.decisions.taught))
    # The file itself is stored with the first that is taken of it.
    chosen = (one for one in _chosen(draft) if one.id not in known["source"])
    changes.extend(map(change_of, chosen))
    return changes


def _chosen(draft: Draft) -> list[Planned]:
    """What is taken of every plan, with what it needs of its own and of the ones before it."""
    wanted: list[set[str]] = [set() for _ in draft.plans]
    edited: list[dict[str, Mapping[str, Any]]] = [{} for _ in draft.plans]
    for entry in draft.review.stored:
        number, key = draft.keys[entry.id]
        wanted[number].add(key)
        if entry.typed:
            edited[number][key] = entry.typed
    chosen: list[Planned] = []
    pointed: set[str] = set()
    for number, plan in reversed(list(enumerate(draft.plans))):
        needed = {p.key for p in plan.records if p.key in pointed and p.verdict is State.NEW}
        accepted = plan.accepted(wanted[number] | needed, edited[number])
        pointed |= {ref for p in accepted for _, ref in _references(p.kind, p.values)}
        order = {kind: place for place, kind in enumerate(IMPORTED)}
        in_order = sorted(accepted, key=lambda one: order.get(one.kind, len(order)))
        chosen = [*in_order, *chosen]
    return chosen


def _taught(
    connection: sqlite3.Connection,
    projects: Mapping[str, Mapping[str, Any]],
    taught: Mapping[str, str],
) -> Iterable[Update]:
    """The names that projects are to be known by; those of the national feed are not ours."""
    ours = {one.id for one in subjects(connection, list(taught.values())) if one.is_ours}
    for project in dict.fromkeys(one for one in taught.values() if one in ours):
        held = list(projects[project].get("aliases") or ())
        names = [name for name, means in taught.items() if means == project and name not in held]
        if names:
            yield Update(project, {"aliases": [*held, *names]})
