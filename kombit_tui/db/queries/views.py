"""The views there are: those that always are, then the saved ones by name."""

import json
import sqlite3

from kombit_tui.domain.folding import sort_key
from kombit_tui.domain.query.names import FIELDS
from kombit_tui.domain.views import BUILT_IN, View, sort_of


def views(connection: sqlite3.Connection) -> list[View]:
    """All views. What a saved one asks for and this program does not know is left out."""
    saved = [_view(row) for row in connection.execute('SELECT * FROM "view"')]
    return [*BUILT_IN, *sorted(saved, key=lambda one: (sort_key(one.name), one.key))]


def _view(row: sqlite3.Row) -> View:
    return View(
        key=row["id"],
        name=row["name"],
        mode=row["kind"],
        filter=row["filter"] or "",
        sort=tuple(pair for pair in sort_of(row["sort"]) if pair[0] in FIELDS),
        group=row["grouping"] if row["grouping"] in FIELDS else None,
        columns=tuple(json.loads(row["columns_shown"] or "[]") or ()),
        is_shared=bool(row["shared"]),
        every_wave=bool(row["every_wave"]),
    )
