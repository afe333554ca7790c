"""Rows and bars as lines of runs: text with the name of its look. No colours, no widgets.

The list widget and the first frame, which is written before Textual is there, share this.
"""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from kombit_tui.wording.cells import fitted, one_line, width_of

Run = tuple[str, tuple[str, ...]]
"""Text, and the names of the looks that are laid over one another."""
LEAST_FREE = 24
"""The least width of the column that takes what is left."""
LEAST_NAME = 4
"""A municipality that has no more cells than these is left out."""
DEMO = "DEMO"
"""What stands at the right of the top bar on a demo store."""


class Column(NamedTuple):
    """A column of fixed width; the one of width 0 takes what is left."""

    label: str
    width: int
    rank: int = 1
    """Columns of high rank are dropped first when there is no room."""
    right: bool = False
    field: str = ""
    """What the list is ordered by when it is ordered by this column: a key of the filter's fields;
    empty where it cannot be.
    """


class Cell(NamedTuple):
    """What a row says in one column, and the look of it."""

    text: str
    tone: str = ""


class ListRow(NamedTuple):
    """One line of a list. A heading takes the whole width."""

    id: str
    cells: tuple[Cell, ...]
    is_heading: bool = False
    is_muted: bool = False
    is_folded: bool = False
    """For a heading: whether what it heads is not shown."""
    warning: str = ""
    """A sign at the very left where neither cursor nor mark stands: a conflict, say."""


class Layout(NamedTuple):
    """How a list is laid out now."""

    hidden: frozenset[int] = frozenset()
    """The columns that are not wanted, by their index."""
    sort: tuple[str, bool] | None = None
    """The field the list is ordered by, and whether downwards."""


AS_DECLARED = Layout()


class Tab(NamedTuple):
    """A screen as the top bar names it."""

    key: str
    label: str
    mode: str
    is_beside: bool = False
    """Whether it is named only where there is room for all, and when one is on it."""


def visible_columns(
    columns: Sequence[Column], width: int, hidden: Collection[int] = ()
) -> Sequence[tuple[int, Column, int]]:
    """Index, column and width of those that are wanted and there is room for."""
    return _visible(tuple(columns), width, frozenset(hidden))


@lru_cache(maxsize=32)  # every row of a list asks the same
def _visible(
    columns: tuple[Column, ...], width: int, hidden: frozenset[int]
) -> tuple[tuple[int, Column, int], ...]:
    shown = [pair for pair in enumerate(columns) if pair[0] not in hidden]
    while len(shown) > 1 and sum((c.width or LEAST_FREE) + 1 for _, c in shown) > width:
        shown.remove(max(shown, key=lambda pair: (pair[1].rank, pair[0])))
    rest = width - 2 - sum(c.width + 1 for _, c in shown if c.width)
    return tuple((index, column, column.width or max(rest, 1)) for index, column in shown)


def head_runs(columns: Sequence[Column], width: int, layout: Layout = AS_DECLARED) -> list[Run]:
    """The column heads; that of the active order has an arrow and a look of its own."""
    runs: list[Run] = [(" ", ("head",))]
    for _, column, wide in visible_columns(columns, width, layout.hidden):
        label: str = column.label
        looks: tuple[str, ...] = ("head",)
        if layout.sort is not None and column.field == layout.sort[0]:
            label, looks = f"{label} {'↓' if layout.sort[1] else '↑'}", ("head", "sorted")
        runs += [(fitted(label, wide, right=column.right), looks), (" ", ("head",))]
    used = sum(width_of(text) for text, _ in runs)
    return [*runs, (" " * (width - used), ("head",))] if used < width else runs


def row_runs(
    row: ListRow,
    columns: Sequence[Column],
    width: int,
    state: str,
    *,
    is_marked: bool = False,
    hidden: Collection[int] = (),
) -> list[Run]:
    """A row at a width; `state` is the look of the cursor where it is on the row."""
    mark = "*" if is_marked else ">" if state else row.warning or " "
    if row.is_heading:
        text = "  ".join(one_line(cell.text) for cell in row.cells if cell.text)
        look = "muted" if row.is_muted else "heading"
        return [(fitted(f"{mark}{'+ ' if row.is_folded else ''}{text}", width), (look, state))]
    muted = "muted" if row.is_muted else ""
    runs: list[Run] = [(mark, (muted, state))]
    for index, column, wide in visible_columns(columns, width, hidden):
        cell = row.cells[index] if index < len(row.cells) else Cell("")
        text = fitted(one_line(cell.text), wide, right=column.right)
        runs += [(text, (muted, cell.tone, state)), (" ", (muted, state))]
    return runs


def tabs_at(
    width: int, municipality: str, tabs: Sequence[Tab], mode: str, right: Sequence[str]
) -> Sequence[Tab]:
    """The tabs that the top bar names; of those beside all or only the one that one is on."""
    texts = (municipality, *(f"{tab.key} {tab.label}" for tab in tabs), *right)
    if sum(width_of(text) + 2 for text in texts) <= width:
        return tabs
    return [tab for tab in tabs if not tab.is_beside or tab.mode == mode]


def top_runs(
    width: int, municipality: str, tabs: Sequence[Tab], mode: str, right: Sequence[str]
) -> list[tuple[str, str]]:
    """The top bar as text and look: municipality, tabs, a gap, and what stands at the right.

    In a narrow window the municipality loses the word for one and is cut; beside DEMO the state
    goes, for a demo is always local. Where the state has no room beside the tabs, those that one is
    not on keep only their numbers.
    """
    tabs = tabs_at(width, municipality, tabs, mode, right)
    is_beside = any(tab.is_beside for tab in tabs)  # then DEMO would else touch the active tab
    names = [(f" {tab.key} {tab.label} ", "active" if tab.mode == mode else "") for tab in tabs]
    ends = [(f" {text} ", "active" if text == DEMO else "muted") for text in right]
    pinned = [end for end, text in zip(ends, right, strict=True) if text == DEMO]
    if _width([*names, *(pinned or ends)]) > width:
        names = [
            name if tab.mode == mode else (f" {tab.key} ", "")
            for tab, name in zip(tabs, names, strict=True)
        ]
    full = one_line(municipality)
    short = full.removesuffix(" Kommune")
    for shown, at_end in ((full, ends), (short, ends), (short, pinned or ends)):
        room = width - _width([*names, *at_end]) - is_beside
        if width_of(shown) + 1 <= room:
            break
    wide = min(width_of(shown) + 2, room) if room > LEAST_NAME else 0
    gap = " " * max(room - wide + is_beside, 0)
    return [(fitted(f" {shown}", wide), "strong"), *names, (gap, ""), *at_end]


def _width(runs: Sequence[tuple[str, str]]) -> int:
    return sum(width_of(text) for text, _ in runs)
