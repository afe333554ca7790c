"""What the rows of the timeline are: entries, and the headings they stand under."""

from typing import NamedTuple

from kombit_tui.domain.choices import MILESTONE_KINDS, TIMELINE_KINDS
from kombit_tui.domain.timeline import DEADLINE, MILESTONE, Piece, piece_of

WHATS = {
    **MILESTONE_KINDS,
    **TIMELINE_KINDS,
    MILESTONE: MILESTONE_KINDS["other"],
    DEADLINE: "Frist",
}
"""What an entry is, in words."""


class Entry(NamedTuple):
    """Something at some time."""

    id: str
    kind: str
    """The kind of its record."""
    what: str
    """What it is on the line; see `domain.timeline`."""
    title: str
    date: str | None
    date_text: str | None
    pieces: tuple[Piece, ...]
    wave: str | None
    belongs_to: str
    """The campaign, area or project."""
    is_own: bool
    """Whether it is of one of our waves."""
    concerns_us: bool
    """Whether it is not of others' waves alone."""
    campaign: str | None = None
    """The id of the campaign it is of."""
    start: str | None = None
    end: str | None = None
    owner: str | None = None
    vendor: str | None = None
    """Who is to be asked."""


class Head(NamedTuple):
    """A campaign, an area, or what else entries stand under."""

    id: str
    title: str
    kind: str | None = None
    """Of a campaign: which."""
    stop: str | None = None
    stop_text: str | None = None
    pieces: tuple[Piece, ...] = ()
    """What is its own."""
    is_closed: bool = False
    """Whether it is folded until somebody opens it."""


Part = tuple[Head, list[Entry]]
"""A heading with what stands under it."""


def head(key: str, title: str, *, is_closed: bool = False) -> Head:
    """A heading that is no record."""
    return Head(f"group:{key}:{title}", title, is_closed=is_closed)


def pieces(
    what: str, edtf: str | None, start: str | None = None, end: str | None = None
) -> tuple[Piece, ...]:
    """What a date is on the line: one piece, or none."""
    found = piece_of(what, edtf, start, end)
    return () if found is None else (found,)
