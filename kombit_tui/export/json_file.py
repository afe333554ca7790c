"""A table as JSON: one object per record, its values by the names of the columns."""

import json

from kombit_tui.export.table import Table


def json_bytes(table: Table) -> bytes:
    """A list of objects; `id` first."""
    records = [
        {"id": one.id, **dict(zip(table.labels, one.texts, strict=True))} for one in table.records
    ]
    return (json.dumps(records, ensure_ascii=False, indent=2) + "\n").encode()
