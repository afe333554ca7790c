"""Values on their way into a table: checked, cleaned, and with the days of each date derived."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from kombit_tui.domain.dates import bounds
from kombit_tui.domain.fields import Field, FieldType, Kind, complaint
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.text import clean
from kombit_tui.errors import RecordInvalid, UnknownKind


def kind_called(name: str) -> Kind:
    """The declaration of a kind of record.

    Raises:
        UnknownKind: there is none of that name.
    """
    kind = KINDS.get(name)
    if kind is None:
        raise UnknownKind(f"«{name}» er ikke en slags post.", f"Kendte: {', '.join(KINDS)}.")
    return kind


def tidy(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """`values` as they may be stored: foreign text cleaned, empty text as nothing.

    A date that is set without words loses its former words, for they no longer describe it.

    Raises:
        RecordInvalid: a field does not exist, or must not hold that value.
    """
    known, dates = _columns_of(kind.name)
    if strange := sorted(values.keys() - known):
        raise RecordInvalid(f"{kind.danish} har intet felt «{strange[0]}».")
    found = {name: tidied(value) for name, value in values.items()}
    for name in dates:
        if name in found:
            found.setdefault(f"{name}_text", None)
    return found


@cache
def _columns_of(kind: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The columns of a kind, and those that are dates."""
    fields = KINDS[kind].fields
    dates = tuple(field.name for field in fields if field.type is FieldType.DATE)
    return frozenset(KINDS[kind].columns()), dates


def tidied(value: Any) -> Any:
    """One value as it may be stored: text cleaned, empty text and empty lists as nothing."""
    if isinstance(value, str):
        return clean(value).strip() or None
    if isinstance(value, (list, tuple)):
        items = [_item(one) for one in value]
        return items if any(one not in ("", None) for one in items) else None
    if isinstance(value, Mapping):
        return {clean(str(key)): tidied(item) for key, item in value.items()}
    return value


def check(kind: Kind, values: Mapping[str, Any]) -> None:
    """Hold a whole record against its declaration.

    Raises:
        RecordInvalid: naming the field, in Danish.
    """
    for field in kind.fields:
        value = values.get(field.name)
        if value is None and not field.required:  # most fields of most records
            continue
        wrong = complaint(field, value)
        if wrong is None:
            wrong = date_complaint(field, value)
        if wrong is not None:
            raise RecordInvalid(f"{kind.danish}: {wrong}")


def whole(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """Every declared column of `kind`, absent ones as None."""
    return {name: values.get(name) for name in kind.columns()}


def derived(kind: Kind, values: Mapping[str, Any]) -> dict[str, int | None]:
    """The earliest and latest day of each date, as day numbers (`date.toordinal`)."""
    days: dict[str, int | None] = {}
    for field in kind.fields:
        if field.type is FieldType.DATE:
            first, last = _day_numbers(values.get(field.name))
            days[f"{field.name}_first"], days[f"{field.name}_last"] = first, last
    return days


@lru_cache(maxsize=4_096)  # most records share their days with others
def _day_numbers(edtf: str | None) -> tuple[int | None, int | None]:
    first, last = bounds(edtf)
    return first.toordinal() if first else None, last.toordinal() if last else None


def searched_text(kind: Kind, values: Mapping[str, Any]) -> str:
    """All that plain words may find a record by."""
    texts: list[str] = []
    for field in kind.fields:
        if field.searched and (value := values.get(field.name)):
            if isinstance(value, str):
                texts.append(value)
            elif isinstance(value, (list, tuple)):
                texts += [item for item in value if isinstance(item, str)]
    return " ".join(texts)


def _item(value: Any) -> Any:
    """An item of a list; empty text stays, for it may hold the place of another list's item."""
    return clean(value).strip() if isinstance(value, str) else tidied(value)


def date_complaint(field: Field, edtf: str | None) -> str | None:
    """What is wrong with a vague date, as a Danish sentence; None for whatever is no such date."""
    if field.type is not FieldType.DATE:
        return None
    try:
        _day_numbers(edtf)
    except ValueError:
        return f"{field.label}: «{edtf}» er ikke en dato. Skriv fx 2027-03-31 eller 2027-03."
    return None
