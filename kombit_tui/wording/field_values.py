"""The value of any declared field as a person reads it, and a whole record as lines."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from kombit_tui.domain.fields import Field, FieldType, Kind, label_of
from kombit_tui.domain.text import clean, squeeze
from kombit_tui.wording.values import day_text, iso_text

_NONE: Mapping[str, str] = MappingProxyType({})
DATES = ("dates",)
"""The lists whose items are dates."""


def value_text(
    field: Field,
    value: Any,
    words: str | None = None,
    titles: Mapping[str, str] = _NONE,
    steps: Mapping[str, str] = _NONE,
) -> str:
    """A value on one line: choices by label, dates as here, references by the record's title.

    `words` are those of a date; `steps` the titles of what a table has by key.
    """
    if value in (None, "", [], {}):
        return words or ""
    if field.type is FieldType.DATE:
        return day_text(value, words)
    if field.type is FieldType.DAY:
        return iso_text(value)
    if field.name in DATES:
        return ", ".join(iso_text(one) for one in value)
    if field.type is FieldType.TABLE:
        return _table(value, steps)
    if field.type is FieldType.REF or field.name == "about":
        return squeeze(titles.get(value, value))
    return squeeze(label_of(field, value))


def _table(value: Any, steps: Mapping[str, str]) -> str:
    """What is taken of it, by title; other tables by their size."""
    if isinstance(value, dict):
        return ", ".join(steps.get(key, key) for key, taken in value.items() if taken)
    return f"{len(value)} {'linje' if len(value) == 1 else 'linjer'}"


def record_lines(kind: Kind, values: Mapping[str, Any], titles: Mapping[str, str]) -> Iterator[str]:
    """All that a record holds, field by field."""
    for field in kind.fields:
        if not field.exported:
            continue
        value, words = values.get(field.name), values.get(f"{field.name}_text")
        if field.type is FieldType.PROSE and value:
            yield f"{field.label}:"
            yield from (f"  {line}" for line in clean(value).splitlines())
        elif told := value_text(field, value, words, titles):
            yield f"{field.label}: {told}"
