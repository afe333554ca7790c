"""The rows of the timeline: the milestones of a wave are one row, until it is opened."""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from kombit_tui.db.queries.selecting import Part
from kombit_tui.db.queries.timeline import Entry
from kombit_tui.domain.timeline import Piece
from kombit_tui.screens.listed_rows import Held

WAVE = "group:wave:"
"""How the id of a wave's row begins."""


class WaveRow(NamedTuple):
    """The milestones of a wave as one row."""

    id: str
    title: str
    entries: tuple[Entry, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All that the wave has on the line."""
        return tuple(piece for one in self.entries for piece in one.pieces)


class TimelineRows(Held):
    """Rows of which some are waves: a milestone stands where its wave does, unless that is open."""

    def __init__(self, rows: Sequence[Any]) -> None:
        super().__init__(rows)
        for index, row in enumerate(rows):
            if isinstance(row, WaveRow):
                for one in row.entries:
                    self._index.setdefault(one.id, index)

    def ids(self) -> Sequence[str]:
        """The records, those of closed waves among them."""
        return list(entries_of(self.rows))


def entries_of(rows: Sequence[Entry | WaveRow]) -> dict[str, Entry]:
    """The entries among rows, each once, by their ids."""
    found = [row.entries if isinstance(row, WaveRow) else (row,) for row in rows]
    return {one.id: one for entries in found for one in entries}


def in_waves(part: Part, opened: Collection[str]) -> Iterator[Entry | WaveRow]:
    """The rows of a heading; those of a wave that is not opened are in the row of the wave."""
    for wave, group in groupby(part.rows, lambda row: row.wave):
        entries = tuple(group)
        if not wave or len(entries) == 1 or entries[0].kind != "milestone":
            yield from entries
            continue
        row = WaveRow(f"{WAVE}{part.heading.id}:{wave}", wave, entries)
        yield row
        if row.id in opened:
            yield from entries
