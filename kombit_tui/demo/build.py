"""The demo's data files as checked records, on a given day.

Owns the reading of `data/<kind>.toml`, the ids and the order; `anchor` owns the dates. It stores
nothing: the caller writes the records where it wants them.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from graphlib import TopologicalSorter
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from kombit_tui.demo import anchor as anchored
from kombit_tui.domain.fields import Field, FieldType, Kind
from kombit_tui.domain.ids import natural_id, task_state_id
from kombit_tui.domain.records import KINDS

MUNICIPALITY = "0999"
"""Korsbæk Kommune; no real municipality has this code."""

Rows = Sequence[Mapping[str, Any]]

_DERIVED = {
    "task_state": ("task",),
    "preparation": ("item", "person"),
    "agreement_state": ("agreement",),
    "campaign_system": ("campaign", "system"),
}
"""Kinds that have no key of their own: the fields that say what they are about."""


@dataclass(frozen=True, slots=True)
class DemoRecord:
    """One record of the demo, ready to be stored."""

    kind: str
    id: str
    values: dict[str, Any]


def demo_records(anchor: date) -> list[DemoRecord]:
    """Every record of Korsbæk as of `anchor`, referred records before those that refer."""
    return records_of(_tables(), anchor)


def records_of(tables: Mapping[str, Rows], anchor: date) -> list[DemoRecord]:
    """The rows of `tables` (kind -> rows as in a data file) as records.

    Raises:
        ValueError: A row has an unknown field, an unknown reference, a bad date or no key, or two
            rows have the same. The text names the file and the key.
    """
    ids = _ids(tables)
    found = []
    for kind in _order():
        for row in tables.get(kind, ()):
            key = key_of(kind, row)
            try:
                values = dict(_values(KINDS[kind], row, ids, anchor))
            except ValueError as error:
                raise ValueError(f"{kind}.toml, {key}: {error}") from error
            found.append(DemoRecord(kind, ids[kind, key], values))
    return found


def key_of(kind: str, row: Mapping[str, Any]) -> str:
    """The slug by which a row is known: its own, or those of the records it is about."""
    parts = [row.get(name) for name in _DERIVED[kind]] if kind in _DERIVED else [row.get("key")]
    if not all(isinstance(part, str) and part for part in parts):
        raise ValueError(f"{kind}.toml: a row has no key: {dict(row)}")
    return "/".join(map(str, parts))


def record_id(kind: str, key: str) -> str:
    """The id of the record that the data files call `key`; the same in every run."""
    parts = key.split("/") if kind in _DERIVED else [key]
    if kind == "task_state":
        return task_state_id(MUNICIPALITY, record_id("task", key))
    if kind == "preparation":
        return natural_id(MUNICIPALITY, kind, record_id("agenda_item", parts[0]), parts[1])
    return natural_id(MUNICIPALITY, f"demo.{kind}", *parts)


def tables_in(folder: Traversable) -> dict[str, list[dict[str, Any]]]:
    """The rows of the data files in `folder`, by kind.

    Raises:
        ValueError: A file holds anything but rows of the kind it is named after.
    """
    tables = {}
    for entry in folder.iterdir():
        kind, _, ending = entry.name.partition(".")
        if ending != "toml":
            continue
        content = tomllib.loads(entry.read_text(encoding="utf-8"))
        if kind not in KINDS or set(content) != {kind}:
            raise ValueError(f"{entry.name}: must hold [[{kind}]] of a known kind and nothing else")
        tables[kind] = content[kind]
    return tables


@cache
def _tables() -> dict[str, list[dict[str, Any]]]:
    """The demo's own; nobody changes what this returns."""
    return tables_in(files("kombit_tui.demo") / "data")


@cache
def _order() -> tuple[str, ...]:
    """The kinds, each after those it refers to; notes last, as they may be about anything."""
    graph: TopologicalSorter[str] = TopologicalSorter()
    for kind in KINDS.values():
        graph.add(kind.name, *(field.refers for field in kind.fields if field.refers))
    return (*(name for name in graph.static_order() if name != "note"), "note")


def _ids(tables: Mapping[str, Rows]) -> dict[tuple[str, str], str]:
    ids: dict[tuple[str, str], str] = {}
    for kind, rows in tables.items():
        for row in rows:
            key = key_of(kind, row)
            if (kind, key) in ids:
                raise ValueError(f"{kind}.toml, {key}: the key is used twice")
            ids[kind, key] = record_id(kind, key)
    return ids


def _values(
    kind: Kind, row: Mapping[str, Any], ids: Mapping[tuple[str, str], str], anchor: date
) -> Iterator[tuple[str, Any]]:
    """The columns of one row; words given beside a date win over those of the date."""
    words = {f"{field.name}_text" for field in kind.fields if field.type is FieldType.DATE}
    for name, value in row.items():
        field = kind.field(name)
        if kind.name == "note" and name == "about":
            yield name, _referred(*_about(value), ids)
        elif field is not None and field.type is FieldType.DATE:
            moment = anchored.resolve(_text(value), anchor)
            yield name, moment.edtf
            yield f"{name}_text", _plain(row.get(f"{name}_text", moment.words), anchor)
        elif field is not None:
            yield name, _value(field, value, ids, anchor)
        elif name not in words | {"key"} or (name in words and name[:-5] not in row):
            raise ValueError(f"unknown field «{name}»")


def _value(field: Field, value: Any, ids: Mapping[tuple[str, str], str], anchor: date) -> Any:
    if field.refers is not None:
        return _referred(field.refers, _text(value), ids)
    if field.type is FieldType.DAY:
        return anchored.day(_text(value), anchor).isoformat()
    return _plain(value, anchor)


def _plain(value: Any, anchor: date) -> Any:
    """`value` with the dates in it resolved, however deep: whole texts to EDTF, `{}` to words."""
    if isinstance(value, str):
        if anchored.is_expression(value):
            return anchored.resolve(value, anchor).edtf
        return anchored.fill(value, anchor)
    if isinstance(value, list):
        return [_plain(part, anchor) for part in value]
    if isinstance(value, dict):
        return {name: _plain(part, anchor) for name, part in value.items()}
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"«{value}» must be text")
    return value


def _about(value: Any) -> tuple[str, str]:
    kind, _, key = _text(value).partition("/")
    return kind, key


def _referred(kind: str, key: str, ids: Mapping[tuple[str, str], str]) -> str:
    try:
        return ids[kind, key]
    except KeyError:
        raise ValueError(f"unknown {kind} «{key}»") from None
