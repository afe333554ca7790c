"""Which known record is meant by one that was read, and what is new in it. Pure; plans nothing."""

import re
from collections.abc import Mapping
from typing import Any

from rapidfuzz import fuzz

from kombit_tui.domain.fields import FieldType, Kind
from kombit_tui.domain.folding import fold

NEAR = 92.0
"""How alike two titles of one scope must be, in per cent, to be the same one."""

Values = dict[str, Any]
Records = Mapping[str, Values]
"""The values of the records of one kind by id."""

_NUMBER = re.compile(r"\d+")


def agrees(known: Values, scope: Values) -> bool:
    """Whether a known record lies in `scope`."""
    return all(known.get(name) == value for name, value in scope.items())


def of_code(records: Records, field: str, code: str, scope: Values) -> str | None:
    """The record of `scope` that has this very code."""
    for record_id, known in records.items():
        if fold(known.get(field) or "") == fold(code) and agrees(known, scope):
            return record_id
    return None


def nearest(
    records: Records, kind: str, field: str, text: str, scope: Values, *, exactly: bool = False
) -> str | None:
    """The record whose text is most like `text`, where that is near enough.

    Numbers in it must be the same: «Fase 1» and «Fase 2» are nearly alike and not the same.
    """
    best, best_ratio = None, 100.0 if exactly else NEAR
    wanted = fold(text)
    numbers = _NUMBER.findall(wanted)
    for record_id, known in records.items():
        if not wanted or not agrees(known, scope):
            continue
        for name in _names(kind, field, known):
            ratio = fuzz.ratio(wanted, name, score_cutoff=best_ratio)
            is_better = ratio and (ratio > best_ratio or best is None)
            if is_better and _NUMBER.findall(name) == numbers:
                best, best_ratio = record_id, ratio
    return best


def _names(kind: str, field: str, known: Values) -> list[str]:
    """What a record is called; a project has several names."""
    names = [known.get(field)]
    if kind == "project":
        names += [known.get("code"), *(known.get("aliases") or ())]
    return [fold(name) for name in names if name]


def has_other(known: Values, values: Values, field: str) -> bool:
    """Whether both have the field, and not the same."""
    both = known.get(field), values.get(field)
    return all(both) and fold(str(both[0])) != fold(str(both[1]))


def news(kind: Kind, known: Values, values: Values, *, only_blank: bool) -> Values:
    """The fields in which `values` says something else, or with `only_blank` something at all.

    A date and its words go together: other words for the same date are no news, and the words of
    one date are never put to another.
    """
    changed = {
        name: value
        for name, value in values.items()
        if known.get(name) != value and not (only_blank and known.get(name) is not None)
    }
    for field in kind.fields:
        words = f"{field.name}_text"
        if field.type is not FieldType.DATE or words not in values:
            continue
        if field.name in changed:
            changed[words] = values[words]
        elif known.get(field.name) is not None:
            changed.pop(words, None)
    return changed
