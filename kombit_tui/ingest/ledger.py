"""The plan while it is made: what is known, what would be written, and what points to what. Pure.

Which record is meant and what is new in it is decided in `plan`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from kombit_tui.domain.ids import natural_id
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.review_entries import State
from kombit_tui.domain.text import clean
from kombit_tui.ingest.candidates import Candidate, Extraction
from kombit_tui.ingest.likeness import Values
from kombit_tui.ingest.planned import Planned
from kombit_tui.ingest.shelves import Shelf
from kombit_tui.ingest.wishes import Reference, Wanted

Known = Mapping[str, Mapping[str, Values]]
"""Per kind, the values of every record by id."""


@dataclass
class Ledger:
    """What is known and what is planned; records that are made are known to the ones after them."""

    found: Extraction
    stored: Known
    municipality: str
    planned: dict[str, Planned] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.shelves = {kind: Shelf(kind, dict(records)) for kind, records in self.stored.items()}
        self.claimed: set[str] = set()
        self.file = clean(self.found.source.file).strip() or "fil uden navn"
        self.source_id = natural_id(self.municipality, "source", self.found.source.sha256)
        self.was_read = self.source_id in self.stored.get("source", {})

    def shelf(self, kind: str) -> Shelf:
        """The known records of a kind."""
        if kind not in self.shelves:
            self.shelves[kind] = Shelf(kind, {})
        return self.shelves[kind]

    def resolved(self, value: Any) -> Any:
        """A value, or the id of the record that stands for it."""
        return self.refer(value) if isinstance(value, Reference) else value

    def refer(self, reference: Reference) -> str | None:
        """The id of the record that is meant, made if need be."""
        kind, name = reference.kind, clean(reference.name).strip()
        field_name = KINDS[kind].title
        shelf = self.shelf(kind)
        found = shelf.nearest(field_name, name, reference.scope)
        if found is not None or not reference.makes or not name:
            return found
        record_id = natural_id(self.municipality, kind, name)
        if record_id not in shelf.records:  # else it was given another name since
            values = {field_name: name, **reference.values}
            if has_source(kind):
                values["source"] = self.source_id
            self.put(kind, record_id, State.NEW, values, {})
        return record_id

    def put(
        self,
        kind: str,
        record_id: str,
        verdict: State,
        values: Values,
        before: Values,
        one: Wanted | None = None,
        follows: str | None = None,
    ) -> None:
        """Plan a record; without `one` nobody decides on it, and with `follows` that one does."""
        shelf = self.shelf(kind)
        whole = {**shelf.records.get(record_id, {}), **values}
        if values:
            shelf.put(record_id, whole)
        title = str(whole.get(KINDS[kind].title) or "")
        if one is None:
            found = Planned(kind, record_id, verdict, title, values, before, goes_along=True)
        else:
            along = follows is not None
            found = _found(one.candidate, kind, record_id, verdict, title, values, before, along)
        self.planned[record_id] = replace(found, follows=follows) if follows else found

    def unreadable(self, one: Wanted, values: Values, reason: str) -> None:
        """Plan a record that cannot be stored, with why."""
        key = f"{one.kind}:{one.candidate.lines[0]}:{len(self.planned)}"
        title = str(values.get(KINDS[one.kind].title) or "")
        found = _found(one.candidate, one.kind, key, State.UNREADABLE, title, values, {})
        self.planned[key] = replace(found, reason=reason)

    # Time.

    def speaks_from(self) -> str | None:
        """The day that the file speaks from, where it is known."""
        day = self.found.document_date
        return day if day and len(day) == len("2026-08-19") else None

    def is_newer(self, source: Any) -> bool:
        """Whether a known record comes from another file that speaks from a later day."""
        theirs = self.shelf("source").records.get(str(source), {}).get("speaks_from")
        ours = self.speaks_from()
        return bool(theirs and ours and theirs > ours) and source != self.source_id


def _found(
    by: Candidate,
    kind: str,
    key: str,
    verdict: State,
    title: str,
    values: Values,
    before: Values,
    goes_along: bool = False,
) -> Planned:
    """A record of the plan with where it was found, and how surely."""
    return Planned(
        kind,
        key,
        verdict,
        title,
        values,
        before,
        by.lines,
        by.confidence,
        rule=by.rule,
        excerpt=by.excerpt,
        flags=by.flags,
        goes_along=goes_along,
    )


@cache
def has_source(kind: str) -> bool:
    """Whether records of a kind say where they were read."""
    return KINDS[kind].field("source") is not None
