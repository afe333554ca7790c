"""What the extractors found: one frozen value per record, in the shape of the JSON contract.

Dates are EDTF (ISO 8601-2) text or None; the words as written are in `*_text`. The contract is
what `kombit-tui import --dry-run --json` prints; `to_json` makes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Literal

from kombit_tui.ingest.headings import TableFound
from kombit_tui.ingest.rules import Rule

_NOT_TOLD = MappingProxyType({"is_told": False})
"""Marks a field that is no part of the JSON contract."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """Where it was found, by which rule, and how sure the rule is."""

    lines: tuple[int, int]
    """First and last line in the file, both counted in; pages, where the file has pages."""
    page: int | None = None
    confidence: float = 0.5
    rule: Rule | Literal[""] = ""
    """The name of the rule that made it, for the reviewer and for bug reports."""
    flags: tuple[str, ...] = ()
    """Contradictions kept as printed, as Danish sentences."""
    excerpt: str = field(default="", metadata=_NOT_TOLD)
    """What stands on those lines, for the reviewer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingFound(Candidate):
    title: str
    dates: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EventFound(Candidate):
    title: str
    date: str | None = None
    start: str | None = None
    end: str | None = None
    place: str | None = None
    signup_url: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaFound(Candidate):
    position: int
    title: str
    start: str | None = None
    end: str | None = None
    presenters: tuple[str, ...] = ()
    presenter_titles: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    subitems: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """How many municipalities are how far, as the organiser states it."""

    done: int | None = None
    started: int | None = None
    not_started: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DeadlineChange:
    """A deadline that was moved; `from_` and `to` are EDTF."""

    from_: str | None
    to: str | None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RowFound(Candidate):
    """A row of a spreadsheet as a record of its kind; its fields are those of the declaration."""

    kind: str
    values: Mapping[str, Any]
    """Where a field points to another record, the name that is written."""
    own: Mapping[str, Any] = field(default_factory=dict)
    """The fields of what we do about it, which is a record of its own."""
    record: str | None = None
    """Our own id, where the row has it: it comes from an export of ours."""
    scope: tuple[str, ...] = field(default=(), metadata=_NOT_TOLD)
    """Fields in which a known record must agree to be the same."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskFound(Candidate):
    title: str
    code: str | None = None
    project: str | None = None
    kind: str | None = None
    """obligatorisk | obligatorisk_kritisk_vej | anbefalet"""
    start: str | None = None
    start_text: str | None = None
    due: str | None = None
    due_text: str | None = None
    duration: str | None = None
    wave: str | None = None
    performer: str | None = None
    counts: Counts | None = None
    deadline_changes: tuple[DeadlineChange, ...] = ()
    consequence: str | None = None
    contact: str | None = None
    row: RowFound | None = field(default=None, metadata=_NOT_TOLD)
    """The whole row, where it was read in a spreadsheet."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MilestoneFound(Candidate):
    title: str
    campaign: str | None = None
    date: str | None = None
    date_text: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RoleFound(Candidate):
    role: str
    change: str = "mentioned"
    """added | updated | removed | clarified | mentioned"""
    system: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionFound(Candidate):
    question: str
    answer: str | None = None
    section: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AgreementFound(Candidate):
    title: str
    deadline: str | None = None
    deadline_text: str | None = None
    signed: int | None = None
    missing: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PriceFound(Candidate):
    system: str
    price: float | None = None
    unit: str | None = None
    break_150k: bool | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RolloutStatusFound(Candidate):
    vendor_system: str
    area: str | None = None
    in_operation: int | None = None
    agreed: int | None = None
    not_agreed: int | None = None
    total: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PhaseOutFound(Candidate):
    system: str
    replaced_by: str | None = None
    date: str | None = None
    date_text: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactFound(Candidate):
    email: str | None = None
    name: str | None = None
    title: str | None = None
    phone: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkFound(Candidate):
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AttendanceFound(Candidate):
    date: str
    municipalities_stated: int | None = None
    participants_stated: int | None = None
    municipalities: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitFound(Candidate):
    municipality: str
    date: str | None = None
    state: str = "planned"
    """visited | planned | interested"""


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceFile:
    """The file that everything in an extraction came from."""

    file: str
    kind: str
    """deck | qa_note | table"""
    sha256: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a spreadsheet as it stands, to be read anew when its columns are told."""

    heads: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    """Each with its line in the file."""
    page: int
    first: int
    """The line with the heads."""
    year_from: date | None = None
    """The day that gives dates without a year theirs."""


@dataclass(frozen=True, kw_only=True)
class Extraction:
    """All that was found in one file, in the order and under the names of the contract."""

    source: SourceFile
    document_date: str | None = None
    """The day the document speaks from, EDTF; years that are not written come from it."""
    meetings: tuple[MeetingFound, ...] = ()
    events: tuple[EventFound, ...] = ()
    agenda: tuple[AgendaFound, ...] = ()
    tasks: tuple[TaskFound, ...] = ()
    milestones: tuple[MilestoneFound, ...] = ()
    roles: tuple[RoleFound, ...] = ()
    questions: tuple[QuestionFound, ...] = ()
    agreements: tuple[AgreementFound, ...] = ()
    prices: tuple[PriceFound, ...] = ()
    rollout_status: tuple[RolloutStatusFound, ...] = ()
    phase_outs: tuple[PhaseOutFound, ...] = ()
    contacts: tuple[ContactFound, ...] = ()
    links: tuple[LinkFound, ...] = ()
    attendance: tuple[AttendanceFound, ...] = ()
    visits: tuple[VisitFound, ...] = ()
    rows: tuple[RowFound, ...] = ()
    """Rows of spreadsheets that are no tasks."""
    tables: tuple[TableFound, ...] = ()
    """How the columns of spreadsheets were taken, in the order of `sheets`."""
    sheets: tuple[Sheet, ...] = field(default=(), metadata=_NOT_TOLD)
    unread: tuple[tuple[int, str], ...] = field(default=())
    """Lines that look like records but that no rule understood: number and text."""
    cut: tuple[str, ...] = ()
    """What the reader left out of the file because of a limit, as Danish sentences."""


def to_json(value: Any) -> Any:
    """`value` as plain JSON values; a trailing underscore of a name is dropped (`from_`)."""
    if is_dataclass(value) and not isinstance(value, type):
        told = (f.name for f in fields(value) if f.metadata.get("is_told", True))
        return {name.rstrip("_"): to_json(getattr(value, name)) for name in told}
    if isinstance(value, (tuple, list)):
        return [to_json(item) for item in value]
    if isinstance(value, Mapping):
        return {key: to_json(item) for key, item in value.items()}
    return value
