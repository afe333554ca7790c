"""From a document to candidates: calls every extractor and puts the results side by side.

Each extractor is a module with `find_x(ctx)`; it sees the whole document and knows nothing of
the others. What the results mean for the store is decided in `ingest/plan.py`.
"""

import re
from dataclasses import replace
from re import Match

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
from kombit_tui.ingest.extract.spreadsheets import find_rows
from kombit_tui.ingest.extract.tasks import find_tasks
from kombit_tui.ingest.extract.visits import find_visits

_LONGEST_LINE = 5000
_LETTER_IN_NUMBER = re.compile(
    r"(?<=\d)[Oo](?=[\dOo]|[-./]\d)|(?<=\d[Oo])[Oo](?=\d)|(?<![\w])O(?=\d[-./])|(?<=\d[.:,])[Oo](?=\d)"
)
"""The letter that scanning leaves for a nought inside dates, amounts and hours."""
_WITH_SIGN = re.compile(r"\S*@\S*")
_SIGN = re.compile(r"(?<=[A-Za-zÆØÅæøå])@(?=[a-zæøå@])|(?<=[a-zæøå])@(?=\W|$)|^@(?=[a-zæøå]{2})")


def extract(document: Document) -> Extraction:
    """All that the rules find in `document`; never raises, whatever the text."""
    document = _repaired(_bounded(document))
    spoken = document_date(document)
    ctx = Context(document, spoken or usual_year(document), _kind(document))
    source = SourceFile(file=document.file, kind=ctx.kind, sha256=document.sha256)
    if document.is_table:
        return Extraction(source=source, tasks=find_rows(ctx))
    agenda = find_agenda(ctx)
    meetings = find_meetings(ctx, agenda)
    return Extraction(
        source=source,
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


def _repaired(document: Document) -> Document:
    """The document with noughts for letters inside numbers; lines and places stay as they are."""
    pages = tuple(
        replace(
            page,
            lines=tuple(Line(li.number, _repaired_text(li.text)) for li in page.lines),
        )
        for page in document.pages
    )
    return replace(document, pages=pages)


def _repaired_text(text: str) -> str:
    text = _LETTER_IN_NUMBER.sub("0", text)
    return _WITH_SIGN.sub(_without_sign, text) if "@" in text else text


def _without_sign(word: Match[str]) -> str:
    """A word with ø where scanning left the sign; an address has a stop after it."""
    text = word[0]
    if "/" in text or "." in text[text.index("@") :].rstrip(".,;:!?)"):
        return text
    return _SIGN.sub(lambda m: "Ø" if m.start() == 0 else "ø", text)


def _kind(document: Document) -> str:
    """deck | qa_note | table: a note has its questions and answers in two columns."""
    if document.is_table:
        return "table"
    headers = sum(1 for line in document.lines if HEADER.match(line.text[:200]))
    return "qa_note" if headers else "deck"
