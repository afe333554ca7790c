"""Columns of a table of which no column is drawn: the gaps that no word crosses."""

from collections.abc import Iterable, Sequence

from kombit_tui.ingest.readers.pdf.letters import Word
from kombit_tui.ingest.readers.pdf.lines import lines_of, runs_of

_COLUMN_GAP = 4.0


def column_edges(words: Iterable[Word]) -> list[float]:
    """Where no word of any line stands: the middles of the gaps between columns."""
    spans = sorted((run.left, run.right) for line in lines_of(words) for run in runs_of(line))
    edges: list[float] = []
    reached = spans[0][1] if spans else 0.0
    for left, right in spans:
        if left - reached >= _COLUMN_GAP:
            edges.append((left + reached) / 2)
        reached = max(reached, right)
    return edges


def with_heads_joined(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The rows with a heading and the column beside it, that it does not stand over, as one."""
    columns = list(zip(*rows, strict=True))
    done: list[tuple[str, ...]] = []
    for column in columns:
        before = done[-1] if done else ()
        if before and _is_head_beside(before, column):
            done[-1] = tuple(a + b for a, b in zip(before, column, strict=True))
        else:
            done.append(column)
    return list(zip(*done, strict=True))


def _is_head_beside(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one of two columns is but the heading of the other."""
    is_apart = not any(a and b for a, b in zip(one, other, strict=True))
    has_one_head = bool(one[0]) != bool(other[0])
    return is_apart and has_one_head and not (any(one[1:]) and any(other[1:]))
