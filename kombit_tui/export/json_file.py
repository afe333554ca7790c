"""Records as JSON: one object per record, a line each."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kombit_tui.domain.text import clean
from kombit_tui.export.table import Table, Value, text_of


def json_bytes(table: Table) -> bytes:
    """A list of objects, their values by the names of the columns; `id` first."""
    records = [
        {"id": one.id, **dict(zip(table.labels, map(_plain, one.told), strict=True))}
        for one in table.records
    ]
    return "".join(f"{line}\n" for line in json_lines(records)).encode()


def json_lines(records: Iterable[Mapping[str, Any]], *, is_narrow: bool = False) -> Iterator[str]:
    """A list of objects, line by line; `is_narrow`: no letter beyond ASCII."""
    encode = json.JSONEncoder(ensure_ascii=is_narrow, separators=(",", ":")).encode
    return list_of(map(encode, records))


def list_of(texts: Iterable[str]) -> Iterator[str]:
    """A list of JSON values, each on a line of its own."""
    rest = map(clean, texts)  # what JSON does not spell out itself
    waiting = next(rest, None)
    if waiting is None:
        yield "[]"
        return
    yield "["
    for text in rest:
        yield f"{waiting},"
        waiting = text
    yield waiting
    yield "]"


def _plain(value: Value) -> Any:
    return value if value is None or isinstance(value, (str, int, float)) else text_of(value)
