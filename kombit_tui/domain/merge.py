"""What two people did to one record brought together, field by field, against what they began with.

Pure, and without clocks. Where both changed the same, theirs is shown and ours is kept beside it
in a `Clash`. What belongs together (a field group, a date with its words) is taken whole from one
side.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from kombit_tui.domain import threeway
from kombit_tui.domain.fields import Field, FieldType, Kind, Values


class Clash(NamedTuple):
    """What both changed differently: the columns of one field group with their values.

    `theirs` is what is shown. `mine` is what would be shown had ours won: of a text or a table both
    hold what the other side changed elsewhere in it, so that choosing either loses only the other.
    """

    before: dict[str, Any]
    mine: dict[str, Any]
    theirs: dict[str, Any]


class Merged(NamedTuple):
    """Every declared column, and what clashed on the way."""

    values: dict[str, Any]
    clashes: tuple[Clash, ...] = ()


def merge(kind: Kind, before: Values, mine: Values, theirs: Values) -> Merged:
    """`mine` and `theirs` brought together; both began as `before`, which may be empty."""
    values: dict[str, Any] = {}
    clashes: list[Clash] = []
    for unit in units(kind):
        b, m, t = ({name: side.get(name) for name in unit} for side in (before, mine, theirs))
        if t in (m, b):
            values |= m
        elif m == b:
            values |= t
        else:
            shown, wanted = _both_changed(kind, unit, b, m, t)
            values |= shown
            clashes += [] if shown == wanted else [Clash(b, wanted, shown)]
    return Merged({name: values[name] for name in kind.columns()}, tuple(clashes))


def wishes(kind: Kind, clash: Clash, now: Values) -> dict[str, Any]:
    """What to write so that ours is shown after all, over what the record holds `now`."""
    unit = tuple(clash.theirs)
    return _both_changed(kind, unit, clash.theirs, clash.mine, {n: now.get(n) for n in unit})[1]


def units(kind: Kind) -> Iterator[tuple[str, ...]]:
    """The columns of `kind` that are taken from one side together."""
    grouped: dict[str, list[str]] = {}
    for field in kind.fields:
        grouped.setdefault(field.group or f" {field.name}", []).extend(field.columns())
    yield from (tuple(columns) for columns in grouped.values())


def _both_changed(
    kind: Kind, unit: tuple[str, ...], b: Values, m: Values, t: Values
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values with theirs and with ours ahead; they are equal where nothing clashed."""
    field = kind.field(unit[0])
    if len(unit) > 1 or field is None:
        return dict(t), dict(m)
    name = unit[0]
    shown, wanted = _values(field, b[name], m[name], t[name])
    return {name: shown}, {name: wanted}


def _values(field: Field, b: Any, m: Any, t: Any) -> tuple[Any, Any]:
    match field.type:
        case FieldType.LIST:
            shown, wanted = threeway.lists(b or [], m or [], t or [])
            return shown or None, wanted or None
        case FieldType.TABLE:
            shown, wanted = threeway.tables(b, m, t)
            return shown or None, wanted or None
        case FieldType.PROSE if all(isinstance(side, str) for side in (b, m, t)):
            return threeway.texts(b, m, t)
    return t, m
