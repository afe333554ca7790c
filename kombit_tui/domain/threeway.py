"""Three-way merges of the values inside one field: lists, tables, lines of text. Pure.

Each gives two results, with theirs and with ours ahead where both changed the same; they are equal
where nothing clashed. `merge` decides which fields are merged so.
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

MOST_LINES = 1_000
"""Longer texts are not compared line by line: the time it takes grows with the square."""
KEYS = ("key", "id", "date")
"""What names the entries of a table that is a list, the first that all of them have."""

Both = tuple[Any, Any]
Chunks = Iterator[tuple[Sequence[Any], Sequence[Any], Sequence[Any]]]


class _Absent:
    """Stands for a key that is not there; equal to itself alone."""


_ABSENT = _Absent()


def lists(b: Sequence[str], m: Sequence[str], t: Sequence[str]) -> Both:
    """Lists as sets that have an order; those in which the same comes twice, item by item."""
    if any(len(set(side)) != len(side) for side in (b, m, t)):
        return _sequences(b, m, t)
    merged = _ordered(b, m, t)
    return merged, merged


def texts(b: str, m: str, t: str) -> Both:
    """Texts line by line."""
    shown, wanted = _sequences(b.split("\n"), m.split("\n"), t.split("\n"))
    return "\n".join(shown), "\n".join(wanted)


def tables(b: Any, m: Any, t: Any) -> Both:
    """Tables key by key; what is no table is taken whole."""
    if t in (m, b):
        return m, m
    if m == b:
        return t, t
    if all(side is None or isinstance(side, Mapping) for side in (b, m, t)):
        return _mappings(b or {}, m or {}, t or {})
    for key in KEYS:
        bs, ms, ts = (_by_key(side, key) for side in (b, m, t))
        if bs is not None and ms is not None and ts is not None:
            shown, wanted = _mappings(bs, ms, ts)
            order = _ordered(list(bs), list(ms), list(ts))
            return _in_order(shown, order), _in_order(wanted, order)
    return t, m


def _mappings(b: Mapping[str, Any], m: Mapping[str, Any], t: Mapping[str, Any]) -> Both:
    shown: dict[str, Any] = {}
    wanted: dict[str, Any] = {}
    for key in dict.fromkeys((*t, *m)):
        theirs, ours = _entry(b.get(key, _ABSENT), m.get(key, _ABSENT), t.get(key, _ABSENT))
        if theirs is not _ABSENT:
            shown[key] = theirs
        if ours is not _ABSENT:
            wanted[key] = ours
    return shown, wanted


def _entry(b: Any, m: Any, t: Any) -> Both:
    """One entry. One of plain values is one thing: the day of a step with who took it."""
    if t in (m, b):
        return m, m
    if m == b:
        return t, t
    if all(isinstance(side, Mapping) and _is_nested(side) for side in (m, t)):
        return _mappings(b if isinstance(b, Mapping) else {}, m, t)
    return t, m


def _is_nested(entry: Mapping[str, Any]) -> bool:
    return any(isinstance(value, Mapping) for value in entry.values())


def _by_key(side: Any, key: str) -> dict[str, Any] | None:
    """The entries of a list by their key; None where they are not told apart by it."""
    if side is None:
        return {}
    if not isinstance(side, Sequence) or isinstance(side, str):
        return None
    named = {
        one[key]: one
        for one in side
        if isinstance(one, Mapping) and isinstance(one.get(key), str) and one[key]
    }
    return named if len(named) == len(side) else None


def _in_order(entries: Mapping[str, Any], order: Sequence[str]) -> list[Any]:
    found = [entries[key] for key in order if key in entries]
    return [*found, *(value for key, value in entries.items() if key not in set(order))]


def _ordered(b: Sequence[str], m: Sequence[str], t: Sequence[str]) -> list[str]:
    """What either side added, without what either took away, in the order of who changed it."""
    lead, other = (m, t) if _moved(b, m) and not _moved(b, t) else (t, m)
    gone, began = set(b) - set(other), set(b)
    merged = [one for one in lead if one not in gone]
    for place, one in enumerate(other):
        if one in began or one in merged:
            continue
        before = next((prior for prior in reversed(other[:place]) if prior in merged), None)
        merged.insert(0 if before is None else merged.index(before) + 1, one)
    return merged


def _moved(b: Sequence[str], side: Sequence[str]) -> bool:
    """Whether what is left of `b` stands in another order."""
    left = set(side)
    began = set(b)
    return [one for one in b if one in left] != [one for one in side if one in began]


def _sequences(b: Sequence[Any], m: Sequence[Any], t: Sequence[Any]) -> Both:
    """Lines or items: what only one side changed from it, what both changed from one of them."""
    if max(len(b), len(m), len(t)) > MOST_LINES:
        return t, m
    shown: list[Any] = []
    wanted: list[Any] = []
    for bs, ms, ts in _chunks(b, m, t):
        shown += ms if ts == bs else ts
        wanted += ts if ms == bs else ms
    return shown, wanted


def _chunks(b: Sequence[Any], m: Sequence[Any], t: Sequence[Any]) -> Chunks:
    """The pieces between what all three have in common, and these, in turn."""
    at_b = at_m = at_t = 0
    for in_b, in_m, in_t, length in _in_all(b, m, t):
        yield b[at_b:in_b], m[at_m:in_m], t[at_t:in_t]
        at_b, at_m, at_t = in_b + length, in_m + length, in_t + length
        yield b[in_b:at_b], m[in_m:at_m], t[in_t:at_t]


def _in_all(
    b: Sequence[Any], m: Sequence[Any], t: Sequence[Any]
) -> Iterator[tuple[int, int, int, int]]:
    """Where all three agree: the places in each and the length; the last is the end of all."""
    with_m = SequenceMatcher(None, b, m, autojunk=False).get_matching_blocks()
    with_t = SequenceMatcher(None, b, t, autojunk=False).get_matching_blocks()
    one = other = 0
    while one < len(with_m) and other < len(with_t):
        (b1, m1, n1), (b2, t1, n2) = with_m[one], with_t[other]
        start, end = max(b1, b2), min(b1 + n1, b2 + n2)
        if start < end:
            yield start, m1 + start - b1, t1 + start - b2, end - start
        if b1 + n1 <= b2 + n2:
            one += 1
        else:
            other += 1
    yield len(b), len(m), len(t), 0
