"""What people type in a field of a record, and what a field shows them to type over.

Pure. Owns the Danish way of writing numbers, times, lists and yes or no; dates are `dates`'.
`read` takes back whatever `shown` gives.
"""

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from kombit_tui.domain.dates import DateRole, VagueDate, parse_typed, show
from kombit_tui.domain.fields import Field, FieldType, complaint
from kombit_tui.domain.folding import fold
from kombit_tui.domain.text import dots

_DATES = (FieldType.DATE, FieldType.DAY)
_NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?", re.ASCII)
_TIME = re.compile(r"(\d{1,2})(?:[.:]?(\d{2}))?", re.ASCII)
_YES, _NO = ("ja", "j", "x", "1", "yes"), ("nej", "n", "0", "no")
_BEGINNINGS = ("start", "since")
_NO_ANCHORS: Mapping[str, date] = MappingProxyType({})


class EntryInvalid(ValueError):
    """The text cannot stand in the field. The message says why, in Danish."""


def role_of(field: Field) -> DateRole:
    """Which day of a period is meant when it is typed in this field."""
    return DateRole.START if field.name in _BEGINNINGS else DateRole.DEADLINE


def shown(field: Field, values: Mapping[str, Any]) -> str:
    """What stands in the field for a user to type over."""
    value = values.get(field.name)
    if field.type in _DATES:
        return _date_shown(value, values.get(f"{field.name}_text"))
    if value is None:
        return ""
    match field.type:
        case FieldType.INTEGER | FieldType.NUMBER:
            return number_text(value)
        case FieldType.LIST:
            return _list_text(value)
        case FieldType.FLAG:
            return "ja" if value else "nej"
        case FieldType.CHOICE:
            return (field.choices or {}).get(value, str(value))
    return str(value)


def read(
    field: Field, text: str, *, today: date, anchors: Mapping[str, date] = _NO_ANCHORS
) -> dict[str, Any]:
    """The values that `text` gives the record: that of the field and, for a date, its words.

    Raises:
        EntryInvalid: the text is no value of this field, or the field must not be empty.
    """
    try:
        value = _value(field, text.strip(), today, anchors)
    except ValueError as error:
        raise EntryInvalid(str(error)) from error
    if wrong := complaint(field, value):
        raise EntryInvalid(wrong)
    words = {f"{field.name}_text": None} if field.type is FieldType.DATE else {}
    return {field.name: value, **words}


def number_text(value: float) -> str:
    """A number the Danish way: 1.234,5."""
    if isinstance(value, int) or value.is_integer():
        return dots(int(value))
    whole, _, share = format(value, ",.10f").rstrip("0").partition(".")
    return f"{whole.replace(',', '.')},{share}"


def _value(field: Field, text: str, today: date, anchors: Mapping[str, date]) -> Any:
    if not text:
        return None
    match field.type:
        case FieldType.DATE | FieldType.DAY:
            found = parse_typed(text, today=today, role=role_of(field), anchors=anchors)
            return None if found is None else found.edtf
        case FieldType.INTEGER | FieldType.NUMBER:
            return _number(text, whole=field.type is FieldType.INTEGER)
        case FieldType.TIME:
            return _time(text)
        case FieldType.LIST:
            return _items(text)
        case FieldType.FLAG:
            return _flag(text)
        case FieldType.CHOICE:
            return _choice(field, text)
    return text


def _date_shown(edtf: str | None, words: str | None) -> str:
    try:
        return show(VagueDate(edtf, words)) if edtf or words else ""
    except ValueError:
        return words or edtf or ""


def _number(text: str, *, whole: bool) -> float:
    found = _NUMBER.fullmatch(text.replace(" ", ""))
    if found is None or (whole and found[3]):
        example = "et helt tal. Skriv fx 1.234" if whole else "et tal. Skriv fx 1.234,5"
        raise ValueError(f"«{text}» er ikke {example}.")
    sign, digits, share = found[1].removeprefix("+"), found[2].replace(".", ""), found[3]
    return int(sign + digits) if whole else float(f"{sign}{digits}.{share or 0}")


def _time(text: str) -> str:
    found = _TIME.fullmatch(text)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise ValueError(f"«{text}» er ikke et klokkeslæt. Skriv fx 09:30.")
    return f"{hour:02}:{minute:02}"


def _items(text: str) -> list[str] | None:
    items = [item.strip() for item in text.split(";" if ";" in text else ",")]
    while items and not items[-1]:
        items.pop()
    return items or None


def _list_text(items: Any) -> str:
    if not any("," in item for item in items):
        return ", ".join(items)
    return "; ".join(items) + (";" if len(items) == 1 else "")


def _flag(text: str) -> bool:
    if text.lower() in _YES:
        return True
    if text.lower() in _NO:
        return False
    raise ValueError(f"«{text}» er hverken ja eller nej.")


def _choice(field: Field, text: str) -> str:
    """The key of the choice that the text names: by key, label, or the beginning of one label."""
    choices, wanted = field.choices or {}, fold(text)
    exact = [key for key, label in choices.items() if wanted in (fold(key), fold(label))]
    begun = [key for key, label in choices.items() if fold(label).startswith(wanted)]
    found = exact or begun
    if len(found) != 1:
        raise ValueError(f"«{text}» kendes ikke. Vælg en af: {', '.join(choices.values())}.")
    return found[0]
