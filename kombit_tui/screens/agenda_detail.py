"""What the detail of Dagsorden tells of a meeting, an item and a question."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from kombit_tui.db.queries.agenda import ItemRow, MeetingRow, QuestionRow
from kombit_tui.db.queries.beside import Beside
from kombit_tui.db.queries.news import NewsRow
from kombit_tui.db.queries.since_meeting import Since
from kombit_tui.domain.choices import TASK_STATUS
from kombit_tui.screens.detail_ends import source
from kombit_tui.screens.following import UNFOLD
from kombit_tui.widgets.detail import Block, Heading, Link, Pair, Paragraph, Title
from kombit_tui.wording.agenda import (
    KINDS,
    answer_state,
    asked_on,
    meeting_days,
    named_text,
    progress,
    promised,
    questions_text,
    state_text,
    times,
)
from kombit_tui.wording.values import day_in_full, day_text, iso_text

SHOWN = 8
"""Lines of one kind that are told at first; the others are counted."""
NOTHING_TOUCHED = "Punktet nævner ingen af jeres opgaver, ubesatte roller, systemer eller aftaler."
NOTHING_NEW = "Ingen nye opgaver, flyttede frister eller nyheder, og intet nyt hos jer."


def meeting_blocks(
    row: MeetingRow, since: Since | None, unfolded: Collection[str], today: date
) -> Iterator[Block]:
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
        yield from _since(row, since, unfolded)
    yield from source(row.source_file)


def _since(row: MeetingRow, since: Since, unfolded: Collection[str]) -> Iterator[Block]:
    yield Heading(f"Siden mødet {meeting_days(since.before)}")
    lists = {
        "Nye opgaver": [
            Link(f"{one.title}{_due(one.due, one.due_text)}", one.id, "task")
            for one in since.first_new
        ],
        "Flyttede frister": [
            Link(f"{one.title}: {iso_text(one.before)} -> {iso_text(one.after)}", one.id, "task")
            for one in since.moved
        ],
        "Hos os": [
            Link(f"{one.title}: {TASK_STATUS[one.status].lower()}", one.id, "task")
            for one in since.first_ours
        ],
        "Nyheder": [Link(f"{_project(one)}{one.title}", one.id, "news") for one in since.news],
        "Ført videre til næste møde": [
            Link(one.question, one.id, "question") for one in since.carried
        ],
    }
    if not any(lists.values()):
        yield Paragraph(NOTHING_NEW, "muted")
    more = {
        "Nye opgaver": since.new_tasks - len(since.first_new),
        "Hos os": since.ours - len(since.first_ours),
    }
    for label, links in lists.items():
        yield from _listed(label, links, f"{row.id}/{label}", unfolded, more.get(label, 0))


def _due(edtf: str | None, words: str | None) -> str:
    return f" · frist {day_text(edtf, words)}" if edtf or words else ""


def _project(row: NewsRow) -> str:
    return f"{row.project}: " if row.project else ""


def _listed(
    label: str, links: Sequence[Link], key: str, unfolded: Collection[str], unread: int = 0
) -> Iterator[Block]:
    """Lines of a kind and how many there are; the first few, until they are unfolded.

    `unread` are counted, and not among the lines.
    """
    if not links:
        return
    yield Paragraph(f"{label} ({len(links) + unread})", "label")
    is_whole = key in unfolded or len(links) <= SHOWN + 1
    shown = links if is_whole else links[:SHOWN]
    yield from shown
    if not is_whole:
        yield Link(f"… og {len(links) - SHOWN + unread} til: vis dem", key, UNFOLD, "muted")
    elif unread:
        yield Paragraph(f"… og {unread} til", "muted", indent=2)


def item_blocks(row: ItemRow, beside: Beside | None, unfolded: Collection[str]) -> Iterator[Block]:
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
        yield from _beside(row, beside, unfolded)
    yield from _presented(row)
    yield from source(row.source_file, row.source_first, row.source_last)


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


def _beside(row: ItemRow, beside: Beside, unfolded: Collection[str]) -> Iterator[Block]:
    if beside.tasks:
        yield Heading("Opgaver af punktet")
        for task in beside.tasks:
            status = TASK_STATUS.get(task.status, task.status).lower()
            yield Link(f"{task.title}: {status}", task.id, "task")
    if beside.questions:
        yield Heading("Spørgsmål til punktet")
        for one in beside.questions:
            state, tone = answer_state(one)
            yield Link(one.question, one.id, "question")
            yield Paragraph(state, tone, indent=2)
    yield Heading(f"Berører os ({len(beside.touched)})")
    if not beside.touched:
        yield Paragraph(NOTHING_TOUCHED, "muted")
    for kind, label in KINDS.items():
        links = [
            Link(named_text(one), *(one.ours.shown_as or (one.ours.id, kind)))
            for one in beside.touched
            if one.ours.kind == kind
        ]
        yield from _listed(label, links, f"{row.id}/{kind}", unfolded)


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
    yield from source(row.source_file, row.source_first, row.source_last)
