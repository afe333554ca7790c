"""Rows of spreadsheets as records of ours, and what they say we do about them. Pure."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from kombit_tui.domain.fields import Kind
from kombit_tui.domain.records import KINDS
from kombit_tui.ingest.candidates import RowFound
from kombit_tui.ingest.tables import KINDS_IN_TABLES
from kombit_tui.ingest.wishes import Beside, Reference, Wanted


def row_wanted(one: RowFound) -> Wanted:
    """The record of a row of a spreadsheet, and what we do about it."""
    table = KINDS_IN_TABLES[one.kind]
    beside = None
    if table.beside is not None and one.own:
        own = {name: _pointed(table.beside, name, value) for name, value in one.own.items()}
        beside = Beside(table.beside.name, table.pointing, table.key, own)
    return Wanted(
        one.kind,
        {name: _pointed(table.kind, name, value) for name, value in one.values.items()},
        one,
        scope=one.scope,
        text=table.text if one.values.get(table.text) else table.kind.title,
        code=table.code,
        record=one.record,
        beside=beside,
    )


def _pointed(kind: Kind, name: str, value: Any) -> Any:
    """A value, or whom a name in it stands for; people and projects are made where need be."""
    refers = _references(kind.name).get(name)
    if refers is None:
        return value
    return Reference(refers, value, makes=refers in ("person", "project"))


@cache
def _references(kind: str) -> Mapping[str, str]:
    """The fields of a kind that point to another record, and to which kind."""
    return {one.name: one.refers for one in KINDS[kind].fields if one.refers is not None}
