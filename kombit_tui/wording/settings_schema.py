"""The settings file as a JSON Schema, for editors that complete and check TOML by one; pure."""

from collections.abc import Mapping
from typing import Any

from kombit_tui.domain.fields import FieldType
from kombit_tui.domain.schema import DIALECT
from kombit_tui.wording.settings import LEAST_INTERVAL, Setting, Values, declared

_TYPES: Mapping[FieldType, str] = {FieldType.FLAG: "boolean", FieldType.INTEGER: "integer"}


def settings_schema(defaults: Values) -> dict[str, Any]:
    """The schema of the whole file; `defaults` are the settings when nobody has set any."""
    return {
        "$schema": DIALECT,
        "$id": "urn:kombit-tui:settings",
        "title": "Indstillinger til kombit-tui (settings.toml)",
        "type": "object",
        "properties": {one.name: _property(one, defaults[one.name]) for one in declared()},
        "additionalProperties": False,
    }


def _property(one: Setting, default: Any) -> dict[str, Any]:
    found = {
        "title": one.field.label,
        "description": one.help,
        "type": _TYPES.get(one.field.type, "string"),
        "default": default,
    }
    if one.field.choices is not None:
        nothing = [""] if default == "" else []
        found["enum"] = [*nothing, *one.field.choices]
    if one.name == "sync_interval":
        found["minimum"] = LEAST_INTERVAL
    return found
