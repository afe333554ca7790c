"""From a document to candidates: calls every extractor and puts the results side by side.

Each extractor is a module with `find_x(ctx)`; it sees the whole document and knows nothing of
the others. What the results mean for the store is decided in `ingest/plan.py`.
"""

from dataclasses import replace

from kombit_tui.ingest.candidates import Extraction, SourceFile
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
from kombit_tui.ingest.extract.phase_outs import find_phase_outs
from kombit_tui.ingest.extract.prices import find_prices
from kombit_tui.ingest.extract.question_columns import HEADER
from kombit_tui.ingest.extract.questions import find_questions
from kombit_tui.ingest.extract.roles import find_roles
from kombit_tui.ingest.extract.rollout import find_rollout_status
from kombit_tui.ingest.extract.tasks import find_tasks
from kombit_tui.ingest.extract.visits import find_visits

_LONGEST_LINE = 5000


def extract(document: Document) -> Extraction:
    """All that the rules find in `document`; never raises, whatever the text."""
    document = _bounded(document)
    spoken = document_date(document)
    ctx = Context(document, spoken or usual_year(document), _kind(document))
    agenda = find_agenda(ctx)
    meetings = find_meetings(ctx, agenda)
    return Extraction(
        source=SourceFile(file=document.file, kind=ctx.kind, sha256=document.sha256),
        document_date=spoken.isoformat() if spoken else None,
        meetings=meetings,
        events=find_events(ctx, meetings),
        agenda=agenda,
        tasks=find_tasks(ctx),
        milestones=find_milestones(ctx),
        roles=find_roles(ctx),
        questions=find_questions(ctx),
        agreements=find_agreements(ctx),
        prices=find_prices(ctx),
        rollout_status=find_rollout_status(ctx),
        phase_outs=find_phase_outs(ctx),
        contacts=find_contacts(ctx),
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
    """deck | qa_note: a note has its questions and answers in two columns."""
    headers = sum(1 for line in document.lines if HEADER.match(line.text[:200]))
    return "qa_note" if headers else "deck"
