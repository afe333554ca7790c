"""What the detail of the timeline tells of a row, in words: blocks, nothing else."""

from collections.abc import Iterator, Sequence
from datetime import date

from kombit_tui.db.queries.timeline import Entry, Head
from kombit_tui.widgets.detail import Block, Pair, Title
from kombit_tui.wording.timeline import head_lines, wave_text, what_text, when_in_full

OWNERS = {"agreement": "Underskriver", "campaign_system": "Ejer"}
"""Kind of record -> what whoever answers for it is called."""


def head_blocks(row: Head, today: date) -> Iterator[Block]:
    """A campaign."""
    yield Title(row.title)
    yield from (Pair(*one) for one in head_lines(row, today))


def wave_blocks(entries: Sequence[Entry], today: date) -> Iterator[Block]:
    """A wave: when each of its milestones is."""
    yield Title(f"{entries[0].belongs_to}: {wave_text(entries[0])}")
    for one in entries:
        yield Pair(what_text(one), when_in_full(one, today))


def entry_blocks(row: Entry, today: date) -> Iterator[Block]:
    """What something is, when, where it belongs and whose it is."""
    yield Title(row.title)
    yield Pair(what_text(row), when_in_full(row, today))
    yield Pair("Hører til", row.belongs_to)
    yield Pair("Leverandør", row.vendor or "")
    yield Pair("Bølge", wave_text(row))
    yield Pair(OWNERS.get(row.kind, "Ansvarlig"), row.owner or "")
