"""The columns of spreadsheets in a review: what they are taken for, and what somebody says.

What is said here of a file's columns is kept for the next file of its sender, see `mapping`.
"""

from kombit_tui.domain.review import Decisions
from kombit_tui.domain.review_columns import KIND_KEY, Heading, Table
from kombit_tui.ingest.candidates import Extraction
from kombit_tui.ingest.headings import Certainty, TableFound, is_mappable, key_of
from kombit_tui.ingest.mapping import Said
from kombit_tui.ingest.tables import KINDS_IN_TABLES


def _file_key(found: Extraction) -> str:
    return found.source.sha256[:8]


def said_of(found: Extraction, decisions: Decisions) -> Said:
    """What somebody has said of the columns of a file; who has looked at them has seen them all."""
    chosen = decisions.columns.get(_file_key(found))
    if chosen is None:
        return Said()
    fields = {key: name for key, name in chosen.items() if key != KIND_KEY}
    return Said(fields, chosen.get(KIND_KEY), confirmed=True)


def shown_table(found: Extraction, table: TableFound) -> Table:
    """What a reviewer is shown of a table's columns."""
    kinds = {name: one.kind.plural for name, one in KINDS_IN_TABLES.items()}
    fields = KINDS_IN_TABLES[table.kind].fields if table.kind is not None else ()
    return Table(
        _file_key(found),
        found.source.file,
        table.kind,
        tuple(
            Heading(one.heading, key_of(one.heading), one.field, one.certainty is Certainty.UNSURE)
            for one in table.columns
        ),
        {one.name: one.label for one in fields if is_mappable(one)},
        kinds,
        table.needs_a_look,
    )
