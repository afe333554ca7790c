"""In which order the pieces of a PDF page are read: columns one after another, else row by row.

Pieces are runs of words and whole tables. A page is cut where a gap runs down between columns, and
each part is cut again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, median_low

from kombit_tui.ingest.readers.pdf.grids import Found
from kombit_tui.ingest.readers.pdf.lines import Run

_COLUMN_GAP = 10.0
_DEEPEST = 12
_MOST_BANDS = 150
_LOOSE = 0.9
"""Rows that lie further apart than this share of their height belong together across."""
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Piece:
    """A run or a table, and where it stands."""

    what: Run | Found
    left: float
    top: float
    right: float
    bottom: float

    @property
    def has_mark(self) -> bool:
        """Whether it is a bullet."""
        return isinstance(self.what, Run) and self.what.has_mark


def piece_of(what: Run | Found) -> Piece:
    """A run or a table as a piece."""
    if isinstance(what, Run):
        return Piece(what, what.left, what.top, what.right, what.bottom)
    box = what.table.box
    assert box is not None
    return Piece(what, box.left, box.top, box.right, box.bottom)


def in_order(pieces: Sequence[Piece], depth: int = 0) -> list[list[Piece]]:
    """The pieces as columns, or parts of columns, in the order in which they are read."""
    bands = _bands(pieces)
    cut = _cut(bands) if 1 < len(bands) <= _MOST_BANDS and depth < _DEEPEST else None
    if cut is None:
        return [[piece for band in bands for piece in band]] if pieces else []
    first, last, gap = cut
    middle = [piece for band in bands[first:last] for piece in band]
    return [
        *in_order([piece for band in bands[:first] for piece in band], depth + 1),
        *in_order([piece for piece in middle if piece.right <= gap], depth + 1),
        *in_order([piece for piece in middle if piece.right > gap], depth + 1),
        *in_order([piece for band in bands[last:] for piece in band], depth + 1),
    ]


def _bands(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces side by side, from left to right; bands from top to bottom."""
    bands: list[list[Piece]] = []
    bottom = 0.0
    for piece in sorted(pieces, key=lambda one: (one.top, one.left)):
        if bands and piece.top < bottom:
            bands[-1].append(piece)
        else:
            bands.append([piece])
            bottom = 0.0
        bottom = max(bottom, piece.bottom)
    return [_rows_within(band) for band in bands]


def _rows_within(band: list[Piece]) -> list[Piece]:
    """The pieces of a band row by row, where they do not all stand on one line."""
    height = median(piece.bottom - piece.top for piece in band)
    return sorted(band, key=lambda one: (round(one.top / max(height, 1.0)), one.left))


def _cut(bands: Sequence[Sequence[Piece]]) -> tuple[int, int, float] | None:
    """The longest stretch of bands that a gap runs down through, and where the gap ends at."""
    best: tuple[int, float, int, float] | None = None
    for first in range(len(bands) - 1):
        if best is not None and len(bands) - first <= best[0]:
            break
        last, gap = _stretch(bands, first)
        if gap is None or last - first < 2:
            continue
        key = (last - first, gap[1] - gap[0], first, gap[0])
        if best is None or key[:2] > best[:2]:
            best = key
    return None if best is None else (best[2], best[2] + best[0], best[3])


def _stretch(
    bands: Sequence[Sequence[Piece]], first: int
) -> tuple[int, tuple[float, float] | None]:
    """How far down the widest gap reaches that begins at a band."""
    spans: list[tuple[float, float]] = []
    last, gap = first, None
    for last in range(first, len(bands)):
        spans += [(piece.left, piece.right) for piece in bands[last]]
        now = _widest_gap(spans)
        if now is None and len(bands[last]) + len(spans) > 1 and last > first:
            break
        gap = now or gap
    else:
        last = len(bands)
    if gap is None or not _are_columns(bands[first:last]):
        return first, None
    return last, gap


def _widest_gap(spans: Sequence[tuple[float, float]]) -> tuple[float, float] | None:
    widest: tuple[float, float] | None = None
    ordered = sorted(spans)
    reached = ordered[0][1]
    for left, right in ordered:
        if left - reached >= _COLUMN_GAP and (
            widest is None or left - reached > widest[1] - widest[0]
        ):
            widest = (reached, left)
        reached = max(reached, right)
    return widest


def _are_columns(bands: Sequence[Sequence[Piece]]) -> bool:
    """Whether what stands beside each other is read downwards: bullets are, and tight lines."""
    pieces = [piece for band in bands for piece in band]
    if any(piece.has_mark for piece in pieces):
        return True
    heights = median(piece.bottom - piece.top for piece in pieces)
    ends = [(min(p.top for p in band), max(p.bottom for p in band)) for band in bands]
    apart = [below[0] - above[1] for above, below in pairwise(ends)]
    is_loose = not apart or median_low(apart) > _LOOSE * heights
    shared = sum(len(band) > 1 for band in bands)
    return not (is_loose and shared >= _MOSTLY * len(bands))
