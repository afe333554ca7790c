"""What is done about agreements, as changes: a state with its signature, a place of storage.

Like `edits` it answers with changes and writes nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kombit_tui.db.changes import Change, Upsert
from kombit_tui.db.edits import Me
from kombit_tui.db.queries.agreements import AgreementRow
from kombit_tui.domain.agreements import completed
from kombit_tui.domain.ids import natural_id

KIND = "agreement_state"


def set_state(
    rows: Sequence[AgreementRow],
    state: str,
    signed_on: date | None,
    signer: str | None,
    me: Me,
) -> tuple[Change, ...]:
    """Give agreements a state; a signature begins the days in which they can be fetched."""
    typed: dict[str, Any] = {"state": state}
    if signed_on is not None:
        typed |= {"signer": signer, "signed_on": signed_on.isoformat()}
    return tuple(
        _upsert(row, completed(typed, {"state": row.state}, me.today), me.municipality)
        for row in rows
    )


def set_stored(rows: Sequence[AgreementRow], place: str, municipality: str) -> tuple[Change, ...]:
    """Say where signed agreements are kept."""
    return tuple(_upsert(row, {"stored": place}, municipality) for row in rows)


def _upsert(row: AgreementRow, values: Mapping[str, Any], municipality: str) -> Upsert:
    record_id = row.state_id or natural_id(municipality, KIND, row.id)
    return Upsert(KIND, record_id, values, {"agreement": row.id})
