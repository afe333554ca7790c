"""What the detail of Dagsorden tells of a meeting, an item, a question and a piece of news."""

from collections.abc import Iterator
from datetime import date

from kombit_tui.db.queries.agenda import ItemRow, MeetingRow, QuestionRow
from kombit_tui.db.queries.beside import Beside
from kombit_tui.db.queries.news import NewsRow
from kombit_tui.db.queries.since_meeting import Since
from kombit_tui.domain.choices import TASK_STATUS
from kombit_tui.widgets.detail import Block, Heading, Pair, Paragraph, Title
from kombit_tui.wording.agenda import (
    KINDS,
    answer_state,
    asked_on,
    meeting_days,
    progress,
    promised,
    questions_text,
    state_text,
    times,
    touched_texts,
)
from kombit_tui.wording.values import day_in_full, day_text, source_text

SHOWN = 8
"""Lines of one kind that are told; the others are counted."""


def meeting_blocks(row: MeetingRow, since: Since | None, today: date) -> Iterator[Block]:
    """All about a meeting, and what happened since the one before it."""
    yield Title(row.title)
    yield Pair("Dato", day_in_full(row.date, row.date_text, today))
    if len(row.dates) > 1:
        yield Pair("Holdes", meeting_days(row))
    yield Pair("Tid", times(row.start, row.end))
    yield Pair("Sted", row.place or "")
    yield Pair("Link", row.link or "")
    yield Pair("Optagelse", row.recording or "")
    yield Pair("Punkter", progress(row.read, row.items) if row.items else "Ingen")
    yield Pair("Spørgsmål", questions_text(row))
    if since is not None:
        yield from _since(since, today)
    yield from _source(row.source_file)


def _since(since: Since, today: date) -> Iterator[Block]:
    yield Heading(f"Siden mødet {meeting_days(since.before)}")
    if not any((since.new_tasks, since.moved, since.ours, since.news)):
        yield Paragraph("Intet nyt.", "muted")
    yield from _counted(
        "Nye opgaver",
        since.new_tasks,
        [f"{one.title}{_due(one.due, one.due_text)}" for one in since.first_new],
        since.new_tasks - len(since.first_new),
    )
    moved = [
        f"{one.title}: {day_text(one.before, None)} -> {day_text(one.after, None)}"
        for one in since.moved
    ]
    yield from _counted("Flyttede frister", len(moved), moved)
    ours = [f"{one.title}: {TASK_STATUS[one.status].lower()}" for one in since.first_ours]
    yield from _counted("Hos os", since.ours, ours, since.ours - len(ours))
    news = [f"{_project(one)}{one.title}" for one in since.news]
    yield from _counted("Nyheder", len(news), news)
    carried = [one.question for one in since.carried]
    yield from _counted("Ført videre til næste møde", len(carried), carried)


def _due(edtf: str | None, words: str | None) -> str:
    return f" · frist {day_text(edtf, words)}" if edtf or words else ""


def _project(row: NewsRow) -> str:
    return f"{row.project}: " if row.project else ""


def _counted(label: str, number: int, lines: list[str], left: int = 0) -> Iterator[Block]:
    """A few lines of a kind, and how many there are; `left` are not among the lines."""
    if number:
        yield Paragraph(f"{label} ({number})", "label")
        yield from (Paragraph(f"- {line}") for line in lines[:SHOWN])
        if more := max(len(lines) - SHOWN, 0) + left:
            yield Paragraph(f"… og {more} til", "muted", indent=2)


def item_blocks(row: ItemRow, beside: Beside | None) -> Iterator[Block]:
    """All about an item; what belongs to it comes when it has been read."""
    number = "" if row.position is None else f"{row.position}. "
    yield Title(f"{number}{row.title}")
    yield Pair("Forberedt", state_text(row))
    yield Pair("Tid", times(row.start, row.end))
    yield Pair("Slides", row.pages or "")
    if row.own_text:
        yield Heading("Egne noter")
        yield Paragraph(row.own_text)
    yield from _announced(row)
    if beside is not None:
        yield from _beside(beside)
    yield from _presented(row)
    yield from _source(row.source_file, row.source_first, row.source_last)


def _announced(row: ItemRow) -> Iterator[Block]:
    if row.subitems:
        yield Heading("Underpunkter")
        yield from (Paragraph(f"- {item}") for item in row.subitems)
    if row.text:
        yield Heading("Om punktet")
        yield Paragraph(row.text)


def _presented(row: ItemRow) -> Iterator[Block]:
    if row.presenters:
        yield Heading("Oplægsholdere")
        titles = [*row.presenter_titles, *[""] * len(row.presenters)]
        for name, title in zip(row.presenters, titles, strict=False):
            yield Paragraph(f"{name}, {title}" if title else name)
    yield from (Paragraph(mail, "muted") for mail in row.emails)
    if row.links:
        yield Heading("Links")
        yield from (Paragraph(link) for link in row.links)


def _beside(beside: Beside) -> Iterator[Block]:
    if beside.tasks:
        yield Heading("Opgaver af punktet")
        for task in beside.tasks:
            yield Paragraph(f"- {task.title}: {TASK_STATUS.get(task.status, task.status).lower()}")
    if beside.questions:
        yield Heading("Spørgsmål til punktet")
        for one in beside.questions:
            state, tone = answer_state(one)
            yield Paragraph(f"- {one.question}")
            yield Paragraph(state, tone, indent=2)
    if beside.touched:
        yield Heading(f"Berører os ({len(beside.touched)})")
        for kind, label in KINDS.items():
            number = sum(one.ours.kind == kind for one in beside.touched)
            yield from _counted(label, number, touched_texts(beside.touched, kind))


def question_blocks(row: QuestionRow) -> Iterator[Block]:
    """A question with its answer."""
    yield Title("Spørgsmål")
    yield Paragraph(row.question)
    yield Pair("Punkt", row.item_title or "")
    yield Pair("Emne", row.section or "")
    yield Pair("Stillet af", row.asked_by or "")
    yield Pair("Stillet på mødet", asked_on(row))
    if row.is_carried:
        yield Paragraph("Ført videre hertil fra det møde.", "warning")
    yield Heading("Svar")
    yield Paragraph(row.answer) if row.answer else Paragraph("Ubesvaret.", "warning")
    if promised(row):
        more = "Mere er lovet" if row.answer else "Lovet"
        yield Paragraph(f"{more} til {promised(row)}.", "warning")
    yield from _source(row.source_file, row.source_first, row.source_last)


def news_blocks(row: NewsRow, today: date) -> Iterator[Block]:
    """A piece of news."""
    yield Title("Nyhed")
    yield Pair("Projekt", row.project or "")
    yield Pair("Dato", day_in_full(row.date, row.date_text, today))
    yield Paragraph(row.title)
    yield from _source(row.source_file, row.source_first, row.source_last)


def _source(file: str | None, first: int | None = None, last: int | None = None) -> Iterator[Block]:
    yield Heading("Kilde")
    yield Paragraph(source_text(file, first, last) or "Oprettet her", "muted")
