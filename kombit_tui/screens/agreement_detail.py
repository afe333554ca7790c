"""What the detail tells of an agreement: dates, signature, document, and who is missing."""

import sqlite3
from collections.abc import Iterator
from datetime import date

from kombit_tui.db.queries.agreements import AgreementRow
from kombit_tui.db.queries.notes import notes_on
from kombit_tui.domain.agreements import MISSING, MUNICIPALITIES, SENT, Fetching, is_listed
from kombit_tui.domain.choices import AGREEMENT_KINDS, AGREEMENT_STATES
from kombit_tui.screens.detail_ends import comments, source
from kombit_tui.widgets.detail import Bar, Block, Heading, Pair, Paragraph, Title
from kombit_tui.wording.agreements import (
    EXPIRED_HELP,
    LISTED,
    ODDLY_LISTED,
    document_words,
    state_tone,
)
from kombit_tui.wording.values import day_in_full, day_text, iso_text


def agreement_blocks(
    connection: sqlite3.Connection, row: AgreementRow, ours: str, today: date
) -> Iterator[Block]:
    """All about an agreement, the most pressing first."""
    yield Title(row.title)
    yield from _ours(row, today)
    yield Heading("Aftalen")
    yield Pair("Slags", AGREEMENT_KINDS.get(row.kind or "", ""))
    yield Pair("Projekt", row.project or "")
    yield Pair("Udsendt", day_text(row.sent, row.sent_text))
    is_late = row.state in (MISSING, SENT) and (row.deadline_last or 10**9) < today.toordinal()
    due = day_in_full(row.deadline, row.deadline_text, today)
    yield Pair("Frist", due, "error" if is_late else "")
    if row.text:
        yield Paragraph(row.text)
    yield from _country(row, ours)
    yield from comments(notes_on(connection, row.id))
    yield from source(row.source_file, row.source_first, row.source_last)


def _ours(row: AgreementRow, today: date) -> Iterator[Block]:
    tone = state_tone(row)
    yield Pair("Status", AGREEMENT_STATES.get(row.state, row.state), tone)
    yield Pair("Underskriver", row.signer or "")
    yield Pair("Underskrevet den", iso_text(row.signed_on))
    if row.document in (Fetching.EXPIRING, Fetching.EXPIRED):
        yield Pair("Dokumentet", document_words(row, today), tone)
    yield Pair("Hentes senest", iso_text(row.download_before) if not row.stored else "")
    yield Pair("Gemt i", row.stored or "", "ok")
    if row.document is Fetching.EXPIRED:
        yield Paragraph(EXPIRED_HELP, "error")


def _country(row: AgreementRow, ours: str) -> Iterator[Block]:
    if row.count_signed is None and not row.missing:
        return
    yield Heading("Kommunerne")
    if row.count_signed is not None:
        left = max(MUNICIPALITIES - row.count_signed, 0)
        yield Bar((("Underskrevet", row.count_signed, "#"), ("Mangler", left, ".")))
    if row.missing:
        if is_listed(ours, row.missing):
            yield Paragraph(LISTED, "warning")
            if row.state not in (MISSING, SENT):
                yield Paragraph(ODDLY_LISTED, "warning")
        yield Pair("Mangler", ", ".join(row.missing))
