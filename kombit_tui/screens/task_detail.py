"""What the detail tells of a task: dates, people, history, national counts, source."""

from collections.abc import Iterator
from datetime import date

from kombit_tui.db.queries.performers import Performers, holders_of
from kombit_tui.db.queries.tasks import Change, DependsOn, TaskDetail
from kombit_tui.domain.choices import TASK_KINDS, TASK_STATUS
from kombit_tui.domain.dates import bounds
from kombit_tui.domain.fields import Field, FieldType, label_of
from kombit_tui.domain.records import TASK, TASK_STATE
from kombit_tui.domain.tasks import DEADLINES, KLIK, OWN, is_after_stop
from kombit_tui.screens.detail_ends import comments, source_words
from kombit_tui.widgets.detail import Bar, Block, Heading, Pair, Paragraph, Title
from kombit_tui.wording.values import day_in_full, day_text, days_to, iso_text, source_text

_COUNTS = (("count_done", "#"), ("count_started", "="), ("count_open", "."))


def task_blocks(detail: TaskDetail, today: date, performers: Performers) -> list[Block]:
    """All about a task, the most pressing first."""
    return [
        *_head(detail),
        *_people(detail, performers),
        *_dates(detail, today),
        *_campaign(detail, today),
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
    yield Pair("Af dagsordenspunkt", record["item_title"] or "")
    yield Pair("Bølge", f"{record['wave'] or ''}{'' if detail.is_ours else ' (ikke vores)'}")
    others = (f"{v.waves}: {day_text(v.due, v.due_text) or 'uden frist'}" for v in detail.variants)
    yield Pair("Også", " · ".join(others))
    if detail.folded:
        yield Paragraph("Rækken står for alle bølger: den første åbne frist vises.", "muted")


def _people(detail: TaskDetail, performers: Performers) -> Iterator[Block]:
    yield Pair("Ansvarlig", detail.responsible or "Ingen", "" if detail.responsible else "warning")
    yield Pair("Udfører", detail.performer or "")
    role = detail.record["performer_role"]
    held = holders_of(role, performers)
    yield Pair("Anbefalet udfører", role or "")
    if held:
        yield Pair("Har rollen", ", ".join(held))
    elif role:
        told = "Rollen er ikke i brug her" if held is None else "Ingen: rollen er ubesat"
        yield Pair("Har rollen", told, "muted" if held is None else "warning")


def _dates(detail: TaskDetail, today: date) -> Iterator[Block]:
    record, counts = detail.record, detail.counts
    yield Heading("Datoer")
    if counts.field != KLIK:
        label = _label(counts.field)
        day = day_text(counts.edtf, counts.words)
        yield Pair("Nærmeste, der rammer", f"{day} ({label[:1].lower()}{label[1:]})")
    for name in ("start", *DEADLINES):
        text = day_in_full(record[name], record[f"{name}_text"], today)
        yield Pair(_label(name), text, _tone(detail, name, today))
    own, last = bounds(record[OWN])[1], counts.last
    if own is not None and last is not None and own.toordinal() > last:
        yield Paragraph("Egen frist ligger efter den frist, der tæller.", "warning")
    yield Pair("Konsekvens", record["consequence"] or "")
    yield Pair("Varighed", record["duration"] or "")


def _label(name: str) -> str:
    field = TASK.field(name) or TASK_STATE.field(name)
    return field.label if field else name


def _tone(detail: TaskDetail, name: str, today: date) -> str:
    """A day that is over stands out, most of all that of the deadline that counts."""
    last = bounds(detail.record[name])[1]
    if last is None or last >= today or name == "start" or detail.status == "done":
        return ""
    return "error" if name == detail.counts.field else "warning"


def _campaign(detail: TaskDetail, today: date) -> Iterator[Block]:
    campaign = detail.campaign
    if campaign is None:
        return
    yield Heading("Forløb")
    yield Pair("Hører til", campaign.title)
    yield Pair("Stop", _stop(campaign, today))
    if detail.status != "done" and is_after_stop(detail.counts.last, campaign.stop_day):
        yield Paragraph("Fristen ligger efter forløbets stop: opgaven haster mere.", "warning")


def _stop(campaign: DependsOn, today: date) -> str:
    last = None if campaign.stop_day is None else date.fromordinal(campaign.stop_day)
    text = day_text(campaign.stop, campaign.stop_text)
    return " · ".join(part for part in (text, days_to(last, today)) if part)


def _history(changes: tuple[Change, ...]) -> Iterator[Block]:
    if not changes:
        return
    yield Heading("Ændringer")
    for change in changes:
        field = TASK.field(change.field)
        before, after = (_changed(field, value) for value in (change.before, change.after))
        yield Paragraph(f"{field.label if field else change.field}: {before} -> {after}")
        read = source_text(change.source_file, change.source_first, change.source_last)
        told = " · ".join(part for part in (iso_text(change.on), change.reason, read) if part)
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
    yield from comments(detail.notes)
    yield Heading("Kilde")
    yield Paragraph(_source(detail), "muted")
    yield Pair("Link", record["link"] or "")


def _source(detail: TaskDetail) -> str:
    first, last = (detail.record[f"source_{end}"] for end in ("first", "last"))
    return source_words(detail.source_file, first, last)


def source_line(detail: TaskDetail) -> str:
    """Where a task was read, and its link, which is in the clipboard."""
    link = detail.record["link"]
    return f"Kilde: {_source(detail)} · {f'Kopierede {link}' if link else 'intet link'}"
