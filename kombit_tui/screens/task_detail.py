"""What the detail tells of a task: dates, people, history, national counts, source."""

from collections.abc import Iterator
from datetime import date

from kombit_tui.db.queries.tasks import Change, TaskDetail
from kombit_tui.domain.choices import TASK_KINDS, TASK_STATUS
from kombit_tui.domain.dates import bounds
from kombit_tui.domain.fields import Field, FieldType, label_of
from kombit_tui.domain.records import TASK
from kombit_tui.widgets.detail import Bar, Block, Heading, Pair, Paragraph, Title
from kombit_tui.wording.values import day_in_full, day_text, iso_text, source_text

_COUNTS = (("count_done", "#"), ("count_started", "="), ("count_open", "."))


def task_blocks(detail: TaskDetail, today: date) -> list[Block]:
    """All about a task, the most pressing first."""
    return [
        *_head(detail),
        *_dates(detail, today),
        *_history(detail.changes),
        *_counts(detail),
        *_texts(detail),
    ]


def _head(detail: TaskDetail) -> Iterator[Block]:
    record = detail.record
    code = f"{record['code']} " if record["code"] else ""
    yield Title(f"{code}{record['title']}")
    yield Pair("Status", TASK_STATUS.get(detail.status, detail.status))
    yield Pair("Fuldført den", iso_text(detail.done_on))
    yield Pair("Type", TASK_KINDS.get(record["kind"] or "", ""))
    yield Pair("Projekt", detail.project_name or "")
    yield Pair("Bølge", record["wave"] or "")
    yield Pair("Ansvarlig", detail.responsible or "Ingen", "" if detail.responsible else "warning")
    yield Pair("Udfører", detail.performer or "")
    yield Pair("Anbefalet udfører", record["performer_role"] or "")


def _dates(detail: TaskDetail, today: date) -> Iterator[Block]:
    record = detail.record
    yield Heading("Datoer")
    for name in ("start", "due", "due_real", "consequence_date"):
        field = TASK.field(name)
        label = field.label if field else name
        text = day_in_full(record[name], record[f"{name}_text"], today)
        yield Pair(label, text, _tone(record[name], name, today, detail.status))
    yield Pair("Egen frist", day_text(detail.own_due, None))
    yield Pair("Konsekvens", record["consequence"] or "")
    yield Pair("Varighed", record["duration"] or "")


def _tone(edtf: str | None, name: str, today: date, status: str) -> str:
    last = bounds(edtf)[1]
    is_late = last is not None and last < today and name != "start" and status != "done"
    return "error" if is_late else ""


def _history(changes: tuple[Change, ...]) -> Iterator[Block]:
    if not changes:
        return
    yield Heading("Ændringer")
    for change in changes:
        field = TASK.field(change.field)
        before, after = (_changed(field, value) for value in (change.before, change.after))
        yield Paragraph(f"{field.label if field else change.field}: {before} -> {after}")
        told = " · ".join(part for part in (iso_text(change.on), change.reason or "") if part)
        if told:
            yield Paragraph(told, "muted", indent=2)


def _changed(field: Field | None, value: str | None) -> str:
    if field is None or not value:
        return value or "ingen"
    return day_text(value, None) if field.type is FieldType.DATE else label_of(field, value)


def _counts(detail: TaskDetail) -> Iterator[Block]:
    record = detail.record
    numbers = [(name, record[name], sign) for name, sign in _COUNTS if record[name] is not None]
    if not numbers:
        return
    counted = f" ({iso_text(record['counts_on'])})" if record["counts_on"] else ""
    yield Heading(f"Kommunerne{counted}")
    labels = dict(zip(("count_done", "count_started", "count_open"), TASK_LABELS, strict=True))
    yield Bar(tuple((labels[name], number, sign) for name, number, sign in numbers))


TASK_LABELS = (TASK_STATUS["done"], TASK_STATUS["started"], TASK_STATUS["open"])


def _texts(detail: TaskDetail) -> Iterator[Block]:
    record = detail.record
    if record["text"]:
        yield Heading("Beskrivelse")
        yield Paragraph(record["text"])
    if detail.notes:
        yield Heading("Kommentarer")
        yield from (Paragraph(note) for note in detail.notes)
    yield Heading("Kilde")
    read = source_text(detail.source_file, record["source_first"], record["source_last"])
    yield Paragraph(read or "Oprettet her", "muted")
    yield Pair("Link", record["link"] or "")
