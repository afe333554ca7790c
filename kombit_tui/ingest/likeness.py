"""What is new in a record that was read, beside the one that is known. Pure; plans nothing."""

from typing import Any

from kombit_tui.domain.fields import FieldType, Kind
from kombit_tui.domain.folding import fold

Values = dict[str, Any]


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
