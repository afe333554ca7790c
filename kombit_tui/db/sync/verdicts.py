"""What it means for one record that the server tells something of it. Pure; `absorbing` does it.

No clock decides: the server's `last_modified` gives the order, `base` what both sides began with,
and the names of attempts in a body whether something of ours arrived.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from kombit_tui.db import values
from kombit_tui.db.sync import wire
from kombit_tui.db.sync.wire import Body, Seen, Told
from kombit_tui.domain.fields import Kind
from kombit_tui.domain.merge import Clash, merge

Content = Mapping[str, Any]

FIELDS, DELETED_HERE, DELETED_THERE = "fields", "deleted_here", "deleted_there"
"""Sorts of conflicts."""


class Attempt(NamedTuple):
    """What was sent of a record without an answer yet."""

    op: str
    body: Body | None
    """None for a deletion."""


class Held(NamedTuple):
    """What the store has of one record."""

    bucket: str
    base: Body | None = None
    base_lm: int | None = None
    is_dirty: bool = False
    kind: Kind | None = None
    """The kind of the local record, where there is one."""
    content: Content | None = None
    attempt: Attempt | None = None


class Verdict(NamedTuple):
    """What is to be written. `content` is the whole record; None where it is not to be here."""

    base: Body | None
    base_lm: int | None
    content: Content | None
    kind: Kind | None
    is_dirty: bool
    ends_attempt: bool = False
    clashes: tuple[Clash, ...] = ()
    sort: str = FIELDS
    is_merged: bool = False
    has_landed: bool = False
    """Whether it shows that what we sent had arrived."""
    unread: tuple[str, ...] = ()
    former: Body | None = None
    """What was there before it was deleted: what is made anew takes from it what we cannot read."""

    @property
    def is_forgotten(self) -> bool:
        """Whether nothing is left to know of the record, neither here nor there."""
        return self.base is None and self.content is None


def verdict(held: Held, told: Told, *, answered: bool = False) -> Verdict | None:
    """What `told` does to a record; None where it tells nothing new.

    `answered`: the server says it instead of doing what the attempt asked for.
    """
    attempt = held.attempt
    is_known = told.lm is not None and held.base_lm is not None and told.lm <= held.base_lm
    if attempt is None:
        return None if is_known else _resolve(held, told, ends=False)
    if told.body is None:
        return _gone_in_doubt(held, attempt)
    if attempt.body is not None and attempt.op in wire.ops(told.body):
        found = _resolve(held._replace(base=attempt.body), told, ends=True)
        return found._replace(has_landed=True) if found is not None else None
    if not is_known:
        return _resolve(held, told, ends=True)
    return _unchanged(held, ends=True) if answered else None


def set_back(held: Held, told: Told) -> Verdict:
    """The server was restored and has an older version than our base: ours is sent again."""
    assert told.body is not None
    seen = wire.read(told.body)
    dirty = held.is_dirty
    if held.content is not None and held.kind is not None:
        dirty = wire.is_unsent(held.kind, held.content, told.body, held.bucket)
    return Verdict(
        told.body, told.lm, held.content, held.kind, dirty, held.attempt is not None,
        unread=seen.unread,
    )  # fmt: skip


def lost(held: Held) -> Verdict:
    """The server was restored and has never heard of the record: ours is made there again."""
    dirty = held.content is not None and held.kind is not None
    if dirty and held.kind is not None:
        dirty = wire.is_unsent(held.kind, held.content, None, held.bucket)
    ends = held.attempt is not None
    return Verdict(None, None, held.content, held.kind, dirty, ends, former=held.base)


def _unchanged(held: Held, *, ends: bool) -> Verdict:
    unread = wire.read(held.base).unread if held.base is not None else ()
    return Verdict(
        held.base, held.base_lm, held.content, held.kind, held.is_dirty, ends, unread=unread
    )


def _resolve(held: Held, told: Told, *, ends: bool) -> Verdict | None:
    if told.body is None:
        return _gone(held)
    seen = wire.read(told.body)
    if held.content is None or held.kind is None:
        return _not_here(held, told, told.body, seen, ends=ends)
    return _both_there(held, held.kind, held.content, told, told.body, seen, ends=ends)


# Deleted there.

_FORGOTTEN = Verdict(None, None, None, None, is_dirty=False)


def _gone(held: Held) -> Verdict | None:
    """It is deleted there, and nothing of ours is under way."""
    if held.base is None:
        return None  # ours is another one that is not sent yet
    if held.content is None or held.kind is None:
        return _FORGOTTEN
    if wire.stays_at_home(held.kind, held.content, held.bucket):
        return Verdict(None, None, held.content, held.kind, is_dirty=False, former=held.base)
    if not _is_edited(held, held.content):
        return _FORGOTTEN
    return _survives(held.kind, held.content, held.base)


def _gone_in_doubt(held: Held, attempt: Attempt) -> Verdict:
    """It is deleted there, and nobody knows whether what we sent arrived before that."""
    found: Verdict | None = _FORGOTTEN
    if held.content is not None and held.kind is not None:
        if attempt.body is None:  # the deletion was ours, and was taken back here since
            found = lost(held)
        elif held.base is not None or wire.stays_at_home(held.kind, held.content, held.bucket):
            found = _gone(held._replace(base=attempt.body if held.base is None else held.base))
        else:
            found = _survives(held.kind, held.content, attempt.body)
    return (found or _FORGOTTEN)._replace(ends_attempt=True)


def _survives(kind: Kind, content: Content, base: Body) -> Verdict:
    """An edit beats a deletion: the record is made there again, and the user is asked."""
    clash = Clash(wire.read(base).values, dict(content), {})
    made_anew = Verdict(None, None, content, kind, is_dirty=True, former=base)
    return made_anew._replace(clashes=(clash,), sort=DELETED_THERE)


def _is_edited(held: Held, content: Content) -> bool:
    """Whether a record is not as the server last told, by its content."""
    if held.bucket == wire.CATALOGUE:
        return False
    if held.base is None or held.kind is None:
        return True
    return wire.read(held.base).values != wire.as_read(held.kind, content)


# There, and not here.


def _not_here(held: Held, told: Told, body: Body, seen: Seen, *, ends: bool) -> Verdict:
    content = seen.values if seen.is_whole else None
    shown = Verdict(
        body, told.lm, content, seen.kind if content else None, is_dirty=False,
        ends_attempt=ends, unread=seen.unread,
    )  # fmt: skip
    if not held.is_dirty or held.base is None:
        return shown
    if wire.substance(held.base) == wire.substance(body):
        return shown._replace(content=None, kind=None, is_dirty=True)
    before = wire.read(held.base)
    clash = Clash(before.values, {}, dict(seen.values))
    return shown._replace(clashes=(clash,), sort=DELETED_HERE)


# On both sides.


def _both_there(
    held: Held, kind: Kind, content: Content, told: Told, body: Body, seen: Seen, *, ends: bool
) -> Verdict:
    base = held.base
    is_edited = _is_edited(held, content)
    if seen.kind is not kind:  # it was made something else, which only a fault can do
        kept = content if is_edited else None
        unread = (*seen.unread, "type")
        return Verdict(body, told.lm, kept, kind if kept else None, is_edited, ends, unread=unread)
    theirs = _complete(kind, seen.values, content)
    if not is_edited:
        return _with_content(held, kind, theirs, told, body, seen, ends=ends)
    before = wire.read(base).values if base is not None and base.get("type") == kind.name else {}
    merged = merge(kind, before, content, theirs)
    tidied = {name: values.tidied(value) for name, value in merged.values.items()}
    found = _complete(kind, tidied, theirs)
    made = _with_content(held, kind, found, told, body, seen, ends=ends)
    is_news = base is None or wire.substance(base) != wire.substance(body)
    is_merged = is_news and theirs != content
    return made._replace(clashes=merged.clashes, is_merged=is_merged)


def _complete(kind: Kind, content: Content, other: Content) -> dict[str, Any]:
    """The content; where something required is missing, that of the other."""
    needed = {field.name for field in kind.fields if field.required}
    return {n: other[n] if v is None and n in needed else v for n, v in content.items()}


def _with_content(
    held: Held, kind: Kind, content: Content, told: Told, body: Body, seen: Seen, *, ends: bool
) -> Verdict:
    dirty = wire.is_unsent(kind, content, body, held.bucket)
    return Verdict(body, told.lm, content, kind, dirty, ends, unread=seen.unread)
