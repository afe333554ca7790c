"""Tables whose cells are drawn: rules that touch make a grid, words go into its cells.

A missing rule between two cells makes one of them. Where only the rows are drawn, the columns come
from the gaps between the words.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kombit_tui.ingest.document import Box, Table
from kombit_tui.ingest.readers.pdf.columns import column_edges, with_heads_joined
from kombit_tui.ingest.readers.pdf.letters import Word
from kombit_tui.ingest.readers.pdf.lines import cell_text
from kombit_tui.ingest.readers.pdf.rules import Drawn, Rule

_TOUCH = 3.0
_SAME = 3.0
_COVERED = 0.5
_FILLED = 0.3
_SAME_ENDS = 6.0
_MOST_RULES = 3_000
_MOST_CELLS = 40_000


@dataclass(slots=True)
class _Group:
    """Rules that hang together."""

    across: list[Rule] = field(default_factory=list)
    upright: list[Rule] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Found:
    """A table, and the words that stand in it."""

    table: Table
    words: list[Word]


def drawn_tables(drawn: Drawn, words: Sequence[Word]) -> list[Found]:
    """The tables that are drawn on a page."""
    across, upright = _distinct(drawn.across), _distinct(drawn.upright)
    if len(across) + len(upright) > _MOST_RULES:
        return []
    found: list[Found] = []
    loose: list[_Group] = []
    for group in _groups(across, upright):
        table = _gridded(group, words)
        if table is not None:
            found.append(table)
        else:
            loose.append(group)
    taken = {id(word) for one in found for word in one.words}
    for rows in _row_rules(loose):
        free = [word for word in words if id(word) not in taken]
        table = _rowed(rows, free)
        if table is not None:
            found.append(table)
            taken |= {id(word) for word in table.words}
    return found


def _distinct(rules: Iterable[Rule]) -> list[Rule]:
    known = {(round(r.at), round(r.start), round(r.end)): r for r in rules}
    return sorted(known.values(), key=lambda rule: (rule.at, rule.start))


def _groups(across: Sequence[Rule], upright: Sequence[Rule]) -> list[_Group]:
    """Rules that touch, directly or by way of others."""
    parent = list(range(len(across) + len(upright)))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    levels = [rule.at for rule in across]
    for place, rule in enumerate(upright, start=len(across)):
        first = bisect_right(levels, rule.start - _TOUCH)
        last = bisect_right(levels, rule.end + _TOUCH)
        for index in range(first, last):
            if across[index].start - _TOUCH <= rule.at <= across[index].end + _TOUCH:
                parent[root(index)] = root(place)
    groups: dict[int, _Group] = {}
    for index, rule in enumerate(across):
        groups.setdefault(root(index), _Group()).across.append(rule)
    for index, rule in enumerate(upright, start=len(across)):
        groups.setdefault(root(index), _Group()).upright.append(rule)
    return list(groups.values())


def _clustered(values: Iterable[float]) -> list[float]:
    """Places, those close to each other as one."""
    places: list[list[float]] = []
    for value in sorted(values):
        if places and value - places[-1][0] <= _SAME:
            places[-1].append(value)
        else:
            places.append([value])
    return [sum(place) / len(place) for place in places]


def _gridded(group: _Group, words: Sequence[Word]) -> Found | None:
    xs = _clustered(rule.at for rule in group.upright)
    ys = _clustered(rule.at for rule in group.across)
    if len(xs) < 3 or len(ys) < 3 or len(xs) * len(ys) > _MOST_CELLS:
        return None
    cells, inside = _sorted_in(words, xs, ys)
    home = _merged(group, xs, ys)
    texts: dict[tuple[int, int], list[Word]] = {}
    for place, held in cells.items():
        texts.setdefault(home[place], []).extend(held)
    rows = [
        tuple(cell_text(texts.get((r, c), ())) for c in range(len(xs) - 1))
        for r in range(len(ys) - 1)
    ]
    filled = sum(bool(rows[r][c]) for r, c in home.values())
    rows = _without_empty(rows)
    if len(rows) < 2 or len(rows[0]) < 2 or filled < _FILLED * len(home):
        return None
    return Found(Table(tuple(rows), Box(xs[0], ys[0], xs[-1], ys[-1])), inside)


def _sorted_in(
    words: Sequence[Word], xs: Sequence[float], ys: Sequence[float]
) -> tuple[dict[tuple[int, int], list[Word]], list[Word]]:
    """The words by the cell that their middle lies in."""
    cells: dict[tuple[int, int], list[Word]] = {}
    inside: list[Word] = []
    for word in words:
        x, y = word.center
        if xs[0] < x < xs[-1] and ys[0] < y < ys[-1]:
            inside.append(word)
            cells.setdefault((bisect_right(ys, y) - 1, bisect_right(xs, x) - 1), []).append(word)
    return cells, inside


def _merged(
    group: _Group, xs: Sequence[float], ys: Sequence[float]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Each cell's first place: its own, or the upper left one of those it is merged with."""
    height, width = len(ys) - 1, len(xs) - 1
    parent = {(r, c): (r, c) for r in range(height) for c in range(width)}

    def root(one: tuple[int, int]) -> tuple[int, int]:
        while parent[one] != one:
            one = parent[one]
        return one

    for r in range(height):
        for c in range(width):
            if c + 1 < width and not _is_drawn(group.upright, xs[c + 1], ys[r], ys[r + 1]):
                _unite(parent, root((r, c)), root((r, c + 1)))
            if r + 1 < height and not _is_drawn(group.across, ys[r + 1], xs[c], xs[c + 1]):
                _unite(parent, root((r, c)), root((r + 1, c)))
    members: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place in parent:
        members.setdefault(root(place), []).append(place)
    home: dict[tuple[int, int], tuple[int, int]] = {}
    for places in members.values():
        first, last = min(places), max(places)
        area = (last[0] - first[0] + 1) * (last[1] - first[1] + 1)
        for place in places:
            home[place] = first if area == len(places) else place
    return home


def _unite(
    parent: dict[tuple[int, int], tuple[int, int]], one: tuple[int, int], other: tuple[int, int]
) -> None:
    parent[max(one, other)] = min(one, other)


def _is_drawn(rules: Iterable[Rule], at: float, start: float, end: float) -> bool:
    """Whether a rule runs between two cells."""
    near = [rule for rule in rules if abs(rule.at - at) <= _SAME]
    covered, reached = 0.0, start
    for rule in sorted(near, key=lambda one: one.start):
        covered += max(0.0, min(rule.end, end) - max(rule.start, reached))
        reached = max(reached, rule.end)
    return covered >= _COVERED * (end - start)


def _without_empty(rows: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The rows and columns that hold something."""
    kept = [row for row in rows if any(row)]
    columns = [c for c in range(len(kept[0])) if any(row[c] for row in kept)] if kept else []
    return [tuple(row[c] for c in columns) for row in kept]


# Tables of which only the rows are drawn.


def _row_rules(groups: Iterable[_Group]) -> list[list[Rule]]:
    """Three or more rules above each other that are equally long."""
    stacks: list[list[Rule]] = []
    rules = (rule for group in groups for rule in group.across)
    for rule in sorted(rules, key=lambda one: one.at):
        for stack in stacks:
            if (
                abs(stack[0].start - rule.start) < _SAME_ENDS
                and abs(stack[0].end - rule.end) < _SAME_ENDS
            ):
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return [stack for stack in stacks if len(stack) >= 3]


def _rowed(rules: Sequence[Rule], words: Sequence[Word]) -> Found | None:
    ys = _clustered(rule.at for rule in rules)
    left = min(rule.start for rule in rules) - _TOUCH
    right = max(rule.end for rule in rules) + _TOUCH
    inside = [word for word in words if left < word.center[0] < right]
    inside = [word for word in inside if ys[0] < word.center[1] < ys[-1]]
    edges = column_edges(inside)
    if len(ys) < 3 or not edges:
        return None
    xs = [left, *edges, right]
    cells, _ = _sorted_in(inside, xs, ys)
    rows = _without_empty(
        tuple(cell_text(cells.get((r, c), ())) for c in range(len(xs) - 1))
        for r in range(len(ys) - 1)
    )
    rows = with_heads_joined(rows) if rows else []
    if len(rows) < 2 or len(rows[0]) < 2:
        return None
    return Found(Table(tuple(rows), Box(left, ys[0], right, ys[-1])), inside)
