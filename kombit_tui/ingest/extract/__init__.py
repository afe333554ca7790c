"""From a document to candidates: calls every extractor and puts the results side by side.

Each extractor is a module with `find_x(ctx)`; it sees the whole document and knows nothing of
the others. What the results mean for the store is decided in `ingest/plan.py`.
"""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date

from kombit_tui.ingest.candidates import Candidate, Extraction, SourceFile
from kombit_tui.ingest.document import Document, Line
from kombit_tui.ingest.extract.agenda import find_agenda
from kombit_tui.ingest.extract.agreements import find_agreements
from kombit_tui.ingest.extract.attendance import find_attendance
from kombit_tui.ingest.extract.contacts import find_contacts
from kombit_tui.ingest.extract.context import Context
from kombit_tui.ingest.extract.events import find_events
from kombit_tui.ingest.extract.links import find_links
from kombit_tui.ingest.extract.meeting import document_date, find_meetings, usual_year
from kombit_tui.ingest.extract.milestones import find_milestones
from kombit_tui.ingest.extract.oddities import with_flags
from kombit_tui.ingest.extract.phase_outs import find_phase_outs
from kombit_tui.ingest.extract.prices import find_prices
from kombit_tui.ingest.extract.question_columns import has_columns
from kombit_tui.ingest.extract.questions import find_questions
from kombit_tui.ingest.extract.roles import find_roles
from kombit_tui.ingest.extract.rollout import find_rollout_status
from kombit_tui.ingest.extract.scanned import repaired
from kombit_tui.ingest.extract.spreadsheets import find_sheets, read_sheets
from kombit_tui.ingest.extract.tasks import find_tasks
from kombit_tui.ingest.extract.unread import find_unread
from kombit_tui.ingest.extract.visits import find_visits

_LONGEST_LINE = 5000


def extract(document: Document) -> Extraction:
    """All that the rules find in `document`; never raises, whatever the text.

    What no rule made anything of is `unread`: pairs of a place and the words there, the place
    being the page where the file has pages and else the line.
    """
    if document.is_table:  # what stands in its cells are no sentences
        return _of_sheets(document)
    document = repaired(_bounded(document))
    spoken = document_date(document)
    ctx = Context(document, spoken or usual_year(document), _kind(document))
    found = with_flags(_found(ctx, spoken), ctx)
    return replace(found, unread=find_unread(ctx, candidates_of(found)))


def _of_sheets(document: Document) -> Extraction:
    ctx = Context(document, usual_year(document), _kind(document))
    source = SourceFile(file=document.file, kind=ctx.kind, sha256=document.sha256)
    return read_sheets(Extraction(source=source, sheets=find_sheets(ctx)))


def candidates_of(found: Extraction) -> Iterator[Candidate]:
    """All that was found, of whatever kind."""
    for each in fields(found):
        value = getattr(found, each.name)
        if isinstance(value, tuple):
            yield from (one for one in value if isinstance(one, Candidate))


def _found(ctx: Context, spoken: date | None) -> Extraction:
    document = ctx.document
    source = SourceFile(file=document.file, kind=ctx.kind, sha256=document.sha256)
    agenda = ctx.once(find_agenda)
    meetings = find_meetings(ctx, agenda)
    return Extraction(
        source=source,
        document_date=spoken.isoformat() if spoken else None,
        meetings=meetings,
        events=find_events(ctx, meetings),
        agenda=agenda,
        tasks=ctx.once(find_tasks),
        milestones=find_milestones(ctx),
        roles=find_roles(ctx),
        questions=ctx.once(find_questions),
        agreements=find_agreements(ctx),
        prices=find_prices(ctx),
        rollout_status=find_rollout_status(ctx),
        phase_outs=ctx.once(find_phase_outs),
        contacts=ctx.once(find_contacts),
        links=find_links(ctx),
        attendance=find_attendance(ctx),
        visits=find_visits(ctx),
    )


def _bounded(document: Document) -> Document:
    """The document with very long lines cut: no slide has them, and rules would take for ever."""
    if all(len(line.text) <= _LONGEST_LINE for line in document.lines):
        return document
    pages = tuple(
        replace(page, lines=tuple(Line(li.number, li.text[:_LONGEST_LINE]) for li in page.lines))
        for page in document.pages
    )
    return replace(document, pages=pages)


def _kind(document: Document) -> str:
    """deck | qa_note | table: a note has its questions and answers in two columns."""
    if document.is_table:
        return "table"
    return "qa_note" if has_columns(document.lines) else "deck"
