"""A record as JSON for the server, and what the server holds as this version reads it. Pure.

What this version does not understand (a kind, a field, a value) is kept in the body as it came,
sent back so, and named in `Seen.unread`, so that a newer version can read it later.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

from kombit_tui.db import values
from kombit_tui.db.changes import Stamp
from kombit_tui.domain.fields import Field, FieldType, Kind, complaint
from kombit_tui.domain.ids import NO_MUNICIPALITY, bucket_of
from kombit_tui.domain.records import KINDS
from kombit_tui.domain.text import clean, squeeze

CATALOGUE = "katalog"
"""The bucket and the collection of the national feed, which is read only."""
COMMON, CONFIDENTIAL = "data", "fortroligt"
"""The collections of a municipality: what the team sees, and what is about people."""
RESERVED = frozenset({"id", "last_modified", "deleted", "schema", "permissions"})
"""What the server keeps for itself in a record."""
ABOUT = ("type", "created_at", "af", "kl", "_ops")
"""What a body has beside the record's own fields."""
RING = 8
"""Names of attempts that a record remembers."""
DEEPEST = 24
"""Tables nested deeper than this are not read."""
SHORT = 40
"""Letters of a choice, a day or a time at most; what is longer is no such value, or a rare one."""
_RECORD_ID = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_-]{0,127}", re.ASCII)
_UNREADABLE = object()

Body = Mapping[str, Any]


class Told(NamedTuple):
    """What the server tells of one record."""

    id: str
    lm: int | None
    """Its `last_modified`, in milliseconds of the server's clock; None where it did not say."""
    body: Body | None
    """None where it is deleted."""


class Seen(NamedTuple):
    """A body as this version reads it."""

    kind: Kind | None
    values: dict[str, Any]
    """Every declared column; None where there is nothing, or nothing that can be read."""
    unread: tuple[str, ...]
    """Keys of the body that are not understood."""

    @property
    def is_whole(self) -> bool:
        """Whether it can be stored: its kind is known and nothing required is missing."""
        return self.kind is not None and all(
            self.values[name] is not None for name in _required(self.kind.name)
        )


def collection_of(kind: Kind) -> str:
    """The collection of the municipality that records of a kind are in."""
    return CONFIDENTIAL if kind.confidential else COMMON


def stays_at_home(kind: Kind, content: Mapping[str, Any], bucket: str) -> bool:
    """Whether a record is nobody else's: a view that is not shared; all, of no municipality."""
    is_private = kind.name == "view" and not content.get("shared")
    return is_private or bucket == bucket_of(NO_MUNICIPALITY)


def is_unsent(
    kind: Kind,
    content: Mapping[str, Any] | None,
    base: Body | None,
    bucket: str,
    *,
    in_doubt: bool = False,
) -> bool:
    """Whether the server must be told: a record with this content, or none, differs from `base`.

    `in_doubt`: something was sent of it, and nobody knows whether it arrived.
    """
    if bucket == CATALOGUE:
        return False
    if content is None or stays_at_home(kind, content, bucket):
        return base is not None or in_doubt
    return base is None or read(base).values != as_read(kind, content)


def as_read(kind: Kind, content: Mapping[str, Any]) -> dict[str, Any]:
    """Content of ours as it comes back: a value of long ago may not be allowed any more."""
    fields = _readers(kind.name)[0]
    found = {n: None if v is None else _value(fields[n], n, v) for n, v in content.items()}
    return {name: None if value is _UNREADABLE else value for name, value in found.items()}


def prefix_of(bucket: str) -> str:
    """What the id of every record in a bucket begins with."""
    return f"{bucket.removeprefix('kommune-')}-"


def is_record_id(value: Any) -> bool:
    """Whether a server takes it for the id of a record."""
    return isinstance(value, str) and _RECORD_ID.fullmatch(value) is not None


def is_version(value: Any) -> bool:
    """Whether it is a `last_modified` as a server gives it."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**53


def told(data: Any) -> Told | None:
    """What one entry of an answer says; None where it is no record."""
    if not isinstance(data, dict) or not is_record_id(data.get("id")):
        return None
    lm = data.get("last_modified")
    if not is_version(lm):
        return None
    if data.get("deleted") is True:
        return Told(data["id"], lm, None)
    return Told(data["id"], lm, {k: v for k, v in data.items() if k not in RESERVED})


def read(body: Body) -> Seen:
    """A body as this version understands it."""
    name = body.get("type")
    kind = KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        return Seen(None, {}, ("type",))
    fields, plain, blank = _readers(kind.name)
    content = blank.copy()
    unread: list[str] = []
    for key, raw in body.items():
        if key in plain and type(raw) is str:
            content[key] = _text(raw)
        elif key in fields:
            if raw is None:
                value = None
            elif type(raw) is str and len(raw) <= SHORT:
                value = _short_value(kind.name, key, raw)
            else:
                value = _value(fields[key], key, raw)
            if value is _UNREADABLE:
                unread.append(key)
            else:
                content[key] = value
        elif key not in ABOUT:
            unread.append(key)
    return Seen(kind, content, tuple(unread))


def body(kind: Kind, content: Mapping[str, Any], stamp: Stamp, base: Body | None, op: str) -> Body:
    """What is sent of a record: its content, and what this version cannot read of `base`."""
    base = base or {}
    before = read(base).values if base.get("type") == kind.name else {}
    columns = set(kind.columns())
    sent = {k: v for k, v in base.items() if k not in ABOUT and k not in columns}
    for name in kind.columns():
        if name in base and content.get(name) == before.get(name):
            sent[name] = base[name]
        elif content.get(name) is not None:
            sent[name] = content[name]
    ring = [*ops(base), op][-RING:]
    created = base.get("created_at", stamp.created_at)
    return {
        "type": kind.name,
        **sent,
        "created_at": created,
        "af": stamp.modified_by,
        "kl": stamp.modified_at,
        "_ops": ring,
    }


def substance(body: Body) -> dict[str, Any]:
    """A body without what says who wrote it: two of equal substance are the same to everybody."""
    return {k: v for k, v in body.items() if k not in ("created_at", "af", "kl", "_ops")}


def ops(body: Body) -> Sequence[str]:
    """The names of the latest attempts that made a record what it is."""
    ring = body.get("_ops")
    return [one for one in ring if isinstance(one, str)] if isinstance(ring, list) else []


def stamp_of(body: Body, lm: int | None) -> Stamp:
    """Who made a record what the server has, in words that may be shown and stored."""
    at = _moment(body.get("kl")) or server_time(lm)
    by = body.get("af")
    who = _name(by) if isinstance(by, str) else ""
    return Stamp(_moment(body.get("created_at")) or at, at, who or "ukendt")


@lru_cache(maxsize=1_024)
def _name(value: str) -> str:
    return squeeze(clean(value))[:100]


def server_time(lm: int | None) -> str:
    """The server's time of a change; the time now where it did not say."""
    moment = datetime.now(UTC)
    if lm is not None:
        try:
            moment = datetime.fromtimestamp(lm / 1000, UTC)
        except (OverflowError, OSError, ValueError):  # a year that no calendar has
            return moment.isoformat()
    return moment.isoformat()


def _moment(value: Any) -> str | None:
    """A time as text, if it is one with a zone."""
    return _read_moment(value) if isinstance(value, str) else None


@lru_cache(maxsize=4_096)  # what was changed together has the same time
def _read_moment(value: str) -> str | None:
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found.isoformat() if found.tzinfo is not None else None


@cache
def _readers(kind: str) -> tuple[dict[str, Field], frozenset[str], dict[str, Any]]:
    """The field of each column, the columns that hold any text, and all of them empty."""
    fields = {name: field for field in KINDS[kind].fields for name in field.columns()}
    plain = frozenset(name for name, field in fields.items() if _is_plain(field, name))
    return fields, plain, dict.fromkeys(fields)


def _is_plain(field: Field, column: str) -> bool:
    return column != field.name or (field.type in _PLAIN and field.choices is None)


@cache
def _required(kind: str) -> tuple[str, ...]:
    return tuple(field.name for field in KINDS[kind].fields if field.required)


@lru_cache(maxsize=8_192)  # choices and days: the same few in very many records
def _short_value(kind: str, column: str, raw: str) -> Any:
    return _value(_readers(kind)[0][column], column, raw)


def _value(field: Field, column: str, raw: Any) -> Any:
    """A foreign value as it may be stored."""
    if isinstance(raw, str):
        raw = _text(raw)
        if raw is None or _is_plain(field, column):
            return raw
    elif column != field.name:
        return _UNREADABLE
    elif isinstance(raw, float) and field.type is FieldType.INTEGER and raw.is_integer():
        raw = int(raw)  # some servers know one sort of number only
    elif isinstance(raw, (list, dict)):
        if not _is_flat_enough(raw):
            return _UNREADABLE
        raw = values.tidied(raw)
    return _UNREADABLE if complaint(field, raw) or values.date_complaint(field, raw) else raw


def _text(raw: str) -> str | None:
    return clean(raw).strip() or None


_PLAIN = (FieldType.TEXT, FieldType.PROSE, FieldType.REF)


def _is_flat_enough(value: Any, depth: int = 0) -> bool:
    if depth > DEEPEST:
        return False
    if isinstance(value, dict):
        return all(_is_flat_enough(one, depth + 1) for one in value.values())
    return not isinstance(value, list) or all(_is_flat_enough(one, depth + 1) for one in value)
