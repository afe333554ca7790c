"""A review as text, so that it outlasts the program: what was read, and what was decided.

It is a fact of this one store and never synced. What another version of the program has kept and
this one cannot read is no review.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from kombit_tui.domain.review import Decisions
from kombit_tui.ingest.reviewing import Material, ReadFile


def material_text(material: Material) -> str:
    """What was read, as text."""
    files = tuple(map(_without_rows, material.files))
    return json.dumps(replace(material, files=files), default=_plain, ensure_ascii=False)


def _without_rows(one: ReadFile) -> ReadFile:
    """A spreadsheet without what is read in its tables again when they are planned."""
    if not one.found.sheets:
        return one
    return replace(one, found=replace(one.found, tasks=(), rows=(), tables=(), unread=()))


def material_of(text: str | None) -> Material | None:
    """What was read; None where there is nothing, or nothing that this version knows."""
    if text is None:
        return None
    try:
        made = _made(Material, json.loads(text))
    except (TypeError, ValueError, KeyError, AttributeError):
        return None
    assert isinstance(made, Material)
    return made


def decisions_text(decisions: Decisions) -> str:
    """What was decided, as text."""
    return json.dumps(decisions, default=_plain, ensure_ascii=False)


def decisions_of(text: str | None) -> Decisions:
    """What was decided; nothing where nothing is known."""
    told = json.loads(text) if text else {}
    return Decisions(**{one.name: told.get(one.name) or {} for one in fields(Decisions)})


def _plain(value: Any) -> Any:
    """What JSON does not know, as something that it does."""
    if is_dataclass(value):
        return {one.name: getattr(value, one.name) for one in fields(value)}
    return dict(value) if isinstance(value, Mapping) else value.isoformat()


def _made(wanted: Any, value: Any) -> Any:
    """A value of the type that is wanted, made of what JSON knows."""
    if value is None:
        return None
    if is_dataclass(wanted) and isinstance(wanted, type):
        hints = _hints(wanted)
        return wanted(**{name: _made(hints[name], one) for name, one in value.items()})
    arguments = get_args(wanted)
    if get_origin(wanted) in (Union, UnionType):
        return _made(next(one for one in arguments if one is not type(None)), value)
    if get_origin(wanted) is tuple:
        each = arguments[:1] * len(value) if arguments[-1] is Ellipsis else arguments
        return tuple(_made(one, item) for one, item in zip(each, value, strict=True))
    if wanted is date:
        return date.fromisoformat(value)
    return wanted(value) if isinstance(wanted, type) and issubclass(wanted, Enum) else value


@cache
def _hints(wanted: type) -> Mapping[str, Any]:
    return get_type_hints(wanted)
