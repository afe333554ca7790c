"""What an import would do: every record that was read, held against what the store knows. Pure.

A record met again is updated, never doubled; a moved deadline becomes history; what an older file
says never overwrites what a newer one said. Each record known is claimed once per file, so that a
second import of the same file plans nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from kombit_tui.db.values import check, tidy
from kombit_tui.domain.ids import natural_id
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.text import clean
from kombit_tui.errors import RecordInvalid
from kombit_tui.ingest.candidates import Extraction
from kombit_tui.ingest.likeness import Values, has_other, nearest, news, of_code
from kombit_tui.ingest.wanted import Reference, Wanted, wanted

_PLACE = ("source", "source_first", "source_last")
_EXACT = ("link", "contact", "visit", "price", "rollout_status")
"""Kinds whose text must be the same, not only alike."""

Known = Mapping[str, Mapping[str, Values]]
"""Per kind, the values of every record by id."""


class Verdict(StrEnum):
    """What the store makes of a record that was read."""

    NEW = "ny"
    CHANGED = "ændret"
    SAME = "uændret"
    UNREADABLE = "ulæselig"


@dataclass(frozen=True, slots=True)
class Planned:
    """One record of a plan."""

    kind: str
    id: str
    verdict: Verdict
    title: str
    values: Values
    """What would be written: all of a new record, the changed fields of a known one."""
    before: Values
    lines: tuple[int, int] | None = None
    confidence: float = 1.0
    reason: str = ""
    """For what is unreadable: why, in Danish."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import of one file would do."""

    file: str
    records: tuple[Planned, ...]
    unread: tuple[tuple[int, str], ...] = ()
    """Lines that look like records but that no rule understood."""
    cut: tuple[str, ...] = ()
    """What was left out of the file because of a limit, as Danish sentences."""

    @property
    def is_barren(self) -> bool:
        """Whether nothing was recognised: the file itself is then not worth a record."""
        return all(one.kind == "source" for one in self.records)

    @property
    def changes(self) -> tuple[Planned, ...]:
        """What would be written."""
        if self.is_barren:
            return ()
        return tuple(one for one in self.records if one.verdict in (Verdict.NEW, Verdict.CHANGED))

    @property
    def title(self) -> str:
        """What the step is called."""
        return f"Import af {self.file}"


def make_plan(found: Extraction, known: Known, municipality: str, today: date) -> Plan:
    """Hold everything in `found` against what is known."""
    planner = _Planner(found, known, municipality)
    planner.source(today)
    for one in wanted(found):
        planner.add(one)
    return Plan(planner.file, tuple(planner.planned.values()), found.unread, found.cut)


@dataclass
class _Planner:
    """The plan while it is made; records it makes are known to the ones after them."""

    found: Extraction
    stored: Known
    municipality: str
    planned: dict[str, Planned] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known: dict[str, dict[str, Values]] = {k: dict(v) for k, v in self.stored.items()}
        self.claimed: set[str] = set()
        self.file = clean(self.found.source.file).strip() or "fil uden navn"
        self.source_id = natural_id(self.municipality, "source", self.found.source.sha256)

    def source(self, today: date) -> None:
        """The file itself; read again it keeps its first day."""
        if self.source_id in self.known.get("source", {}):
            return
        source = self.found.source
        values = {
            "file": self.file,
            "sha256": source.sha256,
            "kind": source.kind,
            "read_on": today.isoformat(),
            "speaks_from": self._speaks_from(),
        }
        self._put("source", self.source_id, Verdict.NEW, values, {})

    def add(self, one: Wanted) -> None:
        """Plan a record that was read."""
        resolved = {name: self._resolved(value) for name, value in one.values.items()}
        tidied = tidy(KINDS[one.kind], resolved)
        values = {name: value for name, value in tidied.items() if value is not None}
        place = dict(zip(_PLACE, (self.source_id, *one.candidate.lines), strict=True))
        wrong = _wrong(one, values)
        if wrong is not None:
            self._unreadable(one, values, wrong)
            return
        record_id = self._match(one, values)
        if record_id is None:
            record_id = self._new_id(one, values)
            self._put(one.kind, record_id, Verdict.NEW, values | place, {}, one)
        else:
            self._update(one, record_id, values, place)
        self.claimed.add(record_id)
        for change in one.changes:
            self._moved(one, record_id, change.from_, change.to, change.reason)

    # Finding.

    def _resolved(self, value: Any) -> Any:
        return self._refer(value) if isinstance(value, Reference) else value

    def _refer(self, reference: Reference) -> str | None:
        """The id of the record that is meant, made if need be."""
        kind, name = reference.kind, clean(reference.name).strip()
        field_name = KINDS[kind].title
        records = self.known.get(kind, {})
        found = nearest(records, kind, field_name, name, dict(reference.scope))
        if found is not None or not reference.makes or not name:
            return found
        record_id = natural_id(self.municipality, kind, name)
        if record_id not in records:  # else it was given another name since
            values = {field_name: name, **reference.values, "source": self.source_id}
            self._put(kind, record_id, Verdict.NEW, values, {})
        return record_id

    def _match(self, one: Wanted, values: Values) -> str | None:
        scope = {name: values.get(name) for name in one.scope}
        records = self.known.get(one.kind, {})
        natural = self._new_id(one, values)
        if natural in records:
            return natural
        if one.code and values.get(one.code):
            found = of_code(records, one.code, values[one.code], scope)
            if found is not None:
                return found
        exactly = one.kind in _EXACT
        found = nearest(records, one.kind, one.text, values[one.text], scope, exactly=exactly)
        if found is not None and one.code and has_other(records[found], values, one.code):
            return None
        return found

    def _new_id(self, one: Wanted, values: Values) -> str:
        key = [str(values.get(name) or "") for name in one.scope]
        if one.code:
            key.append(str(values.get(one.code) or ""))
        return natural_id(self.municipality, one.kind, *key, str(values.get(one.text) or ""))

    # Putting.

    def _update(self, one: Wanted, record_id: str, values: Values, place: Values) -> None:
        known = self.known[one.kind][record_id]
        is_older = self._is_newer(known.get("source"))
        only_blank = is_older or record_id in self.claimed
        changed = news(KINDS[one.kind], known, values, only_blank=only_blank)
        if record_id in self.planned:
            self._amend(record_id, one.kind, changed)
        elif changed:
            before = {name: known.get(name) for name in changed}
            # What an older file adds does not make it the source: the newer one still speaks.
            written = changed if is_older else changed | place
            self._put(one.kind, record_id, Verdict.CHANGED, written, before, one)
            if one.kind == "task" and before.get("due"):
                self._moved(one, record_id, before["due"], changed.get("due"), None)
        else:
            self._put(one.kind, record_id, Verdict.SAME, {}, {}, one)

    def _amend(self, record_id: str, kind: str, more: Values) -> None:
        """A record that this file names twice: what the first mention left out."""
        earlier = self.planned[record_id]
        if not more or earlier.verdict is Verdict.UNREADABLE:
            return
        verdict = Verdict.CHANGED if earlier.verdict is Verdict.SAME else earlier.verdict
        self.planned[record_id] = Planned(
            kind,
            record_id,
            verdict,
            earlier.title,
            {**more, **earlier.values},
            earlier.before,
            earlier.lines,
            earlier.confidence,
        )
        self.known[kind][record_id] = {**self.known[kind][record_id], **more}

    def _moved(
        self, one: Wanted, task_id: str, before: str | None, after: str | None, reason: str | None
    ) -> None:
        """A deadline that moved, as history with this file as its source."""
        if not before or not after or before == after:
            return
        values = {
            "task": task_id,
            "field": "due",
            "before": before,
            "after": after,
            "reason": reason,
            "on": self._speaks_from(),
            **dict(zip(_PLACE, (self.source_id, *one.candidate.lines), strict=True)),
        }
        change_id = natural_id(self.municipality, "task_change", task_id, "due", before, after)
        if change_id not in self.known.get("task_change", {}):
            filled = {name: value for name, value in values.items() if value is not None}
            self._put("task_change", change_id, Verdict.NEW, filled, {}, one)

    def _put(
        self,
        kind: str,
        record_id: str,
        verdict: Verdict,
        values: Values,
        before: Values,
        one: Wanted | None = None,
    ) -> None:
        records = self.known.setdefault(kind, {})
        records[record_id] = {**records.get(record_id, {}), **values}
        title = str(records[record_id].get(KINDS[kind].title) or "")
        lines = one.candidate.lines if one else None
        confidence = one.candidate.confidence if one else 1.0
        self.planned[record_id] = Planned(
            kind, record_id, verdict, title, values, before, lines, confidence
        )

    def _unreadable(self, one: Wanted, values: Values, reason: str) -> None:
        key = f"{one.kind}:{one.candidate.lines[0]}:{len(self.planned)}"
        title = str(values.get(KINDS[one.kind].title) or "")
        self.planned[key] = Planned(
            one.kind,
            key,
            Verdict.UNREADABLE,
            title,
            values,
            {},
            one.candidate.lines,
            one.candidate.confidence,
            reason,
        )

    # Time.

    def _speaks_from(self) -> str | None:
        day = self.found.document_date
        return day if day and len(day) == len("2026-08-19") else None

    def _is_newer(self, source: Any) -> bool:
        """Whether a known record comes from another file that speaks from a later day."""
        theirs = self.known.get("source", {}).get(str(source), {}).get("speaks_from")
        ours = self._speaks_from()
        return bool(theirs and ours and theirs > ours) and source != self.source_id


def _wrong(one: Wanted, values: Values) -> str | None:
    """The first complaint about a record that was read."""
    try:
        check(KINDS[one.kind], values)
    except RecordInvalid as error:
        return error.text
    return None if values.get(one.text) else f"{KINDS[one.kind].danish} uden navn."
