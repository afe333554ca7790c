"""Under which heading a record stands when a list is grouped by a field, in words.

Owns the words alone; the order of the groups is that of `evaluation.ordered`.
"""

from datetime import date

from kombit_tui.domain.dates.words import MONTH_NAMES
from kombit_tui.domain.query.days import span_of_edtf
from kombit_tui.domain.query.evaluation import Record
from kombit_tui.domain.query.names import FIELDS, ValueType


def group_of(field: str, record: Record) -> str:
    """The heading of `record` by `field`: a label, a text as it stands, a month, or «Uden …»."""
    declared, value = FIELDS[field], record.get(field)
    if declared.type is ValueType.DATE:
        return month_of(span_of_edtf(value).last) or without(field)
    texts = [value] if isinstance(value, str) else list(value or ())
    if declared.choices is not None:
        texts = [declared.choices.get(key, "") for key in texts]
    return next(filter(None, texts), without(field))


def without(field: str) -> str:
    """The heading of those that have nothing in `field`."""
    return f"Uden {FIELDS[field].danish}"


def month_of(day: int | None) -> str:
    """The month of a day number (`date.toordinal`), as «august 2026»; "" for none."""
    if day is None:
        return ""
    found = date.fromordinal(day)
    return f"{MONTH_NAMES[found.month - 1]} {found.year}"
