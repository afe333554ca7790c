"""What the detail of the import review tells: field by field, beside what stands in the file."""

from collections.abc import Iterator

from kombit_tui.domain.records import KINDS
from kombit_tui.domain.review import Choice, Entry, Loss, State, Unread
from kombit_tui.domain.review_entries import PLACE
from kombit_tui.widgets.detail import Block, Heading, Pair, Paragraph, Title
from kombit_tui.wording import review as words
from kombit_tui.wording.rules import rule_text


def entry_blocks(entry: Entry, choice: Choice, project_key: str) -> Iterator[Block]:
    """All about an entry; `project_key` is the key that says which project is meant."""
    yield Title(entry.title or "(uden navn)")
    yield Paragraph(f"{KINDS[entry.kind].danish} · {entry.state}", "label")
    if entry.state is not State.SAME:
        yield Paragraph(f"{words.CHOICES[choice]} {words.DECIDED[choice]}")
    if entry.state is State.UNREADABLE:
        yield Paragraph(f"! {entry.reason}", "error")
        yield Paragraph(words.MEND_IT, "muted")
    for flag in entry.flags:
        yield Paragraph(f"! {flag}", "warning")
    for field, name in entry.unknown.items():
        if entry.values.get(field) and field not in entry.typed:
            yield Paragraph(words.unknown_project(name, project_key), "warning")
    yield from _changes(entry)
    yield from _source(entry)
    yield from _rest(entry)


def _changes(entry: Entry) -> Iterator[Block]:
    if not entry.changed:
        return
    yield Heading(words.HEADINGS[entry.state])
    for field in entry.changed:
        new = words.field_text(entry, field, entry.values)
        label = f"* {field.label}" if set(field.columns()) & set(entry.typed) else field.label
        if entry.known is not None:
            new = f"{words.field_text(entry, field, entry.known) or '-'} → {new or '-'}"
        yield Pair(label, new, "ok" if entry.known is None else "warning")
    if entry.typed:
        yield Paragraph(words.STAR, "muted")


def _source(entry: Entry) -> Iterator[Block]:
    yield Heading("Læst i filen")
    yield Paragraph(f"{entry.file}, {entry.place}" if entry.place else entry.file, "label")
    yield from (Paragraph(line, indent=2) for line in entry.excerpt.splitlines() if line.strip())
    yield Pair("Sikkerhed", words.sureness_in_full(entry.confidence))
    yield Pair("Regel", rule_text(entry.rule), "muted")


def _rest(entry: Entry) -> Iterator[Block]:
    """What stays as it is."""
    if entry.known is None:
        return
    kept = [one for one in KINDS[entry.kind].fields if one.name not in PLACE]
    pairs = [
        Pair(one.label, words.field_text(entry, one, entry.known), "muted")
        for one in kept
        if one not in entry.changed
    ]
    if any(pair.value for pair in pairs):
        yield Heading("Som det er i lageret")
        yield from pairs


def unread_blocks(one: Unread) -> Iterator[Block]:
    """All about what is no entry."""
    told = words.LOSSES[one.loss]
    yield Title(told.title)
    yield Paragraph(f"{one.file}, {one.place}" if one.place else one.file, "label")
    yield Paragraph(one.text, "error" if one.loss is Loss.FAILED else "", indent=2)
    yield Paragraph(told.about, "muted")
