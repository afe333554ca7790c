"""One record in words, and as plain values for scripts."""

from collections.abc import Iterator, Mapping
from typing import Any

from kombit_tui.db.queries.single import BESIDE, Single
from kombit_tui.domain.entry import shown
from kombit_tui.domain.fields import Field, FieldType
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.text import squeeze

OURS = "Hos os"


def lines(found: Single) -> Iterator[str]:
    """The title, each field that holds something, what we do about it, and the comments."""
    yield f"{KINDS[found.kind].danish}: {squeeze(found.title)}"
    yield f"Id: {found.id}"
    if not found.is_ours:
        yield "Fra det nationale katalog: kun det, der er hos os, kan ændres."
    yield from _fields(found.kind, found.values, found.names)
    if found.beside:
        yield f"{OURS}:"
        told = _fields(BESIDE[found.kind][0], found.beside, found.names, without=found.id)
        yield from (f"  {line}" for line in told)
    for one in found.comments:
        when = f"{one.on[8:]}-{one.on[5:7]}-{one.on[:4]} " if one.on else ""
        yield f"Kommentar {when}({one.by}): {squeeze(one.text)}"


def _fields(
    kind: str, values: Mapping[str, Any], names: Mapping[str, str], without: str = ""
) -> Iterator[str]:
    for field in KINDS[kind].fields:
        text = "" if values[field.name] == without else _told(field, values, names)
        if text:
            yield f"{field.label}: {text}"


def _told(field: Field, values: Mapping[str, Any], names: Mapping[str, str]) -> str:
    value = values[field.name]
    if value is None or field.type is FieldType.TABLE:
        return ""
    if field.type is FieldType.REF:
        return names.get(str(value), str(value))
    return "\n  ".join(shown(field, values).splitlines())


def values(found: Single) -> dict[str, Any]:
    """The same for scripts: names are English, days ISO or EDTF."""
    return {
        "id": found.id,
        "kind": found.kind,
        "title": found.title,
        "is_ours": found.is_ours,
        "fields": dict(found.values),
        "ours": None if found.beside is None else dict(found.beside),
        "names": dict(found.names),
        "comments": [one._asdict() for one in found.comments],
    }
