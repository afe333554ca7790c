"""JSON Schemas of the records as they travel, made from the declarations; pure.

Unknown fields are allowed everywhere: an older program keeps what a newer one wrote.
"""

from collections.abc import Mapping
from typing import Any

from kombit_tui.domain.fields import Field, FieldType, Home, Kind
from kombit_tui.domain.records import KINDS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ID = r"^([0-9]{4}|katalog)-[A-Za-z0-9_-]+$"
_LARGEST = 2**53
_TYPES: Mapping[FieldType, Mapping[str, Any]] = {
    FieldType.TEXT: {"type": "string"},
    FieldType.PROSE: {"type": "string"},
    FieldType.INTEGER: {"type": "integer", "minimum": -_LARGEST, "maximum": _LARGEST},
    FieldType.NUMBER: {"type": "number"},
    FieldType.FLAG: {"type": "boolean"},
    FieldType.DATE: {"type": "string", "description": "EDTF"},
    FieldType.DAY: {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    FieldType.TIME: {"type": "string", "pattern": r"^([01][0-9]|2[0-3]):[0-5][0-9]$"},
    FieldType.CHOICE: {"type": "string"},
    FieldType.REF: {"type": "string", "pattern": _ID},
    FieldType.LIST: {"type": "array", "items": {"type": "string"}},
    FieldType.TABLE: {"type": ["array", "object"]},
}
_ENVELOPE: Mapping[str, Any] = {
    "id": {"type": "string", "pattern": _ID, "maxLength": 128},
    "created_at": {"type": "string", "description": "Hvornår den blev lavet; kun til visning."},
    "af": {"type": "string", "description": "Hvem ændrede den sidst; kun til visning."},
    "kl": {"type": "string", "description": "Hvornår, på hans ur; afgør aldrig noget."},
    "_ops": {
        "type": "array",
        "items": {"type": "string"},
        "maxItems": 8,
        "description": "De seneste ændringers mærker: en klient kender sin egen på det.",
    },
}
"""What every record carries beside its fields."""


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of every kind, by its name."""
    return {name: schema_of(kind) for name, kind in KINDS.items()}


def schema_of(kind: Kind) -> dict[str, Any]:
    """The JSON Schema of one kind of record."""
    properties: dict[str, Any] = {"type": {"const": kind.name}, **_ENVELOPE}
    for field in kind.fields:
        properties[field.name] = property_of(field)
        if field.type is FieldType.DATE:
            words = {"type": "string", "title": f"{field.label}, i ord"}
            properties[f"{field.name}_text"] = words
    return {
        "$schema": DIALECT,
        "$id": f"urn:kombit-tui:schema:{kind.name}",
        "title": kind.danish,
        "description": _whereabouts(kind),
        "type": "object",
        "required": ["id", "type", *(field.name for field in kind.fields if field.required)],
        "properties": properties,
        "additionalProperties": True,
    }


def property_of(field: Field) -> dict[str, Any]:
    """What the schema says of a field."""
    found: dict[str, Any] = {"title": field.label, **_TYPES[field.type]}
    if field.choices is not None:
        found["enum"] = list(field.choices)
    if field.refers is not None:
        found["description"] = f"Id på en post af slagsen {field.refers}"
    if field.group is not None:
        found["x-group"] = field.group
    return found


def _whereabouts(kind: Kind) -> str:
    if kind.confidential:
        return "Ligger i samlingen fortroligt i kommunens bucket."
    if kind.home is Home.MUNICIPALITY:
        return "Ligger i samlingen data i kommunens bucket."
    return "Ligger i samlingen katalog, eller i samlingen data i kommunens bucket."
