"""How well an extraction agrees with labels: the measure of the labelled corpus, for tests.

Items are matched greedily by the likeness of their identifying text; a matched item then scores
the share of its labelled fields that agree. A label marked "optional" costs nothing when it is
missing, nor when it is found; "FIELD_alt" lists other values to accept.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

Item = Mapping[str, Any]
Row = dict[str, Any]

KEYS: dict[str, tuple[tuple[str, ...], tuple[str, ...], float]] = {
    "meetings": (("dates",), ("dates", "start"), 0.99),
    "events": (("title",), ("date", "start", "end"), 0.6),
    "agenda": (("title",), ("start", "end", "presenters", "emails"), 0.72),
    "tasks": (
        ("code", "title"),
        ("code", "kind", "start", "due", "duration", "wave", "counts", "performer"),
        0.72,
    ),
    "milestones": (("campaign", "title", "date"), ("date",), 0.6),
    "roles": (("role",), ("change",), 0.75),
    "questions": (("question",), ("answer", "section"), 0.8),
    "agreements": (("title",), ("deadline", "missing"), 0.6),
    "prices": (("system",), ("price", "unit", "break_150k"), 0.75),
    "rollout_status": (
        ("vendor_system",),
        ("in_operation", "agreed", "not_agreed", "total"),
        0.8,
    ),
    "phase_outs": (("system",), ("date",), 0.7),
    "contacts": (("email", "name"), ("email", "phone", "name"), 0.8),
    "links": (("url",), (), 0.97),
    "attendance": (
        ("date",),
        ("municipalities_stated", "participants_stated", "municipalities"),
        0.99,
    ),
    "visits": (("municipality", "date", "state"), ("date", "state"), 0.8),
}
"""Identifying fields, compared fields, and the likeness that makes a match."""
_WORDED = {"answer", "performer", "section", "title", "name"}
"""Fields that agree when they are alike."""
_ALIKE = 0.85


def fold(value: object) -> str:
    """Comparable text: lower case, æøå as scanning leaves them, letters and digits only."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return " ".join(sorted(fold(v) for v in value))
    if isinstance(value, dict):
        return " ".join(f"{k} {fold(v)}" for k, v in sorted(value.items()))
    text = str(value).lower()
    text = text.replace("æ", "ae").replace("ø", "o").replace("å", "a").replace("aa", "a")
    text = unicodedata.normalize("NFKD", text)
    return re.sub(r"[^a-z0-9]+", "", text)


def similar(a: str, b: str) -> float:
    """How alike two folded texts are, 0 to 1."""
    if a == b:
        return 1.0
    if not a or not b:
        return 0.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def identity(item: Item, fields: Sequence[str]) -> str:
    """The text that an item is known by."""
    return " ".join(filter(None, (fold(item.get(f)) for f in fields)))


def field_agrees(name: str, want: object, got: Any) -> float:
    """1 where the field agrees, a share for sets, 0 where it does not."""
    if isinstance(want, list):
        left, right = {fold(v) for v in want}, {fold(v) for v in got or []}
        return 1.0 if left == right else 2 * len(left & right) / max(1, len(left) + len(right))
    if isinstance(want, int | float) and not isinstance(want, bool):
        try:
            return float(abs(float(got) - float(want)) < 1e-6)
        except (TypeError, ValueError):
            return 0.0
    if name in _WORDED:
        return float(similar(fold(want), fold(got)) >= _ALIKE)
    return float(fold(want) == fold(got))


def _matches(key: str, want: Sequence[Item], got: Sequence[Item]) -> list[tuple[int, int]]:
    """Which label goes with which item, the most alike first."""
    ident, _, needed = KEYS[key]
    pairs = sorted(
        (
            (similar(identity(w, ident), identity(g, ident)), i, j)
            for i, w in enumerate(want)
            for j, g in enumerate(got)
        ),
        key=lambda pair: -pair[0],
    )
    used_w: set[int] = set()
    used_g: set[int] = set()
    matched = []
    for ratio, i, j in pairs:
        if ratio < needed:
            break
        if i not in used_w and j not in used_g:
            used_w.add(i)
            used_g.add(j)
            matched.append((i, j))
    return matched


def score_key(key: str, want: Sequence[Item], got: Sequence[Item]) -> Row:
    """Precision, recall and field agreement of one key, with what is missing, extra, wrong."""
    ident, fields, _ = KEYS[key]
    matched = _matches(key, want, got)
    checked = agreed = 0.0
    wrong = []
    for i, j in matched:
        for name in fields:
            value = want[i].get(name)
            if value in (None, [], ""):
                continue
            other = want[i].get(name + "_alt")
            others = [] if other is None else other if isinstance(other, list) else [other]
            share = max(field_agrees(name, one, got[j].get(name)) for one in [value, *others])
            checked, agreed = checked + 1, agreed + share
            if share < 1:
                seen = got[j].get(name)
                wrong.append(f"{identity(want[i], ident)[:50]}: {name} is {value!r}, got {seen!r}")
    found_w, found_g = {i for i, _ in matched}, {j for _, j in matched}
    required = [i for i, one in enumerate(want) if not one.get("optional")]
    kept = sum(i in found_w for i in required)
    return {
        "gold": len(required),
        "found": len(got),
        "matched": len(matched),
        "precision": len(matched) / len(got) if got else float(not required),
        "recall": kept / len(required) if required else 1.0,
        "fields": agreed / checked if checked else 1.0,
        "missing": [identity(want[i], ident)[:90] for i in required if i not in found_w],
        "extra": [identity(one, ident)[:90] for j, one in enumerate(got) if j not in found_g],
        "wrong": wrong,
    }


def score(predicted: Mapping[str, Any], gold: Mapping[str, Any]) -> dict[str, Row]:
    """One row for each key that either side has."""
    rows = {}
    for key in KEYS:
        want, got = gold.get(key) or [], predicted.get(key) or []
        if want or got:
            rows[key] = score_key(key, want, got)
    return rows


def value_of(row: Row) -> float:
    """F1 times field agreement of one key."""
    precision, recall = row["precision"], row["recall"]
    both = precision + recall
    return float(2 * precision * recall / both * row["fields"]) if both else 0.0


def overall(rows: Mapping[str, Row]) -> float:
    """Mean of `value_of` over the keys that have labels."""
    values = [value_of(row) for row in rows.values() if row["gold"]]
    return sum(values) / len(values) if values else 0.0
