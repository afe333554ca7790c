"""Agreements with what we have done about each; what waits for us first."""

import json
import sqlite3
from datetime import date
from typing import NamedTuple

from kombit_tui.domain.agreements import MISSING, SENT, SIGNED, Fetching, fetching, waits
from kombit_tui.domain.folding import sort_key

ORDER = (MISSING, SENT, SIGNED, "irrelevant")


class AgreementRow(NamedTuple):
    """An agreement and our signature on it."""

    id: str
    title: str
    kind: str | None
    project: str | None
    sent: str | None
    sent_text: str | None
    deadline: str | None
    deadline_text: str | None
    deadline_last: int | None
    state_id: str | None
    """The record that holds what we did; None where we did nothing yet."""
    state: str
    signer_id: str | None
    signer: str | None
    signed_on: str | None
    download_before: str | None
    stored: str | None
    count_signed: int | None
    missing: tuple[str, ...]
    text: str | None
    source_file: str | None
    source_first: int | None
    source_last: int | None
    document: Fetching
    """How it stands with the signed document today."""

    @property
    def waits(self) -> bool:
        """Whether somebody must still do something about it."""
        return waits(self.state, self.document)


_AGREEMENTS = """
    SELECT a.id, a.title, a.kind, p.name AS project, a.sent, a.sent_text, a.deadline,
           a.deadline_text, a.deadline_last, s.id AS state_id,
           coalesce(s.state, 'missing') AS state, s.signer AS signer_id, h.name AS signer,
           s.signed_on, s.download_before, s.stored, a.count_signed, a.missing, a.text,
           k.file AS source_file, a.source_first, a.source_last
    FROM agreement a
    LEFT JOIN agreement_state s ON s.agreement = a.id
    LEFT JOIN person h ON h.id = s.signer
    LEFT JOIN project p ON p.id = a.project
    LEFT JOIN source k ON k.id = a.source
    ORDER BY a.seq
"""


def agreements(connection: sqlite3.Connection, today: date) -> list[AgreementRow]:
    """Every agreement: a document that is to be fetched first, then by state and deadline."""
    rows = [_row(row, today) for row in connection.execute(_AGREEMENTS)]
    return sorted(rows, key=_urgency)


def _row(row: sqlite3.Row, today: date) -> AgreementRow:
    values = dict(row)
    before = values["download_before"]
    values["missing"] = tuple(json.loads(values["missing"] or "null") or ())
    last = date.fromisoformat(before) if before else None
    document = fetching(values["state"], last, values["stored"], today)
    return AgreementRow(**values, document=document)


def _urgency(row: AgreementRow) -> tuple[bool, int, str, bool, int, tuple[object, ...]]:
    is_fetched = row.document is Fetching.NONE
    place = ORDER.index(row.state) if row.state in ORDER else len(ORDER)
    fetch = "" if is_fetched else row.download_before or ""
    due = row.deadline_last
    return (is_fetched, place, fetch, due is None, due or 0, (sort_key(row.title), row.id))
