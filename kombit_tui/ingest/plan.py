"""What an import would do: every record that was read, held against what the store knows. Pure.

A record met again is updated, never doubled; a moved deadline becomes history; what an older file
says never overwrites what a newer one said. Each record known is claimed once per file, so that a
second import of the same file plans nothing.
"""

from dataclasses import replace
from datetime import date

from kombit_tui.db.values import check, tidy
from kombit_tui.domain.ids import natural_id
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.review_entries import PLACE, State
from kombit_tui.errors import RecordInvalid
from kombit_tui.ingest.candidates import Extraction, RowFound
from kombit_tui.ingest.extract.spreadsheets import UNSURE
from kombit_tui.ingest.ledger import Known, Ledger, has_source
from kombit_tui.ingest.likeness import Values, has_other, news
from kombit_tui.ingest.mapping import KIND as MAPPING
from kombit_tui.ingest.mapping import NOTHING_SAID, Said, remembered, taught
from kombit_tui.ingest.own import CHANGES_OURS, DOUBTED, changes_ours, own_news
from kombit_tui.ingest.planned import FieldChange, Plan, Planned
from kombit_tui.ingest.unused import unused_edits
from kombit_tui.ingest.wanted import Wanted, wanted

__all__ = ["FieldChange", "Plan", "Planned", "make_plan"]

_EXACT = ("link", "contact", "visit", "price", "rollout_status")
"""Kinds whose text must be the same, not only alike."""


def make_plan(
    found: Extraction, known: Known, municipality: str, today: date, said: Said = NOTHING_SAID
) -> Plan:
    """Hold everything in `found` against what is known.

    Args:
        said: what somebody says now of the columns of its tables; it is kept with the plan.

    Raises:
        MappingInvalid: it has no such column.
    """
    found = taught(found, known.get(MAPPING, {}), said)
    planner = _Planner(found, known, municipality)
    planner.source(today)
    planner.mappings(is_said=said.is_something)
    for one in wanted(found):
        planner.add(one)
    records = tuple(planner.planned.values())
    unused = tuple(unused_edits(found, known))
    return Plan(planner.file, records, found.unread, found.cut, found.tables, unused)


class _Planner(Ledger):
    """Decides about one record after the other."""

    def source(self, today: date) -> None:
        """The file itself; read again it keeps its first day."""
        if self.was_read:
            return
        source = self.found.source
        values = {
            "file": self.file,
            "sha256": source.sha256,
            "kind": source.kind,
            "read_on": today.isoformat(),
            "speaks_from": self.speaks_from(),
        }
        self.put("source", self.source_id, State.NEW, values, {})

    def mappings(self, *, is_said: bool) -> None:
        """What is known of the columns, for the next file like this one.

        What nobody has said is kept with the first row of it that somebody accepts as it is.
        """
        shelf = self.shelf(MAPPING)
        for sheet, table in zip(self.found.sheets, self.found.tables, strict=True):
            kept = remembered(self.municipality, self.found.source.file, sheet, table)
            known = shelf.records.get(kept[0]) if kept is not None else None
            if kept is None or known == kept[1] or not (is_said or table.needs_a_look):
                continue
            verdict = State.NEW if known is None else State.CHANGED
            self.put(MAPPING, kept[0], verdict, kept[1], known or {})
            if not is_said:
                self.planned[kept[0]] = replace(self.planned[kept[0]], confidence=UNSURE)

    def add(self, one: Wanted) -> None:
        """Plan a record that was read."""
        if one.record is not None and self._is_exported(one, one.record):
            return
        resolved = {name: self.resolved(value) for name, value in one.values.items()}
        tidied = tidy(KINDS[one.kind], resolved)
        values = {name: value for name, value in tidied.items() if value is not None}
        place = {}
        if has_source(one.kind):
            place = dict(zip(PLACE, (self.source_id, *one.candidate.lines), strict=True))
        wrong = _wrong(one, values)
        if wrong is not None:
            self.unreadable(one, values | place, wrong)
            return
        natural = self._new_id(one, values)
        record_id = self._match(one, values, natural)
        if record_id is None:
            record_id = natural
            self.put(one.kind, record_id, State.NEW, values | place, {}, one)
        else:
            self._update(one, record_id, values, place)
        self.claimed.add(record_id)
        for change in one.changes:
            self._moved(one, record_id, change.from_, change.to, change.reason)
        self._own(one, record_id)

    def _is_exported(self, one: Wanted, record_id: str) -> bool:
        """Whether a row of an export of ours is of a record that is there; then only what we do
        about it is read: its other cells say what the list showed, and not what the record has."""
        kind = next(
            (name for name, shelf in self.shelves.items() if record_id in shelf.records), ""
        )
        if kind and record_id not in self.planned:
            self.put(kind, record_id, State.SAME, {}, {}, one)
        if kind == one.kind:
            self._own(one, record_id)
        return bool(kind)

    def _own(self, one: Wanted, record_id: str) -> None:
        """What we do about a record, which is a record of its own."""
        if (beside := one.beside) is None:
            return
        kind, shelf = KINDS[beside.kind], self.shelf(beside.kind)
        resolved = {name: self.resolved(value) for name, value in beside.values.items()}
        told = tidy(kind, {**resolved, beside.pointing: record_id})
        values = {name: value for name, value in told.items() if value is not None}
        scope = {name: values.get(name) for name in beside.key}
        held = None
        if self.stored.get(beside.kind):  # what this plan makes is found by its id below
            held = shelf.of_code(beside.pointing, record_id, scope)
        known = (held, shelf.records[held]) if held is not None else None
        found = own_news(beside, values, known, self.municipality)
        if found is None or found.id in self.planned:
            return
        wrong = _complaint(beside.kind, {**(known[1] if known else {}), **values})
        if wrong is not None:
            self.unreadable(replace(one, kind=beside.kind), values, wrong)
            return
        verdict = State.NEW if found.is_new else State.CHANGED
        self.put(beside.kind, found.id, verdict, found.values, found.before, one)
        self.planned[found.id] = _called_as(one, self.planned[found.id], found.flags)

    # Finding.

    def _match(self, one: Wanted, values: Values, natural: str) -> str | None:
        scope = {name: values.get(name) for name in one.scope}
        shelf = self.shelf(one.kind)
        if natural in shelf.records:
            return natural
        if one.code and values.get(one.code):
            found = shelf.of_code(one.code, values[one.code], scope)
            if found is not None:
                return found
        found = shelf.nearest(one.text, values[one.text], scope, exactly=one.kind in _EXACT)
        if found is None:
            return None
        known = shelf.records[found]
        # Two rows of a table that are nearly alike are two; two lines of a text may be one.
        is_another = isinstance(one.candidate, RowFound) and has_other(known, values, one.text)
        if is_another and found in self.claimed:
            return None
        return None if one.code and has_other(known, values, one.code) else found

    def _new_id(self, one: Wanted, values: Values) -> str:
        key = [str(values.get(name) or "") for name in one.scope]
        if one.code:
            key.append(str(values.get(one.code) or ""))
        return natural_id(self.municipality, one.kind, *key, str(values.get(one.text) or ""))

    # Putting.

    def _update(self, one: Wanted, record_id: str, values: Values, place: Values) -> None:
        known = self.shelf(one.kind).records[record_id]
        is_older = self.is_newer(known.get("source"))
        # What this very file said before stands as somebody has since mended it.
        is_read_again = known.get("source") == self.source_id and self.was_read
        only_blank = is_older or is_read_again or record_id in self.claimed
        changed = news(KINDS[one.kind], known, values, only_blank=only_blank)
        if record_id in self.planned:
            self._amend(record_id, one.kind, changed)
        elif changed:
            before = {name: known.get(name) for name in changed}
            # What an older file adds does not make it the source: the newer one still speaks.
            written = changed if is_older else changed | place
            self.put(one.kind, record_id, State.CHANGED, written, before, one)
            flags = (CHANGES_OURS,) if changes_ours(one.kind, before) else ()
            self.planned[record_id] = _called_as(one, self.planned[record_id], flags)
            if one.kind == "task" and before.get("due"):
                self._moved(one, record_id, before["due"], changed.get("due"), None)
        else:
            self.put(one.kind, record_id, State.SAME, {}, {}, one)

    def _amend(self, record_id: str, kind: str, more: Values) -> None:
        """A record that this file names twice: what the first mention left out."""
        earlier = self.planned[record_id]
        if not more or earlier.verdict is State.UNREADABLE:
            return
        verdict = State.CHANGED if earlier.verdict is State.SAME else earlier.verdict
        shelf = self.shelf(kind)
        known = shelf.records[record_id]
        before = {name: known.get(name) for name in more}
        self.planned[record_id] = replace(
            earlier,
            verdict=verdict,
            values={**more, **earlier.values},
            before={} if verdict is State.NEW else {**before, **earlier.before},
        )
        shelf.put(record_id, {**known, **more})

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
            "on": self.speaks_from(),
            **dict(zip(PLACE, (self.source_id, *one.candidate.lines), strict=True)),
        }
        change_id = natural_id(self.municipality, "task_change", task_id, "due", before, after)
        if change_id not in self.shelf("task_change").records:
            filled = {name: value for name, value in values.items() if value is not None}
            self.put("task_change", change_id, State.NEW, filled, {}, one, follows=task_id)


def _called_as(one: Wanted, known: Planned, flags: tuple[str, ...]) -> Planned:
    """What we do about a record, called as that one; in doubt where there are flags."""
    title = str(one.values.get(one.text) or known.title)
    sure = min(known.confidence, DOUBTED) if flags else known.confidence
    return replace(known, title=title, confidence=sure, flags=(*known.flags, *flags))


def _wrong(one: Wanted, values: Values) -> str | None:
    """The first complaint about a record that was read."""
    wrong = _complaint(one.kind, values)
    if wrong is not None or values.get(one.text):
        return wrong
    return f"{KINDS[one.kind].danish} uden navn."


def _complaint(kind: str, values: Values) -> str | None:
    try:
        check(KINDS[kind], values)
    except RecordInvalid as error:
        return error.text
    return None
