"""What the Tab key offers in a filter: names, flags and options, and after an operator values.

Owns the finding of what is being written at the cursor. The values themselves come from the caller,
who knows the store; choices and a few dates are known here.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from kombit_tui.domain.folding import fold
from kombit_tui.domain.query.names import (
    FIELD_NAMES,
    FIELDS,
    FLAGS,
    GROUP,
    PRESENCE,
    SORT,
    QueryField,
    ValueType,
)
from kombit_tui.domain.query.scanner import HEAD
from kombit_tui.domain.query.writing import value as written

_DATES = (
    *("i dag", "i morgen", "denne uge", "næste uge", "denne måned", "næste måned"),
    *("om 2 uger", "dette kvartal", "næste kvartal", "i år"),
)
_PIECE = re.compile(r'(?:"(?:[^"]|"")*(?:"|\Z)|[^\s"])+')
_VALUE = re.compile(r'(?:"(?:[^"]|"")*(?:"|\Z)|[^,"])*\Z')
_STOP = re.compile(r'[\s,"()]|\Z')


class Completion(NamedTuple):
    """A way to go on: `text[start:end]` becomes `insert`."""

    start: int
    end: int
    insert: str
    label: str


Values = Callable[[str], Sequence[str]]


def complete(text: str, cursor: int, *, values: Values) -> list[Completion]:
    """What may stand at `cursor`, the likeliest first; `values` gives those of a field, by key."""
    start, piece = _piece_at(text, cursor)
    head = HEAD.match(piece)
    if head is None:
        end = _end_of_word(text, cursor)
        if piece.startswith("#"):
            tags = [(f"#{tag}", f"#{tag}") for tag in values("tag")]
            return _fitting(tags, piece, start, end)
        return _fitting(_names(), piece, start, end)
    name, begun = fold(head[1]), piece[head.end() :]
    at = start + head.end()
    if name in (*SORT, *GROUP, *PRESENCE.values()):
        at += begun.startswith("-") and name in SORT
        fields = [(field.danish, field.danish) for field in FIELDS.values()]
        return _fitting(fields, text[at:cursor], at, _end_of_word(text, cursor))
    field = FIELD_NAMES.get(name)
    return _values(field, text, at, cursor, values) if field else []


def _piece_at(text: str, cursor: int) -> tuple[int, str]:
    """Where the term before `cursor` starts, and what there is of it."""
    before = text[:cursor]
    for found in _PIECE.finditer(before):
        if found.end() == cursor:
            piece = found[0].lstrip("-(")
            return cursor - len(piece), piece
    return cursor, ""


def _end_of_word(text: str, cursor: int) -> int:
    """Where the word goes on to that `cursor` stands in."""
    stop = _STOP.search(text, cursor)
    return stop.start() if stop else len(text)


def _names() -> list[tuple[str, str]]:
    """What a term can begin with: as found, and as inserted."""
    names = [(field.danish, f"{field.danish}:") for field in FIELDS.values()]
    names += [(word, word) for word in FLAGS.values()]
    names += [(word, f"{word}:") for word in (*PRESENCE.values(), SORT[0], GROUP[0])]
    names += [(field.english, f"{field.danish}:") for field in FIELDS.values()]
    return names


def _values(
    field: QueryField, text: str, start: int, cursor: int, values: Values
) -> list[Completion]:
    begun = _VALUE.search(text[start:cursor])
    at = start + (begun.start() if begun else 0)
    known: list[str] = [*(field.choices or {}).values()]
    known += _DATES if field.type is ValueType.DATE else ()
    known += [value for value in values(field.key) if value not in known]
    end = _end_of_word(text, cursor)
    typed = text[at:cursor]
    end += typed.startswith('"') and text.startswith('"', end)
    offered = [(value, written(value)) for value in known]
    return _fitting(offered, typed.strip('"'), at, end)


def _fitting(
    offered: Iterable[tuple[str, str]], typed: str, start: int, end: int
) -> list[Completion]:
    """Those that begin as `typed`, then those that contain it; each insertion once."""
    wanted = fold(typed)
    named = [(fold(name), insert) for name, insert in offered]
    begun = [insert for name, insert in named if name.startswith(wanted)]
    within = [insert for name, insert in named if wanted in name]
    return [Completion(start, end, insert, insert) for insert in dict.fromkeys(begun + within)]
