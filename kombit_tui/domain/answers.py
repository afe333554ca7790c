"""JSON Schemas of what the commands answer with `--json`, made from the declarations; pure.

A script can rely on these: names are never taken away or given another meaning, new ones may come.
`import --dry-run` has a shape of its own, which docs/adr/0006 describes.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from kombit_tui.domain.choices import TASK_STATUS
from kombit_tui.domain.fields import Field, FieldType, Kind
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.schema import DIALECT, property_of

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_MAYBE_TEXT: Schema = {"type": ["string", "null"]}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_NUMBER: Schema = {"type": "integer", "minimum": 0}
_FLAG: Schema = {"type": "boolean"}
_OF_TASKS: Mapping[str, Schema] = {
    "status": {"enum": list(TASK_STATUS), "title": "Vores status"},
    "responsible": {**_MAYBE_TEXT, "title": "Ansvarlig hos os, med navn"},
    "performer": {**_MAYBE_TEXT, "title": "Udfører hos os, med navn"},
    "project_name": {**_MAYBE_TEXT, "title": "Projektets navn"},
    "deadline": {**_MAYBE_TEXT, "title": "Den nærmeste frist, der gør ondt (EDTF)"},
    "deadline_text": {**_MAYBE_TEXT, "title": "Den samme i ord"},
    "deadline_of": {"enum": ["due", "due_real", "consequence_date", "own_due", None]},
    "is_moved": {**_FLAG, "title": "Om fristen er flyttet"},
}
_COUNTS = (
    *("overdue", "due_soon", "mine", "open_tasks", "vacant_roles", "vacant_mandatory_roles"),
    *("roles_to_put_right", "own_wave_dates", "agreements_waiting", "follow_ups"),
    *("support_cases_standing_still", "news", "changes_since_last_visit"),
)


def answer_schemas(kinds_listed: Mapping[str, str]) -> dict[str, Schema]:
    """The schema of every answer, by its name: `list-tasks`, `show`, `changed` and their like."""
    listed = {f"list-{word}": _listed(word, KINDS[kind]) for word, kind in kinds_listed.items()}
    return {
        **listed,
        "show": _whole("show", "En post: kombit-tui show ID --json", _SHOWN),
        "changed": _whole("changed", "Hvad set, add, done og undo har gjort", _CHANGED),
        "status": _whole("status", "Dagens tal: kombit-tui status --json", _STATUS),
        "doctor": _whole("doctor", "Hvordan det står til: kombit-tui doctor --json", _DOCTOR),
        "sync": _whole("sync", "Et møde med serveren: kombit-tui sync --json", _SYNC),
        "publish": _whole("publish", "Hvad der er udgivet: kombit-tui publish --json", _PUBLISH),
        "import": _whole("import", "Hvad en fil gav: kombit-tui import --json", _IMPORT),
    }


def _listed(word: str, kind: Kind) -> Schema:
    """A list of records; a task comes with what we do about it."""
    properties: Schema = {"id": _TEXT, **_fields(kind)}
    if kind.name == "task":
        properties |= _OF_TASKS
    return {
        "$schema": DIALECT,
        "$id": f"urn:kombit-tui:answer:list-{word}",
        "title": f"{kind.plural}: kombit-tui list {word} --json",
        "type": "array",
        "items": _object(properties),
    }


def _fields(kind: Kind) -> Schema:
    found: Schema = {}
    for field in kind.fields:
        if field.exported:
            found[field.name] = _or_nothing(field)
            if field.type is FieldType.DATE:
                found[f"{field.name}_text"] = {**_MAYBE_TEXT, "title": f"{field.label}, i ord"}
    return found


def _or_nothing(field: Field) -> Schema:
    """A field as it is declared, or null."""
    declared = property_of(field)
    types = declared["type"] if isinstance(declared["type"], list) else [declared["type"]]
    found = {**declared, "type": [*types, "null"]}
    if "enum" in found:
        found["enum"] = [*found["enum"], None]
    return found


def _object(properties: Mapping[str, Any], required: Iterable[str] | None = None) -> Schema:
    names = list(properties if required is None else required)
    return {"type": "object", "required": names, "properties": dict(properties)}


def _maybe(properties: Mapping[str, Any]) -> Schema:
    return {**_object(properties), "type": ["object", "null"]}


def _whole(name: str, title: str, properties: Mapping[str, Any]) -> Schema:
    head = {"$schema": DIALECT, "$id": f"urn:kombit-tui:answer:{name}", "title": title}
    return {**head, **_object(properties)}


_SHOWN: Schema = {
    "id": _TEXT,
    "kind": {"enum": list(KINDS)},
    "title": _TEXT,
    "is_ours": {**_FLAG, "title": "Om posten selv kan ændres her"},
    "fields": {"type": "object", "title": "Postens egne felter, som i docs/schemas"},
    "ours": {"type": ["object", "null"], "title": "Det, vi har skrevet om den"},
    "names": {"type": "object", "title": "Id -> navn på det, der peges på"},
    "comments": {
        "type": "array",
        "items": _object({"text": _TEXT, "on": _MAYBE_TEXT, "by": _TEXT}),
    },
}
_CHANGED: Schema = {
    "changed": {**_FLAG, "title": "Om noget er skrevet"},
    "ids": _TEXTS,
    "refused": {"type": "array", "items": _TEXT, "title": "Hvad undo lod stå, og hvorfor"},
}
_STATUS: Schema = {
    "date": _TEXT,
    **dict.fromkeys(_COUNTS, _NUMBER),
    "next_meeting": _maybe({"title": _TEXT, "dates": _TEXTS, "unread": _NUMBER}),
    "phase_out": _maybe(
        {
            "title": _TEXT,
            "stop": _MAYBE_TEXT,
            "days_left": {"type": ["integer", "null"]},
            "moved": _NUMBER,
            "total": _NUMBER,
        }
    ),
    "pace": _maybe(
        {
            "title": _TEXT,
            "stop": _TEXT,
            "remaining": _NUMBER,
            "total": _NUMBER,
            "per_week": {"type": "number"},
            "needed_per_week": {"type": ["number", "null"]},
            "forecast": _MAYBE_TEXT,
        }
    ),
}
_DOCTOR: Schema = {
    "ok": _FLAG,
    "versions": {"type": "object"},
    "paths": _object(dict.fromkeys(("store", "settings", "keys", "log", "copies"), _TEXT)),
    "store": _object(
        {
            "exists": _FLAG,
            "version": {"type": ["integer", "null"]},
            "bytes": _NUMBER,
            "records": _NUMBER,
            "waiting": _NUMBER,
            "municipality": _MAYBE_TEXT,
        }
    ),
    "faults": {"type": "array", "items": _object({"text": _TEXT, "hint": _TEXT})},
}
_SYNC: Schema = {
    **dict.fromkeys(("pulled", "pushed", "merged", "conflicts", "refused", "waiting"), _NUMBER),
    "complete": _FLAG,
    "open_conflicts": _NUMBER,
    "refused_in_all": _NUMBER,
    "last_ok": _MAYBE_TEXT,
    "warnings": _TEXTS,
    "error": _maybe(dict.fromkeys(("name", "title", "text", "hint"), _TEXT)),
}
_PUBLISH: Schema = {
    **dict.fromkeys(("new", "changed", "refused"), _TEXTS),
    **dict.fromkeys(("same", "others"), _NUMBER),
}
_IMPORT: Schema = {
    "file": _TEXT,
    "left": {**_NUMBER, "title": "Poster, der ikke var sikre nok"},
}
"""And for each kind of record how many were `new`, `changed`, `same` or `unreadable`."""
